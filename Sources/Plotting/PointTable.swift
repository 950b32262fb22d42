import Quantities
import RooflineModel

/// What binds each point of a plot: the table that belongs under it.
package enum PointTable {
  /// The table of points, as they are signed in the plot.
  ///
  /// What is not known is left empty. Columns for board and evidence appear when there is more than
  /// one of them; ``remark(_:)`` names the only evidence.
  package static func table(_ points: [KeyedPoint]) -> TextTable {
    let severalBoards = Set(points.map(\.point.board)).count > 1
    let board = severalBoards ? [TextTable.Column("board", narrowest: 4)] : []
    return TextTable(
      columns: [TextTable.Column(""), TextTable.Column("run", narrowest: 8)] + board + [
        TextTable.Column("memory", narrowest: 4), TextTable.Column("type"),
        TextTable.Column("OP/B", .right), TextTable.Column("throughput", .right),
        TextTable.Column("bound by", narrowest: 6), TextTable.Column("of bound", .right),
      ] + (severalBases(points) ? [TextTable.Column("evidence", narrowest: 5)] : []),
      rows: points.map {
        row($0, severalBoards: severalBoards)
          + (severalBases(points) ? [$0.point.basis.rawValue] : [])
      })
  }

  /// A line under the table when all points are known in the same way: `all runs are modelled`.
  package static func remark(_ points: [KeyedPoint]) -> String? {
    guard let first = points.first, !severalBases(points) else { return nil }
    return "all runs are \(first.point.basis.rawValue)"
  }

  private static func severalBases(_ points: [KeyedPoint]) -> Bool {
    Set(points.map(\.point.basis)).count > 1
  }

  private static func row(_ keyed: KeyedPoint, severalBoards: Bool) -> [String] {
    let point = keyed.point
    return [keyed.key.map(String.init) ?? "", point.label] + (severalBoards ? [point.board] : [])
      + [
        point.memory, point.elementType, number(point.intensity.value),
        point.throughput.value.isFinite ? "\(Throughput(point.throughput.value))" : "",
        point.binding?.name ?? "", percent(point.shareOfBound),
      ]
  }

  private static func number(_ value: Double) -> String {
    value.isFinite ? SIPrefix.significant(value) : ""
  }

  /// A share as `97.4 %`; empty when it is not known.
  private static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return "" }
    return "\(SIPrefix.significant(share * 100, digits: 3)) %"
  }
}
