extension SparseShape {
  /// Every row by the definition of the operator on the grid, without a matrix in memory. Elements
  /// of the vector are multiples of 2⁻⁶ below 2, so the sums are exact in whatever order.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let edge = reference.run.shape["edge"] ?? 0
    return (0..<edge * edge * edge).map { row in
      let place = [row % edge, row / edge % edge, row / edge / edge]
      var sum = Element.product(.element(26), reference.input(row, 3))
      for number in 0..<27 where number != 13 {
        let step = [number % 3 - 1, number / 3 % 3 - 1, number / 9 - 1]
        let near = zip(place, step).map(+)
        guard near.allSatisfy({ (0..<edge).contains($0) }) else { continue }
        let column = near[0] + edge * (near[1] + edge * near[2])
        sum = .difference(sum, reference.input(column, 3))
      }
      return sum
    }
  }
}
