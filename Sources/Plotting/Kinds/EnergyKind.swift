import Measurements
import Quantities
import RooflineModel

/// Operations per joule over operational intensity, after J. W. Choi, D. Bedard, R. Fowler and
/// R. Vuduc, A Roofline Model of Energy, IPDPS 2013.
///
/// Points are rows with a known power. The line of a board is its highest roofline divided by the
/// median power of these rows: it assumes that the power does not depend on what is computed, and a
/// footnote says so.
struct EnergyKind: PlotKind {
  var name: String { "energy" }
  var summary: String { "operations per joule over operational intensity" }
  var needs: PlotNeed { .nothing }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    let boards = source.rows.map(\.board).uniqued.compactMap { EnergyBoard($0, source) }
    guard !boards.isEmpty else {
      throw PlotKindError(
        kind: name,
        missing: "no rows have operations, bytes, seconds and power_w",
        command: "ferrule bench u280 --runner xrt --xclbin build/roofline.xclbin -o rows.csv, "
          + "which reads the card's power")
    }
    let points = boards.flatMap(\.points)
    let across = Self.range(points.map(\.intensity), margin: 3)
    let horizontal = PlotAxis(
      title: "operational intensity", unit: "OP/B", scale: .logarithmic, from: across.lowerBound,
      to: across.upperBound)
    let lines = boards.enumerated().compactMap { $0.element.line($0.offset, over: across) }
    let up = Self.range(
      points.map(\.efficiency) + lines.flatMap(\.points).map(\.y), margin: 1.6)
    let known = points.map(\.evidence.rawValue).uniqued
    return PlotScene(
      title: "Energy roofline of \(boards.map(\.name).joined(separator: ", ")), "
        + known.joined(separator: " and "),
      horizontal: horizontal,
      vertical: PlotAxis(
        title: "operations per joule", unit: "GOP/J", unitFactor: 1e9, scale: .logarithmic,
        from: up.lowerBound, to: up.upperBound),
      series: lines, marks: boards.enumerated().flatMap { $0.element.marks($0.offset) },
      legend: known.map {
        PlotLegendEntry(
          sample: .mark(.dot(outlined: $0 != "measured"), .foreground), text: "\($0) runs",
          tag: "runs \($0)")
      },
      footnotes: boards.map(\.remark))
  }

  private static func range(_ values: [Double], margin: Double) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0.1...10 }
    return low / margin...high * margin
  }
}

/// What is drawn of a board.
private struct EnergyBoard {
  struct Point {
    var intensity: Double
    var efficiency: Double
    var power: Double
    var evidence: ResultEvidence
    var label: String
  }

  let name: String
  let points: [Point]
  private let power: Double
  private let roofline: Roofline?

  init?(_ name: String, _ source: PlotSource) {
    let rows = source.rows.filter {
      $0.board == name && $0.status == .ok && $0.evidence != .emulated
    }
    points = rows.compactMap(Self.point)
    guard let statistics = SampleStatistics(points.map(\.power)) else { return nil }
    self.name = name
    power = statistics.median
    roofline = source.rooflines.first { $0.board == name }
  }

  var remark: String {
    "\(name): the line is the roofline over the median power of the runs, \(Power(power)), as if "
      + "power did not depend on the work."
  }

  /// The highest fitted roofline over the power; `nil` without both ceilings.
  func line(_ index: Int, over range: ClosedRange<Double>) -> PlotSeries? {
    let fitted = (roofline?.ceilings ?? []).filter { $0.basis != .theoretical }
    let memory = fitted.filter { $0.kind.memory != nil }.max {
      $0.estimate.value < $1.estimate.value
    }
    let compute = fitted.filter { $0.kind.elementType != nil }.max {
      $0.estimate.value < $1.estimate.value
    }
    guard let memory, let compute, power > 0, memory.estimate.value > 0 else { return nil }
    let ridge = compute.estimate.value / memory.estimate.value
    let places = ([range.lowerBound, ridge, range.upperBound].filter(range.contains)).sorted()
    let isMeasured = memory.basis == .measured && compute.basis == .measured
    return PlotSeries(
      points: places.map {
        PlotPoint($0, min(memory.estimate.value * $0, compute.estimate.value) / power)
      },
      stroke: PlotStroke(dash: isMeasured ? .solid : .longDash, color: .series(index)),
      label: "\(name) \(memory.kind.name), \(compute.kind.name) at \(Power(power))",
      tags: ["board \(name)"])
  }

  func marks(_ index: Int) -> [PlotMark] {
    points.map { point in
      PlotMark(
        point: PlotPoint(point.intensity, point.efficiency),
        glyph: .dot(outlined: point.evidence != .measured), color: .series(index),
        detail: "\(point.label), \(SIPrefix.significant(point.efficiency / 1e9)) GOP/J at "
          + "\(Power(point.power)), \(point.evidence.rawValue)",
        tags: ["board \(name)", "runs \(point.evidence.rawValue)"])
    }
  }

  private static func point(_ row: Measurement) -> Point? {
    guard let intensity = row.operationalIntensity?.value, let rate = row.throughput?.value,
      let power = row.power?.value, power > 0, rate > 0, intensity > 0
    else { return nil }
    return Point(
      intensity: intensity, efficiency: rate / power, power: power, evidence: row.evidence,
      label: [row.kernel, row.operation, row.elementType].filter { !$0.isEmpty }
        .joined(separator: " "))
  }
}
