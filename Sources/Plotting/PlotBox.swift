/// A rectangle on a back end's surface; `y` grows downwards.
struct PlotBox: Hashable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }

  /// Whether a point lies inside or on the edge; rounding errors of the edge are forgiven.
  func holds(_ point: PlotPoint) -> Bool {
    let slack = 1e-9 * (1 + width + height)
    return point.x >= x - slack && point.x <= maxX + slack && point.y >= y - slack
      && point.y <= maxY + slack
  }

  /// Whether a rectangle lies inside.
  func holds(_ other: PlotBox) -> Bool {
    holds(PlotPoint(other.x, other.y)) && holds(PlotPoint(other.maxX, other.maxY))
  }

  /// Whether two rectangles share area; touching edges do not.
  func overlaps(_ other: PlotBox) -> Bool {
    let slack = 1e-9
    return x < other.maxX - slack && other.x < maxX - slack && y < other.maxY - slack
      && other.y < maxY - slack
  }

  /// The point of the rectangle that is nearest to `point`.
  func nearest(to point: PlotPoint) -> PlotPoint {
    PlotPoint(min(max(point.x, x), maxX), min(max(point.y, y), maxY))
  }

  /// Whether a piece of line passes through.
  func isCrossed(by segment: PlotSegment) -> Bool {
    let (left, right) = (min(segment.start.x, segment.end.x), max(segment.start.x, segment.end.x))
    let (top, bottom) = (min(segment.start.y, segment.end.y), max(segment.start.y, segment.end.y))
    guard left < maxX, right > x, top < maxY, bottom > y else { return false }
    let corners = [
      PlotPoint(x, y), PlotPoint(maxX, y), PlotPoint(x, maxY), PlotPoint(maxX, maxY),
    ]
    let dx = segment.end.x - segment.start.x
    let dy = segment.end.y - segment.start.y
    let sides = corners.map { dx * ($0.y - segment.start.y) - dy * ($0.x - segment.start.x) }
    return sides.contains { $0 >= 0 } && sides.contains { $0 <= 0 }
  }
}
