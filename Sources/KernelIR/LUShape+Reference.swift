extension LUShape {
  /// Both factors by their definition, row by row: element (i, j) is that of the matrix without the
  /// products of earlier elements of row i and of column j, divided by the diagonal where it is
  /// below it. No elimination steps.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    (0..<(reference.run.shape["blocks"] ?? 0)).flatMap { factors(of: $0, reference) }
  }

  private func factors<Element: KernelElement>(
    of number: Int, _ reference: ReferenceResult<Element>
  ) -> [Element] {
    var factors: [Element] = []
    for row in 0..<block {
      for column in 0..<block {
        var rest = reference.input((number * block + row) * block + column, 0)
        if row == column { rest = .sum(rest, .element(Double(2 * block))) }
        for k in 0..<min(row, column) {
          let product = Element.product(factors[row * block + k], factors[k * block + column])
          rest = .difference(rest, product)
        }
        factors.append(
          column < row ? .quotient(rest, factors[column * block + column]) : rest)
      }
    }
    return factors
  }
}
