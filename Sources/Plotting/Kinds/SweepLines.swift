import Measurements
import Quantities

/// Rows as lines over one field: medians of repetitions, sorted.
struct SweepLines {
  /// One place of a line.
  struct Point: Hashable {
    var x: Double
    /// The median, in bytes or operations per second.
    var rate: Double
    /// The lowest and highest repetition.
    var range: ClosedRange<Double>
    var samples: Int
  }

  /// Points of one design, by ascending `x`.
  struct Line: Hashable {
    var label: String
    var evidence: ResultEvidence
    var points: [Point]
  }

  /// Lines with at least two points, in the order of their first rows.
  let all: [Line]
  /// Boards of these lines.
  let boards: [String]
  /// Whether rates are operations, not bytes.
  let isOperations: Bool
  /// What all lines have in common, in words.
  let common: String

  private static let fields = DesignField.allCases

  /// - Parameters:
  ///   - rows: Failed and emulated rows are left out.
  ///   - columns: The fields that make up `value`.
  ///   - value: The place of a row.
  ///   - prefersOperations: Whether operations per second are taken when every row has them.
  init(
    rows: [Measurement], columns: Set<DesignField>, value: (Measurement) -> Double?,
    prefersOperations: Bool
  ) {
    let usable = rows.filter { $0.status == .ok && $0.evidence != .emulated && $0.seconds != nil }
    let placed = usable.compactMap { row in
      value(row).flatMap { $0 > 0 && $0.isFinite ? (row: row, x: $0) : nil }
    }
    let operations =
      prefersOperations && !placed.isEmpty
      && placed.allSatisfy { ($0.row.operations ?? 0) > 0 }
    var groups: [Key: [Double: [Double]]] = [:]
    var order: [Key] = []
    for (row, x) in placed {
      guard let rate = operations ? row.throughput?.value : row.bandwidth?.value, rate > 0
      else { continue }
      let key = Key(
        evidence: row.evidence,
        texts: Self.fields.map { columns.contains($0) ? "" : $0.text(row) })
      if groups[key] == nil { order.append(key) }
      groups[key, default: [:]][x, default: []].append(rate)
    }
    let kept = order.filter { (groups[$0]?.count ?? 0) >= 2 }
    let varying = Self.fields.indices.filter { index in Set(kept.map { $0.texts[index] }).count > 1
    }
    all = kept.map { key in
      Line(
        label: varying.map { key.texts[$0] }.filter { !$0.isEmpty }.joined(separator: ", "),
        evidence: key.evidence, points: Self.points(groups[key] ?? [:]))
    }
    boards = kept.map { $0.texts.first ?? "" }.uniqued
    isOperations = operations
    let shared: [DesignField] = [.kernel, .operation, .elementType, .memory, .channels, .pattern]
    common = Self.fields.indices.filter {
      shared.contains(Self.fields[$0]) && !varying.contains($0)
    }
    .compactMap { kept.first?.texts[$0] }.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// What the repetitions and places of a line have in common.
  private struct Key: Hashable {
    var evidence: ResultEvidence
    /// One element per field, in their order; empty for the fields of the axis.
    var texts: [String]
  }

  private static func points(_ rates: [Double: [Double]]) -> [Point] {
    rates.sorted { $0.key < $1.key }.compactMap { x, rates in
      guard let statistics = SampleStatistics(rates), let low = rates.min(), let high = rates.max()
      else { return nil }
      return Point(x: x, rate: statistics.median, range: low...high, samples: rates.count)
    }
  }
}
