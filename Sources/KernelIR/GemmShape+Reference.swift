extension GemmShape {
  /// α · (a · b) + β · c by its definition. Products of the test data are multiples of 2⁻¹² and
  /// below 4, so sums of up to 1024 of them are exact in every floating-point type of the kernel,
  /// in whatever order they are taken.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let order = (reference.run.shape["blocks"] ?? 0) * block
    let rows = (reference.run.shape["rows"] ?? 0) * block
    let (alpha, beta) = (reference.scalar(0), reference.scalar(1))
    // Rows and columns that start at the same place of the test data's period are the same.
    let period = TestData.period
    var sums = [Element?](repeating: nil, count: period * period)
    return (0..<rows * order).map { index in
      let (row, column) = (index / order, index % order)
      let place = row * order % period * period + column % period
      let sum = sums[place] ?? product(row: row, column: column, order: order, reference)
      sums[place] = sum
      return .sum(.product(alpha, sum), .product(beta, reference.input(index, 2)))
    }
  }

  /// Σk a[row][k] · b[k][column].
  private func product<Element: KernelElement>(
    row: Int, column: Int, order: Int, _ reference: ReferenceResult<Element>
  ) -> Element {
    (0..<order).reduce(.zero) { sum, k in
      let left = reference.input(row * order + k, 0)
      return .sum(sum, .product(left, reference.input(k * order + column, 1)))
    }
  }
}
