/// How large labels are on a back end's surface.
struct LabelMetrics {
  /// Height of one label.
  var height: Double
  /// Free space between a label and what it belongs to.
  var gap: PlotPoint
  /// Size of a mark.
  var mark: PlotPoint
  /// Distance from the middle of a mark to its label.
  var markGap: PlotPoint
  /// Whether labels begin at whole units only.
  var isCellular: Bool
  /// Width of a text.
  var width: (String) -> Double
  /// The text cut to a width.
  var shortened: (String, Double) -> String
}

/// Where every label of a scene goes: the same decisions for every back end.
///
/// A flat line that runs out of the picture on the right is labelled in the column beside it,
/// where there is one; every other line beside itself. Marks come first, then lines from the topmost
/// down. A line label without a place becomes a legend entry.
struct LabelLayout {
  /// A label with its place.
  struct Placed: Hashable {
    var text: String
    var color: PlotColorRole
    var box: PlotBox
    var side: LabelCandidate.Side
    /// The end of the line that a label in the column belongs to.
    var lineEnd: PlotPoint?
    /// What the labelled line or mark belongs to.
    var tags: [String]
  }

  private(set) var placed: [Placed] = []
  private(set) var dropped: [PlotLegendEntry] = []

  private let scene: PlotScene
  private let frame: PlotFrame
  private let column: PlotBox?
  private let metrics: LabelMetrics
  private var placement: LabelPlacement

  /// - Parameters:
  ///   - scene: What to label.
  ///   - frame: Where the axes are.
  ///   - column: The free column to the right of the axes; `nil` for none.
  ///   - metrics: How large labels are.
  init(scene: PlotScene, frame: PlotFrame, column: PlotBox?, metrics: LabelMetrics) {
    self.scene = scene
    self.frame = frame
    self.column = column
    self.metrics = metrics
    let lines = scene.series.map { frame.segments(of: $0.points) }
    let marks = scene.marks.compactMap { mark in
      frame.visibleLocation(of: mark.point).map {
        PlotBox(
          x: $0.x - metrics.mark.x / 2, y: $0.y - metrics.mark.y / 2, width: metrics.mark.x,
          height: metrics.mark.y)
      }
    }
    placement = LabelPlacement(
      bounds: frame.area, lines: lines.flatMap { $0 },
      taken: metrics.isCellular ? marks.map(Self.snapped) : marks, spacing: metrics.height / 2)
    labelMarks()
    let inColumn = labelColumn(lines)
    labelLines(lines, except: inColumn)
  }

  private mutating func labelMarks() {
    for mark in scene.marks.reversed() where !mark.label.isEmpty {
      guard let place = frame.visibleLocation(of: mark.point) else { continue }
      let size = PlotPoint(metrics.width(mark.label), metrics.height)
      let middle = metrics.isCellular ? Self.cellMiddle(place) : place
      let boxes = LabelPlacement.candidates(around: middle, size: size, gap: metrics.markGap)
      guard let found = placement.place(snapped(boxes), crossingAtMost: .max, crossingCost: 2)
      else { continue }
      placed.append(
        Placed(
          text: mark.label, color: mark.color, box: found.box, side: found.side,
          tags: mark.tags))
    }
  }

  /// Labels the lines that end at the right edge; returns which these are.
  private mutating func labelColumn(_ lines: [[PlotSegment]]) -> Set<Int> {
    guard let column, column.width > 0 else { return [] }
    let ending = scene.series.indices.reversed().filter { index in
      !scene.series[index].label.isEmpty && frame.runsOutFlat(lines[index])
    }
    let ends = ending.compactMap { lines[$0].last?.end }
    let edges = LabelColumn.spread(
      centres: ends.map(\.y), height: metrics.height, from: column.y, to: column.maxY)
    for (index, (end, edge)) in zip(ending, zip(ends, edges)) {
      let series = scene.series[index]
      guard let edge else {
        drop(series)
        continue
      }
      let text = metrics.shortened(series.label, column.width)
      let box = PlotBox(
        x: column.x, y: edge, width: metrics.width(text), height: metrics.height)
      placed.append(
        Placed(
          text: text, color: series.stroke.color,
          box: metrics.isCellular ? Self.snapped(box) : box, side: .start, lineEnd: end,
          tags: series.tags))
    }
    return Set(ending)
  }

  private mutating func labelLines(_ lines: [[PlotSegment]], except done: Set<Int>) {
    for index in scene.series.indices.reversed()
    where !done.contains(index) && !scene.series[index].label.isEmpty {
      let series = scene.series[index]
      guard !lines[index].isEmpty else { continue }
      let size = PlotPoint(metrics.width(series.label), metrics.height)
      let boxes = LabelPlacement.candidates(
        along: lines[index], size: size, gap: metrics.gap)
      guard let found = placement.place(snapped(boxes), crossingAtMost: 3) else {
        drop(series)
        continue
      }
      placed.append(
        Placed(
          text: series.label, color: series.stroke.color, box: found.box, side: found.side,
          tags: series.tags))
    }
  }

  private mutating func drop(_ series: PlotSeries) {
    dropped.append(
      PlotLegendEntry(
        sample: .line(series.stroke), text: series.label, tag: series.tags.first ?? ""))
  }

  private func snapped(_ candidates: [LabelCandidate]) -> [LabelCandidate] {
    guard metrics.isCellular else { return candidates }
    return candidates.map { candidate in
      var snapped = candidate
      snapped.box = Self.snapped(candidate.box)
      return snapped
    }
  }

  private static func cellMiddle(_ place: PlotPoint) -> PlotPoint {
    PlotPoint(place.x.rounded(.down) + 0.5, place.y.rounded(.down) + 0.5)
  }

  private static func snapped(_ box: PlotBox) -> PlotBox {
    var snapped = box
    snapped.x = box.x.rounded()
    snapped.y = box.y.rounded()
    return snapped
  }
}
