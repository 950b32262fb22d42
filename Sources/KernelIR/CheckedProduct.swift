extension [Int] {
  /// The product of all; `nil` when it leaves 64 bits, as foreign sizes may.
  var checkedProduct: Int? {
    reduce(1) { product, factor in
      let result = product?.multipliedReportingOverflow(by: factor)
      return result.flatMap { $0.overflow ? nil : $0.partialValue }
    }
  }
}
