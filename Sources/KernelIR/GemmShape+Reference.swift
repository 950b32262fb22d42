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
    let columns = (0..<order).map { column in
      (0..<order).map { reference.input($0 * order + column, 1) }
    }
    return (0..<rows).flatMap { row -> [Element] in
      let own = (0..<order).map { reference.input(row * order + $0, 0) }
      return (0..<order).map { column -> Element in
        let sum = Self.dotProduct(own, columns[column])
        let before = reference.input(row * order + column, 2)
        return Element.sum(.product(alpha, sum), .product(beta, before))
      }
    }
  }

  /// Compiled for the types by themselves: a block has millions of products.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  @_specialize(where Element == UInt8)
  @_specialize(where Element == UInt16)
  @_specialize(where Element == UInt32)
  @_specialize(where Element == UInt64)
  private static func dotProduct<Element: KernelElement>(
    _ left: [Element], _ right: [Element]
  ) -> Element {
    var sum = Element.zero
    for k in left.indices { sum = .sum(sum, .product(left[k], right[k])) }
    return sum
  }
}
