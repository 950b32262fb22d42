import KernelIR
import Specs

/// Prints lane arithmetic, with a named temporary for every operator that is bound.
struct VitisExpression {
  let names: VitisNames
  /// Whether operators get temporaries with `BIND_OP`.
  let isBound: Bool
  private var products = 0
  private var sums = 0

  init(names: VitisNames, isBound: Bool) {
    self.names = names
    self.isBound = isBound
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
    case .constant(let value): return element.literal(value)
    case .pattern(let index):
      let place = CIndex.text(index * .constant(UInt32(clamping: names.lanes)))
      return element.counting(names.lanes > 1 ? "\(place) + lane" : CIndex.text(index))
    case .add(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.sum(a, b), .add, to: &writer)
    case .subtract(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.difference(a, b), .add, to: &writer)
    case .multiply(let left, let right):
      let (a, b) = (text(left, to: &writer), text(right, to: &writer))
      return operation(element.product(a, b), .mul, to: &writer)
    }
  }

  /// A bound operator in a temporary of its own; otherwise the expression in brackets.
  private mutating func operation(
    _ text: String, _ arithmetic: ArithmeticOperator, to writer: inout CodeWriter
  ) -> String {
    let type = names.program.elementType
    guard isBound,
      let cost = names.design.board.operators.toolDefault(of: arithmetic, type: type)
    else { return "(\(text))" }
    let name = nextName(arithmetic)
    writer.line("element_t \(name) = \(text);")
    VitisBinding(cost: cost).write(variable: name, to: &writer)
    return name
  }

  private mutating func nextName(_ arithmetic: ArithmeticOperator) -> String {
    if arithmetic == .mul {
      products += 1
      return "product_\(products)"
    }
    sums += 1
    return "sum_\(sums)"
  }
}
