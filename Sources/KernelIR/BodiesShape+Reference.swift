extension BodiesShape {
  /// Newton's law with softening, body by body, the others in their order. The steps of an
  /// interaction are those of the form, so every rounding is the same.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let others = (0..<(reference.run.shape["blocks"] ?? 0) * block).map { body in
      (0..<4).map { reference.input(place(body, $0, of: 4), 1) }
    }
    let bodies = (reference.run.shape["rows"] ?? 0) * block
    var result = Array(repeating: Element.zero, count: 3 * bodies)
    for body in 0..<bodies {
      let own = (0..<3).map { reference.input(place(body, $0, of: 4), 0) }
      let sum = attraction(of: others, at: own, softening: reference.scalar(0))
      for axis in 0..<3 { result[place(body, axis, of: 3)] = sum[axis] }
    }
    return result
  }

  private func attraction<Element: KernelElement>(
    of others: [[Element]], at own: [Element], softening: Element
  ) -> [Element] {
    others.reduce([Element](repeating: .zero, count: 3)) { sum, other in
      let way = (0..<3).map { Element.difference(other[$0], own[$0]) }
      let squares = way.map { Element.product($0, $0) }
      let plane = Element.sum(squares[0], squares[1])
      let square = Element.sum(.sum(plane, squares[2]), softening)
      let strength = Element.quotient(other[3], .product(square, .root(square)))
      return (0..<3).map { .sum(sum[$0], .product(way[$0], strength)) }
    }
  }

  /// Where a component of a body lies.
  private func place(_ body: Int, _ component: Int, of components: Int) -> Int {
    (body / block * components + component) * block + body % block
  }
}
