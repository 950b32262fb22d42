extension SweepShape {
  /// Point by point forwards, then backwards, by the definition on the grid: no matrix in memory.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let edge = reference.run.shape["edge"] ?? 0
    let rows = edge * edge * edge
    var x = (0..<rows).map { reference.input($0, 4) }
    for row in Array(0..<rows) + (0..<rows).reversed() {
      var sum = reference.input(row, 2)
      let place = [row % edge, row / edge % edge, row / edge / edge]
      for number in 0..<27 where number != 13 {
        let step = [number % 3 - 1, number / 3 % 3 - 1, number / 9 - 1]
        let near = zip(place, step).map(+)
        guard near.allSatisfy({ (0..<edge).contains($0) }) else { continue }
        sum = .sum(sum, x[near[0] + edge * (near[1] + edge * near[2])])
      }
      x[row] = .product(sum, .element(1 / Double(26 + row % 7)))
    }
    return x
  }
}
