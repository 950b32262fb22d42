import Measurements
import Quantities

/// A table of text cells, ready to be aligned or written as CSV or JSON.
package struct RooflineTable: Hashable, Sendable {
  /// Column names.
  package var header: [String]
  /// One element per row, each as long as the header; empty cells are not known.
  package var rows: [[String]]

  /// The table as CSV.
  package var csv: String { CSVWriter.text(header: header, rows: rows) }
}

/// Rooflines as tables.
package enum RooflineTables {
  /// How numbers are written.
  package enum NumberStyle: Sendable {
    /// Base units, every digit: for CSV and JSON.
    case exact
    /// Four digits with a prefix in the unit: `460.8` and `GB/s`.
    case readable
  }

  /// Every ceiling of every board, in the order of the rooflines.
  package static func ceilings(
    of rooflines: [Roofline], style: NumberStyle = .exact
  ) -> RooflineTable {
    RooflineTable(
      header: [
        "board", "kind", "name", "basis", "value", "unit", "interval_low", "interval_high",
        "samples", "origin",
      ],
      rows: rooflines.flatMap(\.ceilings).map { row(of: $0, style) })
  }

  /// Every ridge point, intensity in operations per byte.
  package static func ridgePoints(
    of rooflines: [Roofline], style: NumberStyle = .exact
  ) -> RooflineTable {
    RooflineTable(
      header: ["board", "memory", "element_type", "basis", "intensity", "throughput"],
      rows: rooflines.flatMap { roofline in
        roofline.ridgePoints.map { ridge in
          [
            roofline.board, ridge.memory, ridge.elementType, ridge.basis.rawValue,
            number(ridge.intensity.value, style), throughput(ridge.throughput.value, style),
          ]
        }
      })
  }

  /// Every point with what binds it.
  package static func points(
    of rooflines: [Roofline], style: NumberStyle = .exact
  ) -> RooflineTable {
    RooflineTable(
      header: [
        "board", "label", "memory", "element_type", "basis", "intensity", "throughput",
        "interval_low", "interval_high", "samples", "bound", "share_of_bound",
      ],
      rows: rooflines.flatMap(\.points).map { row(of: $0, style) })
  }

  /// Everything that cannot be true.
  package static func violations(of rooflines: [Roofline]) -> RooflineTable {
    RooflineTable(
      header: ["board", "found", "limit"],
      rows: rooflines.flatMap { roofline in
        roofline.violations.map { [roofline.board, $0.subject, $0.limit] }
      })
  }

  private static func row(of ceiling: Ceiling, _ style: NumberStyle) -> [String] {
    let estimate = ceiling.estimate
    let isTheory = ceiling.basis == .theoretical
    let (value, unit) = parts(of: estimate.value, ceiling.kind, style)
    return [
      ceiling.board, ceiling.kind.category, ceiling.kind.name, ceiling.basis.rawValue, value, unit,
      estimate.interval.map { bound($0.lowerBound, ceiling.kind, style) } ?? "",
      estimate.interval.map { bound($0.upperBound, ceiling.kind, style) } ?? "",
      isTheory ? "" : "\(estimate.samples)", ceiling.origin,
    ]
  }

  private static func row(of point: RooflinePoint, _ style: NumberStyle) -> [String] {
    let interval = point.throughput.interval
    return [
      point.board, point.label, point.memory, point.elementType, point.basis.rawValue,
      number(point.intensity.value, style), throughput(point.throughput.value, style),
      interval.map { throughput($0.lowerBound, style) } ?? "",
      interval.map { throughput($0.upperBound, style) } ?? "", "\(point.throughput.samples)",
      point.binding?.name ?? "", point.shareOfBound.map { number($0, style) } ?? "",
    ]
  }

  private static func parts(
    of value: Double, _ kind: Ceiling.Kind, _ style: NumberStyle
  ) -> (value: String, unit: String) {
    switch style {
    case .exact: return (CSVWriter.number(value), kind.unit)
    case .readable:
      let words = kind.text(of: value).split(separator: " ", maxSplits: 1).map(String.init)
      return (words.first ?? "", words.last ?? "")
    }
  }

  private static func bound(_ value: Double, _ kind: Ceiling.Kind, _ style: NumberStyle) -> String {
    style == .exact ? CSVWriter.number(value) : kind.text(of: value)
  }

  private static func number(_ value: Double, _ style: NumberStyle) -> String {
    style == .exact ? CSVWriter.number(value) : SIPrefix.significant(value)
  }

  private static func throughput(_ value: Double, _ style: NumberStyle) -> String {
    style == .exact ? CSVWriter.number(value) : Throughput(value).description
  }
}
