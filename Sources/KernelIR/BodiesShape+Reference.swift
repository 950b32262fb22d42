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
    var sum = (x: Element.zero, y: Element.zero, z: Element.zero)
    let (x, y, z) = (own[0], own[1], own[2])
    for other in others {
      let way = (
        x: Element.difference(other[0], x), y: Element.difference(other[1], y),
        z: Element.difference(other[2], z)
      )
      let plane = Element.sum(.product(way.x, way.x), .product(way.y, way.y))
      let square = Element.sum(.sum(plane, .product(way.z, way.z)), softening)
      let strength = Element.quotient(other[3], .product(square, .root(square)))
      sum.x = .sum(sum.x, .product(way.x, strength))
      sum.y = .sum(sum.y, .product(way.y, strength))
      sum.z = .sum(sum.z, .product(way.z, strength))
    }
    return [sum.x, sum.y, sum.z]
  }

  /// Where a component of a body lies.
  private func place(_ body: Int, _ component: Int, of components: Int) -> Int {
    (body / block * components + component) * block + body % block
  }
}
