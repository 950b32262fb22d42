import Plotting
import Quantities
import RooflineModel

/// The ceilings of one board side by side: what was reached and what theory allows.
struct CeilingOverview {
  let roofline: Roofline
  /// Whether there is room for where a value comes from.
  let showsOrigin: Bool

  init(_ roofline: Roofline, width: Int) {
    self.roofline = roofline
    showsOrigin = width >= 110
  }

  /// One row per thing that is bounded, in the order of the roofline.
  var table: TextTable {
    let hasIntervals = roofline.ceilings.contains { $0.estimate.interval != nil }
    let interval = hasIntervals ? [TextTable.Column("95 % interval", .right)] : []
    return TextTable(
      columns: [
        TextTable.Column("\(roofline.board) ceiling"), TextTable.Column("value", .right),
      ] + interval + [
        TextTable.Column("theory", .right), TextTable.Column("of theory", .right),
        TextTable.Column("evidence"),
      ] + (showsOrigin ? [TextTable.Column("from", narrowest: 8)] : []),
      rows: kinds.map { row($0, hasIntervals: hasIntervals) })
  }

  /// The ridge points of fitted ceilings in one line per memory.
  var ridgeLines: [String] {
    let fitted = roofline.ridgePoints.filter { $0.basis.isFitted }
    return memories(of: fitted).map { memory in
      let points = fitted.filter { $0.memory == memory }.map {
        "\($0.elementType) \(SIPrefix.significant($0.intensity.value, digits: 3))"
      }
      return "ridge points, \(memory) (OP/B): \(points.joined(separator: ", "))"
    }
  }

  private var kinds: [Ceiling.Kind] {
    var seen: Set<Ceiling.Kind> = []
    return roofline.ceilings.map(\.kind).filter { seen.insert($0).inserted }
  }

  private func memories(of points: [RidgePoint]) -> [String] {
    var seen: Set<String> = []
    return points.map(\.memory).filter { seen.insert($0).inserted }
  }

  private func row(_ kind: Ceiling.Kind, hasIntervals: Bool) -> [String] {
    let own = roofline.ceilings.filter { $0.kind == kind }
    let theory = own.first { $0.basis == .theoretical }
    let fitted = own.first { $0.basis.isFitted }
    let name = [kind.category, kind.name].joined(separator: " ")
    let interval = fitted?.estimate.interval.map {
      "\(kind.text(of: $0.lowerBound)) – \(kind.text(of: $0.upperBound))"
    }
    let share = zip(fitted, theory).map { $0.estimate.value / $1.estimate.value }
    return [name, fitted.map { kind.text(of: $0.estimate.value) } ?? ""]
      + (hasIntervals ? [interval ?? ""] : [])
      + [
        theory.map { kind.text(of: $0.estimate.value) } ?? "",
        share.map { "\(SIPrefix.significant($0 * 100, digits: 3)) %" } ?? "",
        fitted?.basis.rawValue ?? "",
      ] + (showsOrigin ? [(fitted ?? theory)?.origin ?? ""] : [])
  }

  private func zip(_ left: Ceiling?, _ right: Ceiling?) -> (Ceiling, Ceiling)? {
    guard let left, let right else { return nil }
    return (left, right)
  }
}
