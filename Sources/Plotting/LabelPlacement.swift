import Foundation

/// A place that a label may take.
struct LabelCandidate: Hashable {
  /// Which end of the box the text touches; a box is rather too wide than too narrow.
  enum Side {
    case start, middle, end
  }

  var box: PlotBox
  var side: Side

  init(_ x: Double, _ y: Double, _ size: PlotPoint, _ side: Side) {
    box = PlotBox(x: x, y: y, width: size.x, height: size.y)
    self.side = side
  }
}

/// Finds places for labels, one after the other, so that no two overlap.
///
/// Boxes already taken and the bounds are never violated; crossing lines is avoided as far as the
/// candidates allow.
struct LabelPlacement {
  /// Labels stay inside.
  let bounds: PlotBox
  /// Lines that labels had better not cover.
  let lines: [PlotSegment]
  /// What is taken already.
  private(set) var taken: [PlotBox]
  /// Free space to the left and right of a label.
  let spacing: Double

  init(bounds: PlotBox, lines: [PlotSegment], taken: [PlotBox], spacing: Double = 0) {
    self.bounds = bounds
    self.lines = lines
    self.spacing = spacing
    self.taken = taken
  }

  /// Takes the best free candidate: a crossed line counts as much as `crossingCost` steps down the
  /// list; `nil` when none is free or each crosses more than `limit` lines.
  mutating func place(
    _ candidates: [LabelCandidate], crossingAtMost limit: Int, crossingCost: Int = 1000
  ) -> LabelCandidate? {
    var best: (candidate: LabelCandidate, cost: Int)?
    for (index, candidate) in candidates.enumerated() where isFree(candidate.box) {
      let crossings = lines.reduce(0) { $0 + (candidate.box.isCrossed(by: $1) ? 1 : 0) }
      let cost = crossings * crossingCost + index
      if crossings <= limit, cost < best?.cost ?? .max { best = (candidate, cost) }
    }
    if let best { taken.append(best.candidate.box) }
    return best?.candidate
  }

  private func isFree(_ box: PlotBox) -> Bool {
    let spaced = PlotBox(
      x: box.x - spacing, y: box.y, width: box.width + 2 * spacing, height: box.height)
    return bounds.holds(box) && !taken.contains { $0.overlaps(spaced) }
  }

  /// Places beside a line: on its left and right where it is steep, over and under it where it is
  /// flat, from its middle outwards.
  static func candidates(
    along segments: [PlotSegment], size: PlotPoint, gap: PlotPoint
  ) -> [LabelCandidate] {
    guard !segments.isEmpty else { return [] }
    let steps = 12
    let order = (0...steps).sorted { abs($0 * 2 - steps) < abs($1 * 2 - steps) }
    return order.flatMap { step -> [LabelCandidate] in
      let along = Double(segments.count) * (Double(step) + 0.5) / Double(steps + 1)
      let index = min(Int(along), segments.count - 1)
      let segment = segments[index]
      let place = segment.point(at: along - Double(index))
      let rise = abs(segment.end.y - segment.start.y)
      let run = abs(segment.end.x - segment.start.x)
      if rise * size.x < run * size.y { return overAndUnder(place, size, gap) }
      // Within the height of the label the line moves sideways by this much.
      let lean = min(run / rise * size.y / 2, 2 * size.y)
      return leftAndRight(place, size, PlotPoint(gap.x + lean, gap.y))
    }
  }

  /// Places around a mark: right, left, above, below, and the corners.
  static func candidates(
    around place: PlotPoint, size: PlotPoint, gap: PlotPoint
  ) -> [LabelCandidate] {
    let (left, right) = (place.x - gap.x - size.x, place.x + gap.x)
    let (above, below) = (place.y - gap.y - size.y, place.y + gap.y)
    return leftAndRight(place, size, gap).reversed() + overAndUnder(place, size, gap) + [
      LabelCandidate(right, above, size, .start), LabelCandidate(left, above, size, .end),
      LabelCandidate(right, below, size, .start), LabelCandidate(left, below, size, .end),
    ]
  }

  private static func leftAndRight(
    _ place: PlotPoint, _ size: PlotPoint, _ gap: PlotPoint
  ) -> [LabelCandidate] {
    let y = place.y - size.y / 2
    return [
      LabelCandidate(place.x - gap.x - size.x, y, size, .end),
      LabelCandidate(place.x + gap.x, y, size, .start),
    ]
  }

  private static func overAndUnder(
    _ place: PlotPoint, _ size: PlotPoint, _ gap: PlotPoint
  ) -> [LabelCandidate] {
    let x = place.x - size.x / 2
    return [
      LabelCandidate(x, place.y - gap.y - size.y, size, .middle),
      LabelCandidate(x, place.y + gap.y, size, .middle),
    ]
  }
}

/// Spreads labels of one height over a column, each as near as possible to where it belongs.
enum LabelColumn {
  /// The upper edges of labels whose centres are wanted at `centres`.
  ///
  /// Neighbours that would overlap are moved apart around their common mean, which is the least
  /// total displacement; the order of the centres is kept. When more are given than fit, the ones
  /// at the end are left out.
  ///
  /// - Returns: One edge per centre, in the order given; `nil` for what is left out.
  static func spread(
    centres: [Double], height: Double, from top: Double, to bottom: Double
  ) -> [Double?] {
    guard height > 0, bottom - top >= height else { return centres.map { _ in nil } }
    let capacity = Int(min(Double(centres.count), ((bottom - top) / height + 1e-9).rounded(.down)))
    let order = centres.indices.prefix(capacity).sorted { centres[$0] < centres[$1] }
    var edges: [Double?] = centres.map { _ in nil }
    for block in blocks(order.map { centres[$0] - height / 2 }, height, top, bottom) {
      for offset in 0..<block.count {
        edges[order[block.first + offset]] = block.top + Double(offset) * height
      }
    }
    return edges
  }

  private struct Block {
    var first: Int
    var count: Int
    /// Sum of the wanted upper edges, each less the label's offset in the block.
    var wanted: Double
    var top: Double
  }

  /// Merges labels into blocks until no two blocks overlap.
  private static func blocks(
    _ wanted: [Double], _ height: Double, _ top: Double, _ bottom: Double
  ) -> [Block] {
    var blocks: [Block] = []
    func settle(_ block: Block) -> Block {
      var settled = block
      let count = Double(block.count)
      settled.top = max(top, min(block.wanted / count, bottom - count * height))
      return settled
    }
    for (index, edge) in wanted.enumerated() {
      var block = settle(Block(first: index, count: 1, wanted: edge, top: 0))
      while let last = blocks.last, last.top + Double(last.count) * height > block.top {
        blocks.removeLast()
        let shift = Double(last.count * block.count) * height
        block = settle(
          Block(
            first: last.first, count: last.count + block.count,
            wanted: last.wanted + block.wanted - shift, top: 0))
      }
      blocks.append(block)
    }
    return blocks
  }
}
