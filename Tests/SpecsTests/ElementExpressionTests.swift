import TestSupport
import Testing

@testable import Specs

@Suite("Element expressions")
struct ElementExpressionTests {
  private func parse(_ text: String) throws(ElementExpressionError) -> ElementExpression {
    try ElementExpression(parsing: text, inputs: ["a", "b", "c"], scalars: ["s", "t"])
  }

  @Test("A product binds tighter than a sum and sums group from the left")
  func precedence() throws {
    #expect(
      try parse("a - b + s * c")
        == .add(.subtract(.input("a"), .input("b")), .multiply(.scalar("s"), .input("c"))))
    #expect(try parse("(a - b) * c") == .multiply(.subtract(.input("a"), .input("b")), .input("c")))
  }

  @Test("A minus belongs to the number after it and changes the sign of anything else")
  func unaryMinus() throws {
    #expect(try parse("-2.5e1 * a") == .multiply(.constant(-25), .input("a")))
    #expect(try parse("-a") == .negate(.input("a")))
    #expect(try parse("-a * b") == .multiply(.negate(.input("a")), .input("b")))
  }

  @Test("Quotients group from the left, and functions take one or two numbers")
  func functions() throws {
    #expect(
      try parse("a / b * c") == .multiply(.divide(.input("a"), .input("b")), .input("c")))
    #expect(
      try parse("min(sqrt(a), max(b, -c)) + abs(s)")
        == .add(
          .minimum(.squareRoot(.input("a")), .maximum(.input("b"), .negate(.input("c")))),
          .magnitude(.scalar("s"))))
  }

  @Test("Distances are written in brackets, with or without signs, and only behind inputs")
  func neighbours() throws {
    #expect(try parse("a[ -1, +2 ]") == .neighbour("a", [-1, 2]))
    let sum = try parse("a[0,0,-1] + b * a[1,0,0]")
    #expect(sum.accesses.map(\.offset) == [[0, 0, -1], [], [1, 0, 0]])
    #expect(sum.usedInputs == ["a", "b"])
  }

  @Test("Signs are no operations; everything else is one")
  func counts() throws {
    #expect(try parse("-a + abs(b) * abs(-c)").operationCount == 2)
    #expect(try parse("sqrt(a / b) + min(a, b) - max(a, c)").operationCount == 6)
  }

  @Test("A declared name is not a function")
  func shadowing() throws {
    let expression = try ElementExpression(parsing: "max * a", inputs: ["a", "max"], scalars: [])
    #expect(expression == .multiply(.input("max"), .input("a")))
    #expect(throws: ElementExpressionError.self) {
      try ElementExpression(parsing: "max(a, a)", inputs: ["a", "max"], scalars: [])
    }
  }

  @Test("Divisions and square roots are found at any depth")
  func floats() throws {
    #expect(try parse("a + b * max(c, s)").needsFloatingPoint == false)
    #expect(try parse("a + b * max(c, s / t)").needsFloatingPoint)
    #expect(try parse("-sqrt(abs(a))").needsFloatingPoint)
  }

  @Test(
    "A mistake is reported with the column it is in",
    arguments: [
      ("", 1), ("a +", 4), ("a b", 3), ("(a", 3), ("a * / b", 5), ("d + a", 1), ("1.2.3", 1),
      ("1e999", 1), ("a + é", 5), ("2e", 1), ("a)", 2), ("min(a)", 6), ("sqrt a", 6),
      ("sqrt(a, b)", 7),
      ("max(a, )", 8), ("hypot(a, b)", 1), ("a / * b", 5), ("a[1", 4), ("a[]", 3),
      ("a[65]", 3), ("a[1;2]", 4), ("s[0]", 2),
    ])
  func mistakes(text: String, column: Int) {
    #expect {
      try parse(text)
    } throws: { error in
      (error as? ElementExpressionError)?.column == column
    }
  }

  @Test("No text exhausts the stack")
  func deepNesting() {
    #expect(throws: ElementExpressionError.self) {
      try parse(String(repeating: "(", count: 900) + "a")
    }
    #expect(throws: ElementExpressionError.self) {
      try parse(String(repeating: "-", count: 900) + "a")
    }
    #expect(throws: ElementExpressionError.self) {
      try parse(String(repeating: "a+", count: 9000) + "a")
    }
  }

  @Test(
    "Printing and parsing again gives the same expression", arguments: [1, 2, 3, 5, 8] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let expression = ElementExpression.random(depth: 5, using: &generator)
      #expect(try parse(expression.text) == expression)
    }
  }

  @Test("Spaces change nothing", arguments: [13, 21] as [UInt64])
  func spaces(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let text = ElementExpression.random(depth: 4, using: &generator).text
      let spaced = text.replacing("(", with: " ( ").replacing("*", with: "  *")
      #expect(try parse(spaced) == parse(text))
    }
  }

  @Test("An input that occurs twice is used once")
  func usedInputs() throws {
    #expect(try parse("b * b + s * a").usedInputs == ["b", "a"])
  }
}

extension ElementExpression {
  /// Fully parenthesised, so that parsing must give back exactly this tree.
  fileprivate var text: String {
    switch self {
    case .input(let name), .scalar(let name): name
    case .neighbour(let name, let offset):
      "\(name)[\(offset.map(String.init).joined(separator: ","))]"
    case .constant(let value): "\(value)"
    case .add(let left, let right): "(\(left.text) + \(right.text))"
    case .subtract(let left, let right): "(\(left.text) - \(right.text))"
    case .multiply(let left, let right): "(\(left.text) * \(right.text))"
    case .divide(let left, let right): "(\(left.text) / \(right.text))"
    case .minimum(let left, let right): "min(\(left.text), \(right.text))"
    case .maximum(let left, let right): "max(\(left.text), \(right.text))"
    case .squareRoot(let inner): "sqrt(\(inner.text))"
    case .negate(let inner): "(-\(inner.text))"
    case .magnitude(let inner): "abs(\(inner.text))"
    }
  }

  fileprivate static func random(
    depth: Int, using generator: inout SeededGenerator
  ) -> ElementExpression {
    guard depth > 0 else { return leaf(using: &generator) }
    let kind = Int.random(in: 0..<10, using: &generator)
    guard kind > 0 else { return leaf(using: &generator) }
    let left = random(depth: depth - 1, using: &generator)
    let right = random(depth: depth - 1, using: &generator)
    switch kind {
    case 1: return .add(left, right)
    case 2: return .subtract(left, right)
    case 3: return .divide(left, right)
    case 4: return .minimum(left, right)
    case 5: return .maximum(left, right)
    case 6: return .squareRoot(left)
    case 7: return .magnitude(left)
    case 8: return .negate(.magnitude(left))
    default: return .multiply(left, right)
    }
  }

  private static func leaf(using generator: inout SeededGenerator) -> ElementExpression {
    switch Int.random(in: 0..<4, using: &generator) {
    case 3: .neighbour("b", [Int.random(in: -9...9, using: &generator), 0])
    case 0: .input(["a", "b", "c"].randomElement(using: &generator) ?? "a")
    case 1: .scalar(["s", "t"].randomElement(using: &generator) ?? "s")
    default: .constant(Double(Int.random(in: -9...9, using: &generator)))
    }
  }
}
