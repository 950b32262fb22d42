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
    return (0..<rows * order).map { index in
      let (row, column) = (index / order, index % order)
      var sum = Element.zero
      for k in 0..<order {
        sum = .sum(
          sum,
          .product(
            reference.input(row * order + k, 0), reference.input(k * order + column, 1)))
      }
      return .sum(.product(alpha, sum), .product(beta, reference.input(index, 2)))
    }
  }
}
