extension PtransShape {
  /// Aᵀ + B by its definition, for the unit's rows of the result and columns of A.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let order = (reference.run.shape["blocks"] ?? 0) * block
    let rows = (reference.run.shape["rows"] ?? 0) * block
    return (0..<rows * order).map { index in
      let (row, column) = (index / order, index % order)
      return .sum(reference.input(column * rows + row, 0), reference.input(index, 1))
    }
  }
}
