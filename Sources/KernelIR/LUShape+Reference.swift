extension LUShape {
  /// Every step by its definition, element by element, the products in order of k. No elimination
  /// steps: element (i, j) of the factors is that of the matrix without the products of earlier
  /// elements of row i and of column j, divided by the diagonal where it is below it; the other steps
  /// solve L · x = a, x · U = a, and subtract a product.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let solution = BlockSolution(shape: self, reference: reference)
    return (0..<(reference.run.shape["blocks"] ?? 0)).flatMap { number -> [Element] in
      switch step {
      case .diagonal: solution.factors(of: number)
      case .top: solution.solvedTop(number)
      case .left: solution.solvedLeft(number)
      case .inner: solution.remaining(number)
      }
    }
  }
}

/// The steps on one block; where there are factors, they are those of the first one.
private struct BlockSolution<Element: KernelElement> {
  private let reference: ReferenceResult<Element>
  private let shape: LUShape
  private let block: Int
  private let given: [Element]

  init(shape: LUShape, reference: ReferenceResult<Element>) {
    self.reference = reference
    self.shape = shape
    block = shape.block
    given = shape.matrix(of: 0)
  }

  func factors(of number: Int) -> [Element] {
    let matrix: [Element] = number == 0 ? given : shape.matrix(of: number)
    var factors: [Element] = []
    for place in 0..<block * block {
      let (row, column) = (place / block, place % block)
      var rest = matrix[place]
      for k in 0..<min(row, column) {
        rest = .difference(rest, .product(factors[row * block + k], factors[k * block + column]))
      }
      factors.append(column < row ? .quotient(rest, factors[column * block + column]) : rest)
    }
    return factors
  }

  /// Forward substitution, row by row.
  func solvedTop(_ number: Int) -> [Element] {
    var solved: [Element] = []
    for place in 0..<block * block {
      let (row, column) = (place / block, place % block)
      var rest = reference.input(number * block * block + place, 1)
      for k in 0..<row {
        rest = .difference(rest, .product(given[row * block + k], solved[k * block + column]))
      }
      solved.append(rest)
    }
    return solved
  }

  func solvedLeft(_ number: Int) -> [Element] {
    var solved: [Element] = []
    for place in 0..<block * block {
      let (row, column) = (place / block, place % block)
      var rest = reference.input(number * block * block + place, 1)
      for k in 0..<column {
        rest = .difference(rest, .product(solved[row * block + k], given[k * block + column]))
      }
      solved.append(.quotient(rest, given[column * block + column]))
    }
    return solved
  }

  func remaining(_ number: Int) -> [Element] {
    let first = number * block * block
    let left = (0..<block * block).map { reference.input($0, 0) }
    let top = (0..<block * block).map { reference.input(first + $0, 1) }
    return (0..<block * block).map { place in
      let (row, column) = (place / block, place % block)
      var rest = reference.input(first + place, 2)
      for k in 0..<block {
        rest = .difference(rest, .product(left[row * block + k], top[k * block + column]))
      }
      return rest
    }
  }
}
