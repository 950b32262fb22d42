import Foundation
import Measurements
import Quantities

/// The picture of a sweep.
struct SweepScene {
  let scene: PlotScene

  /// More lines than this are left out, with a footnote: nobody could tell them apart.
  static let most = 10

  init(kind: SweepKind, lines: SweepLines) {
    let shown = Array(lines.all.prefix(Self.most))
    let parts = Parts(kind: kind, lines: lines, shown: shown)
    scene = PlotScene(
      title: parts.title, horizontal: parts.horizontal, vertical: parts.vertical,
      series: parts.ideal + parts.bars + parts.series, marks: parts.marks, legend: parts.legend,
      footnotes: parts.footnotes)
  }

  /// How a way of knowing is drawn: modelled never looks like measured.
  static func dash(_ evidence: ResultEvidence) -> PlotDash {
    evidence == .measured ? .solid : .longDash
  }
}

private struct Parts {
  let kind: SweepKind
  let lines: SweepLines
  let shown: [SweepLines.Line]

  var title: String {
    let known = evidences.map(\.rawValue).joined(separator: " and ")
    let boards = lines.boards.filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(kind.heading)\(boards.isEmpty ? "" : " on \(boards)"), \(known)"
  }

  var horizontal: PlotAxis {
    let places = points.map(\.x)
    let (low, high) = (places.min() ?? 1, places.max() ?? 1)
    let axis = PlotAxis(
      title: kind.axis, unit: "", scale: .logarithmic, from: low / 1.3, to: high * 1.3)
    return PlotAxis(axis, ticks: PowerTicks.ticks(from: low, to: high, unit: kind.unit))
  }

  var vertical: PlotAxis {
    let rates = points.map(\.rate)
    let (low, high) = (rates.min() ?? 1, rates.max() ?? 1)
    let title = lines.isOperations ? "throughput" : "bandwidth"
    let unit = lines.isOperations ? "GOP/s" : "GB/s"
    let isWide = kind.isScaling || high > 20 * low
    return PlotAxis(
      title: title, unit: unit, unitFactor: 1e9, scale: isWide ? .logarithmic : .linear,
      from: isWide ? low / 1.5 : 0, to: high * (isWide ? 1.8 : 1.15))
  }

  var series: [PlotSeries] {
    shown.enumerated().map { index, line in
      PlotSeries(
        points: line.points.map { PlotPoint($0.x, $0.rate) },
        stroke: PlotStroke(dash: SweepScene.dash(line.evidence), color: .series(index)),
        label: shown.count > 1 ? line.label : "", detail: line.evidence.rawValue,
        tags: tags(index))
    }
  }

  /// Repetitions that differ by more than 2 % are shown as bars.
  var bars: [PlotSeries] {
    shown.enumerated().flatMap { index, line in
      line.points.filter { $0.range.upperBound > 1.02 * $0.range.lowerBound }.map { point in
        PlotSeries(
          points: [point.range.lowerBound, point.range.upperBound].map { PlotPoint(point.x, $0) },
          stroke: PlotStroke(color: .series(index), weight: .faint), tags: tags(index))
      }
    }
  }

  /// What perfect scaling from the first point of each line would give.
  var ideal: [PlotSeries] {
    guard kind.isScaling else { return [] }
    return shown.enumerated().compactMap { index, line in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      let end = PlotPoint(last.x, first.rate * last.x / first.x)
      return PlotSeries(
        points: [PlotPoint(first.x, first.rate), end],
        stroke: PlotStroke(dash: .dotted, color: .series(index), weight: .faint),
        detail: "perfect scaling from the first point", tags: tags(index) + ["ideal"])
    }
  }

  var marks: [PlotMark] {
    shown.enumerated().flatMap { index, line in
      line.points.map { point in
        PlotMark(
          point: PlotPoint(point.x, point.rate),
          glyph: .dot(outlined: line.evidence != .measured), color: .series(index),
          detail: detail(line, point), tags: tags(index))
      }
    }
  }

  var legend: [PlotLegendEntry] {
    let known = evidences.map {
      PlotLegendEntry(
        sample: .line(PlotStroke(dash: SweepScene.dash($0))), text: $0.rawValue,
        tag: "evidence \($0.rawValue)")
    }
    guard kind.isScaling else { return known }
    let stroke = PlotStroke(dash: .dotted, color: .faint, weight: .faint)
    return known + [
      PlotLegendEntry(
        sample: .line(stroke), text: "perfect scaling from the first point", tag: "ideal")
    ]
  }

  var footnotes: [String] {
    let more = lines.all.count - shown.count
    return (lines.common.isEmpty ? [] : ["\(lines.common)."])
      + (more > 0 ? ["\(more) more lines are not drawn: plot fewer rows."] : [])
  }

  private var points: [SweepLines.Point] { shown.flatMap(\.points) }

  private var evidences: [ResultEvidence] {
    ResultEvidence.allCases.filter { known in shown.contains { $0.evidence == known } }
  }

  private func tags(_ index: Int) -> [String] {
    ["line \(index)", "evidence \(shown[index].evidence.rawValue)"]
  }

  private func detail(_ line: SweepLines.Line, _ point: SweepLines.Point) -> String {
    let rate =
      lines.isOperations ? "\(Throughput(point.rate))" : "\(Bandwidth(point.rate))"
    let place =
      "\(kind.axis) \(PowerTicks.label(point.x, kind.unit))"
    let repetitions = point.samples > 1 ? "median of \(point.samples)" : ""
    return [line.label, place, rate, repetitions, line.evidence.rawValue]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// Ticks at powers of two, as sizes and counts come in them.
enum PowerTicks {
  /// At most ten ticks that hold the range.
  static func ticks(from low: Double, to high: Double, unit: SweepKind.Unit) -> [PlotTick] {
    guard low > 0, high >= low, low.isFinite, high.isFinite else { return [] }
    let first = Int(floor(log2(low) + 1e-9))
    let last = Int(ceil(log2(high) - 1e-9))
    let step = max(1, (last - first + 8) / 9)
    return stride(from: first, through: last, by: step).map { power in
      let value = pow(2, Double(power))
      return PlotTick(value: value, label: label(value, unit))
    }
  }

  /// `4 KiB`, or a plain number.
  static func label(_ value: Double, _ unit: SweepKind.Unit) -> String {
    guard unit == .bytes, let count = Int(exactly: value.rounded()) else {
      return SIPrefix.significant(value)
    }
    return "\(ByteCount(count))"
  }
}
