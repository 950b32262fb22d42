/// A straight piece of line on a back end's surface.
struct PlotSegment: Hashable {
  var start: PlotPoint
  var end: PlotPoint

  /// The point at `fraction` of the way from start to end.
  func point(at fraction: Double) -> PlotPoint {
    PlotPoint(
      start.x + (end.x - start.x) * fraction, start.y + (end.y - start.y) * fraction)
  }
}

/// The rectangle between the axes on a back end's surface, whose `y` grows downwards.
///
/// Maps values of the axes to the surface and cuts lines at the rectangle.
struct PlotFrame {
  let horizontal: PlotAxis
  let vertical: PlotAxis
  /// The rectangle, in units of the surface.
  let area: PlotBox

  /// Where a point lies; `nil` when it cannot be shown, outside the rectangle when it is out of
  /// range.
  func location(of point: PlotPoint) -> PlotPoint? {
    guard let across = horizontal.position(of: point.x), let up = vertical.position(of: point.y)
    else { return nil }
    return PlotPoint(area.x + across * area.width, area.y + (1 - up) * area.height)
  }

  /// Where a point lies; `nil` when it is not inside the rectangle.
  func visibleLocation(of point: PlotPoint) -> PlotPoint? {
    guard let place = location(of: point), area.holds(place) else { return nil }
    return place
  }

  /// The visible pieces of a line, in order.
  func segments(of points: [PlotPoint]) -> [PlotSegment] {
    let places = points.map { location(of: $0) }
    return zip(places, places.dropFirst()).compactMap { start, end in
      guard let start, let end else { return nil }
      return clipped(PlotSegment(start: start, end: end))
    }
  }

  /// The part of a segment inside the rectangle (Liang and Barsky 1984); `nil` when there is none.
  func clipped(_ segment: PlotSegment) -> PlotSegment? {
    let dx = segment.end.x - segment.start.x
    let dy = segment.end.y - segment.start.y
    var entry = 0.0
    var exit = 1.0
    let edges = [
      (-dx, segment.start.x - area.x), (dx, area.maxX - segment.start.x),
      (-dy, segment.start.y - area.y), (dy, area.maxY - segment.start.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return nil }
        continue
      }
      let fraction = distance / direction
      if direction < 0 { entry = max(entry, fraction) } else { exit = min(exit, fraction) }
    }
    guard dx.isFinite, dy.isFinite, entry <= exit else { return nil }
    let part = PlotSegment(start: segment.point(at: entry), end: segment.point(at: exit))
    return PlotSegment(start: area.nearest(to: part.start), end: area.nearest(to: part.end))
  }
}
