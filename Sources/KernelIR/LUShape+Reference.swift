extension LUShape {
  /// Every step by its definition, element by element, the products in order of k. No elimination
  /// steps: element (i, j) of the factors is that of the matrix without the products of earlier
  /// elements of row i and of column j, divided by the diagonal where it is below it; the other steps
  /// solve L · x = a, x · U = a, and subtract a product.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    (0..<(reference.run.shape["blocks"] ?? 0)).flatMap { number -> [Element] in
      switch step {
      case .diagonal: factors(of: number)
      case .top: solvedTop(number, reference)
      case .left: solvedLeft(number, reference)
      case .inner: remaining(number, reference)
      }
    }
  }

  private func factors<Element: KernelElement>(of number: Int) -> [Element] {
    var factors: [Element] = []
    for row in 0..<block {
      for column in 0..<block {
        var rest: Element = factor((number * block + row) * block + column)
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

  /// Forward substitution, row by row.
  private func solvedTop<Element: KernelElement>(
    _ number: Int, _ reference: ReferenceResult<Element>
  ) -> [Element] {
    var solved: [Element] = []
    for place in 0..<block * block {
      let (row, column) = (place / block, place % block)
      let start = reference.input(number * block * block + place, 1)
      solved.append(
        (0..<row).reduce(start) { rest, k in
          .difference(rest, .product(factor(row * block + k), solved[k * block + column]))
        })
    }
    return solved
  }

  private func solvedLeft<Element: KernelElement>(
    _ number: Int, _ reference: ReferenceResult<Element>
  ) -> [Element] {
    var solved: [Element] = []
    for place in 0..<block * block {
      let (row, column) = (place / block, place % block)
      let start = reference.input(number * block * block + place, 1)
      let rest = (0..<column).reduce(start) { rest, k in
        .difference(rest, .product(solved[row * block + k], factor(k * block + column)))
      }
      solved.append(.quotient(rest, factor(column * block + column)))
    }
    return solved
  }

  private func remaining<Element: KernelElement>(
    _ number: Int, _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let first = number * block * block
    return (0..<block * block).map { place in
      let (row, column) = (place / block, place % block)
      return (0..<block).reduce(reference.input(first + place, 2)) { rest, k in
        let left = reference.input(row * block + k, 0)
        return .difference(rest, .product(left, reference.input(first + k * block + column, 1)))
      }
    }
  }
}
