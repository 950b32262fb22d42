extension ReferenceResult {
  /// α · (a · b) + β · c by its definition. Products of the test data are multiples of 2⁻¹² and
  /// below 4, so sums of up to 1024 of them are exact in every floating-point type of the kernel,
  /// in whatever order they are taken.
  func matrixProduct() -> [Element] {
    let order = (run.shape["blocks"] ?? 0) * design[.block]
    let rows = (run.shape["rows"] ?? 0) * design[.block]
    let (alpha, beta) = (scalar(0), scalar(1))
    return (0..<rows * order).map { index in
      let (row, column) = (index / order, index % order)
      var sum = Element.zero
      for k in 0..<order {
        sum = .sum(sum, .product(input(row * order + k, 0), input(k * order + column, 1)))
      }
      return .sum(.product(alpha, sum), .product(beta, input(index, 2)))
    }
  }
}
