import Measurements
import Quantities

/// Plots of a rate over one field of the design: one line per design that is otherwise equal.
struct SweepKind: PlotKind {
  /// How the values of the horizontal axis are written.
  enum Unit {
    case bytes, count
  }

  let name: String
  let summary: String
  /// What the field is called, e.g. `working set`.
  let axis: String
  let unit: Unit
  /// The columns that make up the field, which tell no lines apart.
  let columns: Set<DesignField>
  /// The value of the field; `nil` leaves the row out.
  let value: @Sendable (Measurement) -> Double?
  /// The start of the heading.
  let heading: String
  let command: String
  /// Whether operations per second are plotted where rows have them, and a line shows what perfect
  /// scaling from the first point would be.
  var isScaling = false
  /// The row as it is plotted; `nil` leaves it out.
  var prepared: @Sendable (Measurement) -> Measurement? = { $0 }

  var needs: PlotNeed { .nothing }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    let lines = SweepLines(
      rows: source.rows.compactMap(prepared), columns: columns, value: value,
      prefersOperations: isScaling)
    guard !lines.all.isEmpty else {
      throw PlotKindError(
        kind: name,
        missing: "no rows of one design differ only in the \(axis)", command: command)
    }
    return SweepScene(kind: self, lines: lines).scene
  }
}

extension SweepKind {
  /// Bandwidth over the region that accesses stay in.
  static let workingSet = SweepKind(
    name: "working-set", summary: "bandwidth over the region that accesses stay in",
    axis: "working set", unit: .bytes, columns: [.workingSet],
    value: { $0.workingSetBytes.map(Double.init) },
    heading: "Bandwidth over working set",
    command: "ferrule bench u280 --kernel memory-probe --pattern random --access-bytes 64 "
      + "--working-set 4KiB,64KiB,1MiB,16MiB -o rows.csv",
    prepared: { row in
      // A chase measures latency. On a host the working set decides what memory answers, so that all of
      // them make one line.
      guard row.kernel != "pointer-chase" else { return nil }
      guard row.runner == "host" else { return row }
      var line = row
      (line.memory, line.problemSize) = ("", nil)
      return line
    })

  /// Bandwidth over burst length, a line per number of outstanding bursts.
  static let burst = SweepKind(
    name: "burst", summary: "bandwidth over burst size, a line per number of outstanding bursts",
    axis: "burst", unit: .bytes, columns: [.burst],
    value: { row in
      guard let beats = row.burstBeats, let bits = row.portBits else { return nil }
      return Double(beats) * Double(bits) / 8
    },
    heading: "Bandwidth over burst size",
    command: "ferrule bench u280 --kernel memory-probe --burst-beats 1,4,16,64 "
      + "--outstanding 1,4,16 -o rows.csv")

  /// Bandwidth over the distance between accesses.
  static let stride = SweepKind(
    name: "stride", summary: "bandwidth over the distance between accesses", axis: "stride",
    unit: .bytes, columns: [.stride], value: { $0.strideBytes.map(Double.init) },
    heading: "Bandwidth over stride",
    command: "ferrule bench u280 --kernel memory-probe --pattern strided --access-bytes 64 "
      + "--stride 64,256,1KiB,4KiB -o rows.csv")

  /// Rate over the number of compute units.
  static let scaling = SweepKind(
    name: "scaling", summary: "throughput or bandwidth over compute units, with perfect scaling",
    axis: "compute units", unit: .count, columns: [.computeUnits, .channels, .problemSize],
    value: { $0.computeUnits.map(Double.init) }, heading: "Scaling over compute units",
    command: "ferrule bench u280 --kernel stream --compute-units 1,2,4,8 -o rows.csv",
    isScaling: true)
}
