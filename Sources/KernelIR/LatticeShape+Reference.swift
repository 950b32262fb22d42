import Specs

extension LatticeShape {
  /// All steps by their definition: every population from the cell behind it, then the relaxation
  /// towards w · (ρ + 3 c·j + 9/2 (c·j)² − 3/2 j²). Sums run over the directions in order.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let (width, rows, lanes) = (design[.width], reference.run.shape["rows"] ?? 0, design.lanes)
    var now = (0..<width * rows * lanes).map { reference.input($0, 0) }
    for _ in 0..<design[.steps] {
      let old = now
      for y in 1..<max(1, rows - 1) {
        for x in 1..<max(1, width - 1) {
          let pulled = Self.velocities.enumerated().map { number, velocity in
            old[((y - velocity.y) * width + x - velocity.x) * lanes + number]
          }
          for (number, value) in collided(pulled, omega: reference.scalar(0)).enumerated() {
            now[(y * width + x) * lanes + number] = value
          }
        }
      }
    }
    return now
  }

  private func collided<Element: KernelElement>(
    _ populations: [Element], omega: Element
  ) -> [Element] {
    func total(_ factor: (Velocity) -> Double) -> Element {
      zip(populations, Self.velocities).reduce(.zero) {
        .sum($0, .product(.element(factor($1.1)), $1.0))
      }
    }
    let (density, jx, jy) = (total { _ in 1 }, total { Double($0.x) }, total { Double($0.y) })
    let energy = Element.product(.element(1.5), .sum(.product(jx, jx), .product(jy, jy)))
    return zip(populations, Self.velocities).map { population, velocity in
      let along = Element.sum(
        .product(.element(Double(velocity.x)), jx), .product(.element(Double(velocity.y)), jy))
      let linear = Element.sum(.difference(density, energy), .product(.element(3), along))
      let equilibrium = Element.product(
        .element(velocity.weight),
        .sum(linear, .product(.element(4.5), .product(along, along))))
      return .sum(population, .product(omega, .difference(equilibrium, population)))
    }
  }

  private typealias Velocity = (x: Int, y: Int, weight: Double)

  private static var velocities: [Velocity] {
    let (axis, diagonal) = (1.0 / 9, 1.0 / 36)
    return [
      (0, 0, 4.0 / 9), (1, 0, axis), (0, 1, axis), (-1, 0, axis), (0, -1, axis),
      (1, 1, diagonal), (-1, 1, diagonal), (-1, -1, diagonal), (1, -1, diagonal),
    ]
  }
}
