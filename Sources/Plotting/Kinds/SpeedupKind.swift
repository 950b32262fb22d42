import Foundation
import Quantities

/// The speed-up of a kernel on a board over the size of one call.
package struct SpeedupCurve: Hashable, Sendable {
  /// One size.
  package struct Point: Hashable, Sendable {
    /// The factor on the size that the kernels file has, or bytes of a call; as ``SpeedupCurve/unit``.
    package var scale: Double
    /// Host time over time with the board.
    package var speedup: Double
    /// From the low to the high ends of the rates; `nil` where none has an interval.
    package var interval: ClosedRange<Double>?

    /// Creates a point.
    package init(scale: Double, speedup: Double, interval: ClosedRange<Double>? = nil) {
      self.scale = scale
      self.speedup = speedup
      self.interval = interval
    }
  }

  /// The kernel.
  package var kernel: String
  /// The board.
  package var board: String
  /// What sizes are counted in.
  package enum Unit: Hashable, Sendable {
    /// Times the size that the kernels file has.
    case factor
    /// Bytes of a call.
    case bytes
  }

  /// What scales of points and marks are counted in.
  package var unit = Unit.factor
  /// By ascending scale.
  package var points: [Point]
  /// Where the speed-up reaches 1 (g₁ of LogCA); `nil` is never or not known.
  package var breakEven: Double?
  /// Where half of the kernel's own acceleration is reached (g_A/2 of LogCA).
  package var half: Double?

  /// Creates a curve.
  package init(
    kernel: String, board: String, points: [Point], breakEven: Double? = nil, half: Double? = nil,
    unit: Unit = .factor
  ) {
    self.unit = unit
    self.kernel = kernel
    self.board = board
    self.points = points
    self.breakEven = breakEven
    self.half = half
  }

  /// The speed-up at a scale, straight between points in logarithms; `nil` outside.
  func speedup(at scale: Double) -> Double? {
    let pairs = zip(points, points.dropFirst())
    guard let (low, high) = pairs.first(where: { $0.scale <= scale && scale <= $1.scale }),
      high.scale > low.scale, low.scale > 0
    else { return nil }
    let share = log(scale / low.scale) / log(high.scale / low.scale)
    return low.speedup * pow(high.speedup / low.speedup, share)
  }
}

/// Speed-ups over the size of one call, with the marks of LogCA (M. S. B. Altaf and D. A. Wood,
/// LogCA: A High-Level Performance Model for Hardware Accelerators, ISCA 2017). All of it is
/// predicted, so all of it is dashed.
struct SpeedupKind: PlotKind {
  var name: String { "speedup" }
  var summary: String {
    "predicted speed-up over the size of a call, with break-even (needs --kernels)"
  }
  var needs: PlotNeed { .kernels }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    let curves = source.speedups.filter { $0.points.count > 1 }
    guard !curves.isEmpty else {
      throw PlotKindError(
        kind: name,
        missing: "no kernel has a time on the host (host_seconds) and one on the board",
        command: "ferrule plot u280.csv --kind speedup --kernels my.csv -o speedup.svg, with the "
          + "columns name, operations, bytes and host_seconds in my.csv")
    }
    return Self.picture(of: curves)
  }

  /// The picture of curves that all count sizes alike; at least one, each of two points or more.
  static func picture(of curves: [SpeedupCurve]) -> PlotScene {
    let shown = Array(curves.prefix(SweepScene.most))
    let isBytes = curves.contains { $0.unit == .bytes }
    let scales: [Double] = shown.map(\.points).joined().map(\.scale)
    let speeds: [Double] = shown.map(\.points).joined().map(\.speedup) + [1]
    let across = (scales.min() ?? 0.1)...(scales.max() ?? 10)
    let boards = shown.map(\.board).uniqued.joined(separator: ", ")
    return PlotScene(
      title: "Speed-up over size on \(boards), predicted",
      horizontal: PlotAxis(
        title: isBytes ? "size of a call" : "size of a call, times that of the kernels file",
        unit: isBytes ? "B" : "", scale: .logarithmic,
        from: across.lowerBound, to: across.upperBound),
      vertical: PlotAxis(
        title: "speed-up over the host", unit: "", scale: .logarithmic,
        from: (speeds.min() ?? 0.1) / 1.5, to: (speeds.max() ?? 10) * 1.8),
      bands: shown.enumerated().compactMap { band($0.element, $0.offset) },
      series: [even(across)] + shown.enumerated().map { series($0.element, $0.offset) },
      marks: shown.enumerated().flatMap { marks($0.element, $0.offset) },
      legend: legend, footnotes: footnotes(curves, shown))
  }

  private static let legend = [
    PlotLegendEntry(
      sample: .line(PlotStroke(dash: .longDash)), text: "predicted from ceilings"),
    PlotLegendEntry(
      sample: .mark(.letter("1", outlined: true), .foreground), text: "break-even (g1)",
      tag: "break-even"),
    PlotLegendEntry(
      sample: .mark(.letter("½", outlined: true), .foreground),
      text: "half of the kernel's own acceleration (gA/2)", tag: "half"),
  ]

  private static func even(_ range: ClosedRange<Double>) -> PlotSeries {
    PlotSeries(
      points: [PlotPoint(range.lowerBound, 1), PlotPoint(range.upperBound, 1)],
      stroke: PlotStroke(dash: .dotted, color: .faint, weight: .faint), label: "as fast as the host"
    )
  }

  private static func series(_ curve: SpeedupCurve, _ index: Int) -> PlotSeries {
    PlotSeries(
      points: curve.points.map { PlotPoint($0.scale, $0.speedup) },
      stroke: PlotStroke(dash: .longDash, color: .series(index)),
      label: "\(curve.kernel) on \(curve.board)", detail: "predicted", tags: ["line \(index)"])
  }

  private static func band(_ curve: SpeedupCurve, _ index: Int) -> PlotBand? {
    let known = curve.points.compactMap { point in
      point.interval.map { (point.scale, $0.lowerBound, $0.upperBound) }
    }
    guard known.count > 1 else { return nil }
    return PlotBand(
      lower: known.map { PlotPoint($0.0, $0.1) }, upper: known.map { PlotPoint($0.0, $0.2) },
      color: .series(index), tags: ["line \(index)"])
  }

  private static func marks(_ curve: SpeedupCurve, _ index: Int) -> [PlotMark] {
    func mark(_ scale: Double?, _ sign: Character, _ words: String, _ tag: String) -> PlotMark? {
      guard let scale, let speedup = curve.speedup(at: scale) else { return nil }
      let size =
        curve.unit == .bytes
        ? SIPrefix.format(scale, unit: "B")
        : "\(SIPrefix.significant(scale, digits: 3)) times the size"
      return PlotMark(
        point: PlotPoint(scale, speedup), glyph: .letter(sign, outlined: true),
        color: .series(index),
        detail: "\(curve.kernel) on \(curve.board): \(words) at \(size), predicted",
        tags: ["line \(index)", tag])
    }
    return [
      mark(curve.breakEven, "1", "as fast as the host", "break-even"),
      mark(curve.half, "½", "half of the kernel's own acceleration", "half"),
    ].compactMap { $0 }
  }

  /// Kernels that never pay are named: their curve has no mark to show it.
  private static func footnotes(_ curves: [SpeedupCurve], _ shown: [SpeedupCurve]) -> [String] {
    let never = shown.filter { $0.breakEven == nil }.map { "\($0.kernel) on \($0.board)" }
    let more = curves.count - shown.count
    return (never.isEmpty ? [] : ["No break-even at any size: \(never.joined(separator: ", "))."])
      + (more > 0 ? ["\(more) more curves are not drawn: plot fewer kernels."] : [])
  }
}

extension PlotScene {
  /// Speed-ups over the size of a call; `nil` where no curve has two points.
  package static func speedups(_ curves: [SpeedupCurve]) -> PlotScene? {
    let drawn = curves.filter { $0.points.count > 1 }
    return drawn.isEmpty ? nil : SpeedupKind.picture(of: drawn)
  }
}
