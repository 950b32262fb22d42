package import Quantities

/// What holds a point back and how far it is from every other ceiling.
package struct BottleneckRow: Hashable, Sendable {
  /// One ceiling as seen from the point.
  package struct Distance: Hashable, Sendable {
    /// The ceiling.
    package var kind: Ceiling.Kind
    /// How it is known.
    package var basis: CeilingBasis
    /// What it allows at the point's intensity.
    package var throughput: Throughput
    /// That over what the point reaches: 1 is on the ceiling, 4 is a quarter of it.
    package var headroom: Double
  }

  /// The point.
  package var point: RooflinePoint
  /// The lowest ceiling first: those of the point's memory and element type, best known basis.
  package var distances: [Distance]
}

/// Which ceilings bind the points of a roofline.
package enum BottleneckTable {
  /// One row per point, in the order of the points.
  package static func rows(of roofline: Roofline) -> [BottleneckRow] {
    roofline.points.map { point in
      let choice = CeilingChoice(ceilings: roofline.ceilings, basis: point.basis)
      let distances = kinds(for: point, in: roofline).compactMap { kind in
        choice.ceiling(kind).flatMap { distance(of: point, to: $0) }
      }
      return BottleneckRow(
        point: point,
        distances: distances.sorted {
          ($0.throughput.value, $0.kind.name) < ($1.throughput.value, $1.kind.name)
        })
    }
  }

  private static func kinds(for point: RooflinePoint, in roofline: Roofline) -> Set<Ceiling.Kind> {
    Set(
      roofline.ceilings.map(\.kind).filter { kind in
        switch kind {
        case .memory(let name): name == point.memory
        case .compute(let type, _): type == point.elementType
        case .onChip, .hostLink: false
        }
      })
  }

  private static func distance(
    of point: RooflinePoint, to ceiling: Ceiling
  ) -> BottleneckRow.Distance? {
    guard point.throughput.value > 0 else { return nil }
    let allowed = ceiling.throughput(at: point.intensity)
    return BottleneckRow.Distance(
      kind: ceiling.kind, basis: ceiling.basis, throughput: allowed,
      headroom: allowed.value / point.throughput.value)
  }
}
