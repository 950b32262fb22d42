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
  /// Reads an expression such as `b + s * c`: `+ - * /`, parentheses, a leading minus, the functions
  /// `sqrt(x)`, `abs(x)`, `min(x, y)` and `max(x, y)`, decimal numbers, and names of inputs and
  /// scalars. A name that is declared is never a function.
  ///
  /// A minus in front of a number belongs to the number; in front of anything else it changes the
  /// sign, which is no operation.
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
    accesses.reduce(into: []) { names, access in
      if !names.contains(access.name) { names.append(access.name) }
    }
  }
}

/// Recursive descent: sum = product { (+|-) product }; product = factor { (*|/) factor }.
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
    guard next == nil else { throw failure("expected `+`, `-`, `*`, `/` or the end") }
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
    while true {
      if accept("*") {
        left = .multiply(left, try factor())
      } else if accept("/") {
        left = .divide(left, try factor())
      } else {
        return left
      }
    }
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
    if inputs.contains(name) {
      return next == "[" ? .neighbour(name, try distances()) : .input(name)
    }
    if scalars.contains(name) { return .scalar(name) }
    if let function = ExpressionFunction(rawValue: name) { return try call(function) }
    let known = NearestNames.sorted(inputs + scalars, to: name).joined(separator: ", ")
    let functions = ExpressionFunction.allCases.map(\.rawValue).joined(separator: ", ")
    throw ElementExpressionError(
      column: start + 1,
      message: "found `\(name)`, expected a declared input or scalar: \(known); or a function: "
        + functions)
  }

  /// Distances in brackets, one per dimension: `[0, -1]`.
  private mutating func distances() throws(ElementExpressionError) -> [Int] {
    var offset: [Int] = []
    repeat {
      position += 1
      let isNegative = accept("-")
      if !isNegative { _ = accept("+") }
      let column = (next, position).1
      let digits = take { $0.isASCII && $0.isNumber }
      guard let distance = Int(digits), distance <= Self.farthest else {
        position = column
        throw failure("expected a distance of 0 to \(Self.farthest)")
      }
      offset.append(isNegative ? -distance : distance)
    } while next == ","
    guard accept("]") else { throw failure("expected `,` or `]`") }
    return offset
  }

  private static let farthest = 64

  /// A function's arguments in parentheses, separated by commas.
  private mutating func call(
    _ function: ExpressionFunction
  ) throws(ElementExpressionError) -> ElementExpression {
    guard accept("(") else { throw failure("expected `(` after `\(function.rawValue)`") }
    let first = try sum()
    guard function.isBinary else {
      guard accept(")") else { throw failure("expected `)`") }
      return function == .sqrt ? .squareRoot(first) : .magnitude(first)
    }
    guard accept(",") else {
      throw failure("expected `,` and the second number of `\(function.rawValue)`")
    }
    let second = try sum()
    guard accept(")") else { throw failure("expected `)`") }
    return function == .min ? .minimum(first, second) : .maximum(first, second)
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
    return .negate(self)
  }
}

/// The functions that expressions may call.
private enum ExpressionFunction: String, CaseIterable {
  case sqrt, abs, min, max

  var isBinary: Bool { self == .min || self == .max }
}
