import Quantities

/// Why a text is not an expression, and where.
package struct ElementExpressionError: Error, Equatable, CustomStringConvertible {
  /// The place, counted in characters from 1.
  package let column: Int
  /// What was found and what was expected.
  package let message: String

  /// The whole finding in one line.
  package var description: String { "column \(column): \(message)" }
}

extension ElementExpression {
  /// Reads an expression such as `b + s * c`: `+ - *`, parentheses, a leading minus, decimal
  /// numbers, and names of inputs and scalars.
  ///
  /// A minus in front of a number belongs to the number; in front of anything else it is a
  /// multiplication by −1 and counts as an operation.
  ///
  /// - Parameters:
  ///   - text: What the user wrote, up to 1000 characters.
  ///   - inputs: Names of input arrays.
  ///   - scalars: Names of scalar arguments.
  /// - Throws: ``ElementExpressionError`` with the column of the first mistake.
  package init(parsing text: String, inputs: [String], scalars: [String])
    throws(ElementExpressionError)
  {
    guard text.count <= 1000 else {
      throw ElementExpressionError(
        column: 1001, message: "found more than 1000 characters, expected a shorter expression")
    }
    var parser = ExpressionParser(text, inputs: inputs, scalars: scalars)
    self = try parser.wholeText()
  }

  /// The names of the inputs that occur, each once, in order of first use.
  package var usedInputs: [String] {
    switch self {
    case .input(let name): [name]
    case .scalar, .constant: []
    case .add(let left, let right), .subtract(let left, let right), .multiply(let left, let right):
      left.usedInputs + right.usedInputs.filter { !left.usedInputs.contains($0) }
    }
  }
}

/// Recursive descent: sum = product { (+|-) product }; product = factor { * factor }.
private struct ExpressionParser {
  private let characters: [Character]
  private let inputs: [String]
  private let scalars: [String]
  private var position = 0
  /// Parentheses and minus signs that are open; bounded, so that no input exhausts the stack.
  private var depth = 0

  init(_ text: String, inputs: [String], scalars: [String]) {
    characters = Array(text)
    self.inputs = inputs
    self.scalars = scalars
  }

  mutating func wholeText() throws(ElementExpressionError) -> ElementExpression {
    let expression = try sum()
    guard next == nil else { throw failure("expected `+`, `-`, `*` or the end") }
    return expression
  }

  private mutating func sum() throws(ElementExpressionError) -> ElementExpression {
    var left = try product()
    while true {
      if accept("+") {
        left = .add(left, try product())
      } else if accept("-") {
        left = .subtract(left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(ElementExpressionError) -> ElementExpression {
    var left = try factor()
    while accept("*") { left = .multiply(left, try factor()) }
    return left
  }

  private mutating func factor() throws(ElementExpressionError) -> ElementExpression {
    guard depth < 50 else { throw failure("expected at most 50 levels of parentheses and minus") }
    depth += 1
    defer { depth -= 1 }
    if accept("-") { return try factor().negated }
    guard accept("(") else { return try operand() }
    let inner = try sum()
    guard accept(")") else { throw failure("expected `)`") }
    return inner
  }

  private mutating func operand() throws(ElementExpressionError) -> ElementExpression {
    guard let first = next else { throw failure("expected a name, a number or `(`") }
    if first.isASCII, first.isNumber || first == "." { return try number() }
    guard first.isASCII, first.isLetter || first == "_" else {
      throw failure("expected a name, a number or `(`")
    }
    let start = position
    let name = take { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if inputs.contains(name) { return .input(name) }
    if scalars.contains(name) { return .scalar(name) }
    let known = NearestNames.sorted(inputs + scalars, to: name).joined(separator: ", ")
    throw ElementExpressionError(
      column: start + 1,
      message: "found `\(name)`, expected a declared input or scalar: \(known)")
  }

  private mutating func number() throws(ElementExpressionError) -> ElementExpression {
    let start = position
    var text = take { $0.isASCII && ($0.isNumber || $0 == ".") }
    if position < characters.count, "eE".contains(characters[position]) {
      text += take { $0 == "e" || $0 == "E" }
      text += take { $0 == "+" || $0 == "-" }
      text += take { $0.isASCII && $0.isNumber }
    }
    guard let value = Double(text), value.isFinite else {
      throw ElementExpressionError(
        column: start + 1, message: "found `\(text)`, expected a finite decimal number")
    }
    return .constant(value)
  }

  /// The next character that is not a space.
  private var next: Character? {
    mutating get {
      while position < characters.count, characters[position] == " " { position += 1 }
      return position < characters.count ? characters[position] : nil
    }
  }

  private mutating func accept(_ character: Character) -> Bool {
    guard next == character else { return false }
    position += 1
    return true
  }

  private mutating func take(while isPart: (Character) -> Bool) -> String {
    let start = position
    while position < characters.count, isPart(characters[position]) { position += 1 }
    return String(characters[start..<position])
  }

  private mutating func failure(_ expectation: String) -> ElementExpressionError {
    let found = next.map { "`\($0)`" } ?? "the end"
    return ElementExpressionError(
      column: position + 1, message: "found \(found), \(expectation)")
  }
}

extension ElementExpression {
  fileprivate var negated: ElementExpression {
    if case .constant(let value) = self { return .constant(-value) }
    return .multiply(.constant(-1), self)
  }
}
