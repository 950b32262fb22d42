import KernelIR
import Specs

/// Prints lane arithmetic, with a named temporary for every operator that is bound.
struct KernelExpression {
  let names: KernelNames
  /// Whether operators get temporaries with `BIND_OP`.
  let isBound: Bool
  /// How they are built; the tool's own choice where nothing is given.
  let binding: StageBinding?
  /// What names of temporaries begin with, where several expressions share a scope.
  private let prefix: String
  /// Values that are no vectors, whatever lane of them is asked for.
  private let singles: Set<String>
  /// How many temporaries of each name there are.
  private var temporaries: [String: Int] = [:]

  init(
    names: KernelNames, isBound: Bool, binding: StageBinding? = nil, prefix: String = "",
    singles: Set<String> = []
  ) {
    self.prefix = prefix
    self.singles = singles
    self.names = names
    self.isBound = isBound
    self.binding = binding
  }

  /// The whole expression, as the right side of an assignment; temporaries are written before.
  mutating func root(_ expression: LaneExpression, to writer: inout CodeWriter) -> String {
    let text = text(expression, to: &writer)
    let hasBrackets = expression.operationCount > 0 && text.hasPrefix("(")
    return hasBrackets ? String(text.dropFirst().dropLast()) : text
  }

  /// The expression as an operand: a name, a number, a call, or in brackets.
  private mutating func text(
    _ expression: LaneExpression, to writer: inout CodeWriter
  ) -> String {
    let element = names.element
    switch expression {
    case .value(let name), .scalar(let name): return name
    case .lane(let name, let index):
      return singles.contains(name)
        ? "\(name)_beat" : names.language.lane(CIndex.text(index), of: "\(name)_beat")
    case .sum(let loop, let term): return sum(over: loop, term, to: &writer)
    case .constant(let value): return element.literal(value)
    case .pattern(let index):
      let place = CIndex.text(index * .constant(UInt32(clamping: names.lanes)))
      return element.counting(names.lanes > 1 ? "\(place) + lane" : CIndex.text(index))
    case .add(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.sum(a, b), .add, to: &writer)
    case .subtract(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.difference(a, b), .add, isDifference: true, to: &writer)
    case .multiply(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.product(a, b), .mul, to: &writer)
    case .divide(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.quotient(a, b), .div, to: &writer)
    case .squareRoot(let inner):
      return operation(element.root(text(inner, to: &writer)), .sqrt, to: &writer)
    case .minimum(let left, let right):
      let (a, b) = (operand(left, to: &writer), operand(right, to: &writer))
      return "(\(element.minimum(a, b)))"
    case .maximum(let left, let right):
      let (a, b) = (operand(left, to: &writer), operand(right, to: &writer))
      return "(\(element.maximum(a, b)))"
    case .negate(let inner): return "(\(element.negative(text(inner, to: &writer))))"
    case .magnitude(let inner): return "(\(element.magnitude(operand(inner, to: &writer))))"
    case .select(let ranges, let inside, let outside):
      let condition = ranges.map(CIndex.text).joined(separator: " && ")
      let (a, b) = (text(inside, to: &writer), text(outside, to: &writer))
      return "(\(condition.isEmpty ? "1" : condition) ? \(a) : \(b))"
    }
  }

  /// An operand that is written down more than once: in a temporary unless it is short.
  private mutating func operand(
    _ expression: LaneExpression, to writer: inout CodeWriter
  ) -> String {
    let text = text(expression, to: &writer)
    guard text.hasPrefix("(") else { return text }
    let name = nextName("operand")
    writer.line("const element_t \(name) = \(text.dropFirst().dropLast());")
    return name
  }

  /// A sum in a temporary, written as a loop that is unrolled.
  private mutating func sum(
    over loop: LoopLevel, _ term: LaneExpression, to writer: inout CodeWriter
  ) -> String {
    let name = nextName("sum")
    let counter = loop.counter
    writer.line("element_t \(name) = \(names.element.zero);")
    let head = "for (uint32_t \(counter) = 0; \(counter) < \(loop.turns); ++\(counter)) {"
    names.language.writeUnrolled(head, to: &writer) { writer in
      let next = root(term, to: &writer)
      let total = operation(names.element.sum(name, next), .add, to: &writer)
      writer.line("\(name) = \(counter) == 0 ? \(cast(next)) : \(cast(total));")
    }
    return name
  }

  /// A bound operator in a temporary of its own; otherwise the expression in brackets.
  private mutating func operation(
    _ text: String, _ kind: OperatorKind, isDifference: Bool = false,
    to writer: inout CodeWriter
  ) -> String {
    guard let cost = cost(of: kind) else { return "(\(text))" }
    let name = nextName(isDifference ? "difference" : Self.results[kind] ?? "value")
    writer.line("element_t \(name) = \(text);")
    names.language.writeBinding(cost, isDifference: isDifference, variable: name, to: &writer)
    return name
  }

  /// The implementation that is asked for; `nil` when the tool chooses.
  private func cost(of kind: OperatorKind) -> OperatorCost? {
    guard isBound, names.language.bindsOperators else { return nil }
    let type = names.program.elementType
    return binding?.implementation(of: kind)
      ?? names.design.board.operators.toolDefault(of: kind, type: type)
  }

  private func cast(_ text: String) -> String { names.language.cast(text, to: "element_t") }

  private static let results: [OperatorKind: String] = [
    .add: "sum", .mul: "product", .div: "quotient", .sqrt: "root",
  ]

  /// Whether a name may be that of a temporary.
  static func isTemporary(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 1, let number = parts.last, !number.isEmpty,
      number.allSatisfy(\.isNumber)
    else { return false }
    return (results.values + ["difference", "operand", "value"]).contains(
      String(parts[parts.count - 2]))
  }

  private mutating func nextName(_ base: String) -> String {
    let count = temporaries[base, default: 0] + 1
    temporaries[base] = count
    return "\(prefix)\(base)_\(count)"
  }
}
