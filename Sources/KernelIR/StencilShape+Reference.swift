import Specs

extension StencilShape {
  /// All steps by their definition, cell by cell over the whole grid. Cells some of whose neighbours
  /// are not there keep their values.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let operation = reference.operation
    let distances = operation.expression.map(\.accesses)?.map(\.offset.count).max()
    let isSolid = distances == 3 || distances == nil && operation.name == "jacobi3d"
    let slabs = reference.run.shape[isSolid ? "planes" : "rows"] ?? 0
    let extents = [slabs] + (isSolid ? [design[.height]] : []) + [design[.width]]
    let grid = StencilGrid(extents: extents, radius: design[.radius], reference: reference)
    return grid.afterSteps(design[.steps])
  }
}

/// A grid whose extents are given slowest first, as distances are.
private struct StencilGrid<Element: KernelElement> {
  private let extents: [Int]
  private let radius: Int
  private let reference: ReferenceResult<Element>
  /// Cells from one place to the next in every dimension.
  private let strides: [Int]
  /// The places of every dimension whose neighbours are all there.
  private let inside: [Range<Int>]

  init(extents: [Int], radius: Int, reference: ReferenceResult<Element>) {
    self.extents = extents
    self.radius = radius
    self.reference = reference
    strides = extents.indices.map { extents[($0 + 1)...].reduce(1, *) }
    let named = reference.operation.expression?.accesses.map(\.offset).filter { !$0.isEmpty }
    inside = extents.indices.map { dimension in
      let distances = named.map { $0.map { $0[dimension] } } ?? [-radius, radius]
      let first = max(0, -(distances.min() ?? 0))
      return first..<max(first, extents[dimension] - max(0, distances.max() ?? 0))
    }
  }

  private var operation: KernelOperation { reference.operation }

  func afterSteps(_ steps: Int) -> [Element] {
    var cells = (0..<extents.reduce(1, *)).map { reference.input($0, 0) }
    for _ in 0..<steps {
      let old = cells
      for place in cells.indices where isInside(place) { cells[place] = next(old, place) }
    }
    return cells
  }

  // MARK: Places

  private func isInside(_ place: Int) -> Bool {
    for dimension in extents.indices {
      let there = place / strides[dimension] % extents[dimension]
      guard inside[dimension].contains(there) else { return false }
    }
    return true
  }

  // MARK: Values

  private func next(_ old: [Element], _ place: Int) -> Element {
    if let expression = operation.expression {
      return reference.value(of: expression, scalar: reference.scalar(named:)) { access in
        let there = place + zip(access.offset, strides).reduce(0) { $0 + $1.0 * $1.1 }
        let number = operation.inputs.firstIndex(of: access.name) ?? 0
        return number == 0 ? old[there] : reference.input(there, number)
      }
    }
    return operation.name == "conv2d" ? square(old, place) : star(old, place)
  }

  private func star(_ old: [Element], _ place: Int) -> Element {
    var total = Element.product(reference.scalar(0), old[place])
    for distance in 1...radius {
      let coefficient = reference.scalar(min(distance, operation.scalars.count - 1))
      for stride in strides.reversed() {
        total = .sum(total, .product(coefficient, old[place - distance * stride]))
        total = .sum(total, .product(coefficient, old[place + distance * stride]))
      }
    }
    return total
  }

  /// Row after row; the coefficient of a place follows from how many cells the rings inside have and
  /// how many of its own ring come before.
  private func square(_ old: [Element], _ place: Int) -> Element {
    var total: Element?
    for y in -radius...radius {
      for x in -radius...radius {
        let product = Element.product(
          reference.scalar(coefficient(y, x)), old[place + y * extents[1] + x])
        total = total.map { .sum($0, product) } ?? product
      }
    }
    return total ?? .zero
  }

  private func coefficient(_ y: Int, _ x: Int) -> Int {
    let ring = max(abs(x), abs(y))
    guard ring > 0 else { return 0 }
    let side = 2 * ring + 1
    let inside = (side - 2) * (side - 2)
    if y == -ring { return inside + x + ring }
    if y == ring { return inside + side + 2 * (side - 2) + x + ring }
    return inside + side + 2 * (y + ring - 1) + (x > 0 ? 1 : 0)
  }
}
