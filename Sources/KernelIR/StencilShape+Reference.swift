import Specs

extension StencilShape {
  /// All steps by their definition, cell by cell over the whole grid. Cells within the radius of the
  /// border keep their values.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let isSolid = design.operation == "jacobi3d"
    let slabs = reference.run.shape[isSolid ? "planes" : "rows"] ?? 0
    let extents = [design[.width]] + (isSolid ? [design[.height]] : []) + [slabs]
    var grid = (0..<extents.reduce(1, *)).map { reference.input($0, 0) }
    for _ in 0..<design[.steps] { grid = relaxed(grid, extents, reference) }
    return grid
  }

  private func relaxed<Element: KernelElement>(
    _ grid: [Element], _ extents: [Int], _ reference: ReferenceResult<Element>
  ) -> [Element] {
    var next = grid
    for index in grid.indices {
      var rest = index
      let isInside = extents.allSatisfy { extent in
        let place = rest % extent
        rest /= extent
        return place >= design[.radius] && place < extent - design[.radius]
      }
      if isInside { next[index] = weighted(grid, index, extents, reference) }
    }
    return next
  }

  private func weighted<Element: KernelElement>(
    _ grid: [Element], _ index: Int, _ extents: [Int], _ reference: ReferenceResult<Element>
  ) -> Element {
    var total = Element.product(reference.scalar(0), grid[index])
    for distance in 1...design[.radius] {
      let farthest = reference.operation.scalars.count - 1
      let coefficient = reference.scalar(min(distance, farthest))
      var step = distance
      for extent in extents {
        total = .sum(total, .product(coefficient, grid[index - step]))
        total = .sum(total, .product(coefficient, grid[index + step]))
        step *= extent
      }
    }
    return total
  }
}
