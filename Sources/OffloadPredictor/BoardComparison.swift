package import Quantities
package import RooflineModel

/// The ceilings of several boards side by side, each against those of the first.
package struct BoardComparison: Sendable {
  /// One ceiling of one board.
  package struct Entry: Hashable, Sendable {
    /// What is compared: a ceiling's category and name, `memory fastest`, `ridge point hbm f32`,
    /// or `per watt f32 fma`.
    package var subject: String
    /// The board.
    package var board: String
    /// Its value.
    package var estimate: Estimate
    /// `B/s`, `OP/s`, `OP/B` or `OP/s/W`.
    package var unit: String
    /// How it is known.
    package var basis: CeilingBasis
    /// The value over that of the first board that has it.
    package var ratio: Double
    /// The ratio at the ends of both intervals; `nil` without any.
    package var ratioInterval: ClosedRange<Double>?

    /// Whether the interval does not tell the boards apart.
    package var isNoDifference: Bool { ratioInterval?.contains(1) ?? (ratio == 1) }
  }

  /// By subject in order of first appearance, then in the order of the boards.
  package let entries: [Entry]

  /// Compares.
  ///
  /// - Parameters:
  ///   - rooflines: One per board; the first is what the others are compared with.
  ///   - power: What a board draws; `nil` when not known.
  package init(_ rooflines: [Roofline], power: (String) -> Power?) {
    let all = rooflines.flatMap { Self.values(of: $0, power($0.board)) }
    var order: [String] = []
    var bySubject: [String: [Entry]] = [:]
    for entry in all {
      guard let first = bySubject[entry.subject]?.first else {
        order.append(entry.subject)
        bySubject[entry.subject] = [entry]
        continue
      }
      bySubject[entry.subject]?.append(Self.compared(entry, with: first))
    }
    entries = order.flatMap { bySubject[$0] ?? [] }
  }

  private static func compared(_ entry: Entry, with first: Entry) -> Entry {
    var compared = entry
    compared.ratio = entry.estimate.value / first.estimate.value
    guard entry.estimate.interval != nil || first.estimate.interval != nil else { return compared }
    let low = entry.estimate.low / first.estimate.high
    let high = entry.estimate.high / first.estimate.low
    if low.isFinite, high.isFinite, low <= high { compared.ratioInterval = low...high }
    return compared
  }

  private static func values(of roofline: Roofline, _ power: Power?) -> [Entry] {
    let fastest = roofline.fastestMemory.flatMap { roofline.ceiling(.memory($0)) }
    var seen: Set<Ceiling.Kind> = []
    let kinds = roofline.ceilings.map(\.kind).filter { seen.insert($0).inserted }
    let best = kinds.compactMap { roofline.ceiling($0) }.filter { $0.estimate.value > 0 }
    return (fastest.map { [entry("memory fastest", $0)] } ?? [])
      + best.map { entry("\($0.kind.category) \($0.kind.name)", $0) }
      + roofline.ridgePoints.filter { $0.basis.isFitted && $0.intensity.value > 0 }.map { ridge in
        Entry(
          subject: "ridge point \(ridge.memory) \(ridge.elementType)", board: roofline.board,
          estimate: Estimate(value: ridge.intensity.value), unit: "OP/B", basis: ridge.basis,
          ratio: 1)
      } + perWatt(best, power)
  }

  private static func perWatt(_ ceilings: [Ceiling], _ power: Power?) -> [Entry] {
    guard let power, power.value > 0 else { return [] }
    return ceilings.filter { $0.kind.isCompute && $0.basis == .measured }.map { ceiling in
      var entry = entry("per watt \(ceiling.kind.name)", ceiling)
      entry.unit = "OP/s/W"
      entry.estimate.value /= power.value
      entry.estimate.interval = entry.estimate.interval.map {
        $0.lowerBound / power.value...$0.upperBound / power.value
      }
      return entry
    }
  }

  private static func entry(_ subject: String, _ ceiling: Ceiling) -> Entry {
    Entry(
      subject: subject, board: ceiling.board, estimate: ceiling.estimate, unit: ceiling.kind.unit,
      basis: ceiling.basis, ratio: 1)
  }
}
