package import Specs

/// What a stencil computes of a cell's neighbours: a sum of products by a pattern, or the expression
/// of a kernel file.
package struct StencilForm: Hashable, Sendable {
  /// Dimensions of the grid, 2 or 3.
  package let dimensions: Int
  /// A cell's next value.
  package let expression: ElementExpression
  /// Scalars that the form uses, in argument order.
  let scalars: [ScalarArgument]
  /// The arrays in argument order; the first is the one that steps change.
  package let inputs: [String]
  /// Whether the setting `radius` says which neighbours there are.
  let hasRadius: Bool

  /// The form of an operation.
  ///
  /// - Parameters:
  ///   - operation: An operation of a stencil.
  ///   - radius: Distance of the farthest neighbours where the operation has no expression.
  init(_ operation: KernelOperation, radius: Int) {
    inputs = operation.inputs
    hasRadius = operation.expression == nil
    if let written = operation.expression {
      expression = written
      dimensions = max(2, min(3, written.accesses.map(\.offset.count).max() ?? 2))
      scalars = operation.scalars
      return
    }
    let isBox = operation.name == StencilShape.convolution
    dimensions = operation.name == StencilShape.inThreeDimensions ? 3 : 2
    let radius = max(1, min(radius, StencilShape.mostRadius))
    let side = 2 * radius + 1
    scalars = Array(operation.scalars.prefix(isBox ? side * side : radius + 1))
    let names = scalars.map(\.name)
    let pattern =
      isBox
      ? StencilPattern.box(radius: radius, coefficients: names)
      : .star(dimensions: dimensions, radius: radius, coefficients: names)
    expression = pattern.expression(of: operation.inputs.first ?? "in")
  }

  /// How far away the places of an array are that the form reads, x first, each once.
  func offsets(of input: String) -> [[Int]] {
    var offsets: [[Int]] = []
    for access in expression.accesses where access.name == input {
      let offset = offset(of: access)
      if !offsets.contains(offset) { offsets.append(offset) }
    }
    return offsets
  }

  /// How far away the place of an access is, x first.
  package func offset(of access: ElementAccess) -> [Int] {
    access.offset.isEmpty ? Array(repeating: 0, count: dimensions) : access.offset.reversed()
  }

  /// How far it reaches in a dimension, x first, against and along the axis; 0 or more.
  package func reach(_ dimension: Int) -> (below: Int, above: Int) {
    let offsets = expression.accesses.map { offset(of: $0)[dimension] }
    return (max(0, -(offsets.min() ?? 0)), max(0, offsets.max() ?? 0))
  }
}

extension StencilPattern {
  /// The sum of all products, one after another, so that the order of roundings is that of the
  /// definition.
  func expression(of input: String) -> ElementExpression {
    let terms = taps.map {
      ElementExpression.multiply(
        .scalar($0.coefficient), .neighbour(input, $0.offset.reversed()))
    }
    return terms.dropFirst().reduce(terms.first ?? .constant(0)) { .add($0, $1) }
  }
}
