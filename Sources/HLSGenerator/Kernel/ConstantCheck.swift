import KernelIR
import Specs

/// Every number of a kernel file that its element type does not have.
struct ConstantCheck {
  let design: GeneratedDesign

  private var program: KernelProgram { design.program }

  var reasons: [String] {
    let scalars = program.scalars.map { ($0.name, $0.number(for: program.elementType)) }
    let constants = design.operation.expression.map(Self.constants) ?? []
    let numbers = scalars + constants.map { ("a constant of the expression", $0) }
    return numbers.filter { !isFinite($0.1) }.map {
      "\($0.0): \($0.1) is not a finite number of type \(program.elementType.rawValue)"
    }
  }

  private func isFinite(_ value: Double) -> Bool {
    switch program.elementType {
    case .f16: abs(value) <= 65504
    case .f32: Float(value).isFinite
    default: value.isFinite
    }
  }

  private static func constants(_ expression: ElementExpression) -> [Double] {
    if case .constant(let value) = expression { return [value] }
    return expression.operands.flatMap(constants)
  }
}
