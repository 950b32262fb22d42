extension BodiesShape {
  /// Newton's law with softening, body by body, the others in their order. The steps of an
  /// interaction are those of the form, so every rounding is the same.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    func body(_ number: Int, _ array: Int) -> Body<Element> {
      let parts = (0..<4).map { reference.input(place(number, $0, of: 4), array) }
      return Body(x: parts[0], y: parts[1], z: parts[2], mass: parts[3])
    }
    let others = (0..<(reference.run.shape["blocks"] ?? 0) * block).map { body($0, 1) }
    let bodies = (reference.run.shape["rows"] ?? 0) * block
    var result = Array(repeating: Element.zero, count: 3 * bodies)
    for number in 0..<bodies {
      let sum = Self.attraction(of: others, at: body(number, 0), softening: reference.scalar(0))
      for (axis, force) in [sum.x, sum.y, sum.z].enumerated() {
        result[place(number, axis, of: 3)] = force
      }
    }
    return result
  }

  private struct Body<Element: KernelElement> {
    var x, y, z: Element
    let mass: Element
  }

  /// Compiled for the types by themselves: a run has millions of interactions.
  @_specialize(where Element == Float)
  @_specialize(where Element == Double)
  private static func attraction<Element: KernelElement>(
    of others: [Body<Element>], at own: Body<Element>, softening: Element
  ) -> Body<Element> {
    var sum = Body<Element>(x: .zero, y: .zero, z: .zero, mass: .zero)
    for other in others {
      let x = Element.difference(other.x, own.x)
      let y = Element.difference(other.y, own.y)
      let z = Element.difference(other.z, own.z)
      let plane = Element.sum(.product(x, x), .product(y, y))
      let square = Element.sum(.sum(plane, .product(z, z)), softening)
      let strength = Element.quotient(other.mass, .product(square, .root(square)))
      sum.x = .sum(sum.x, .product(x, strength))
      sum.y = .sum(sum.y, .product(y, strength))
      sum.z = .sum(sum.z, .product(z, strength))
    }
    return sum
  }

  /// Where a component of a body lies.
  private func place(_ body: Int, _ component: Int, of components: Int) -> Int {
    (body / block * components + component) * block + body % block
  }
}
