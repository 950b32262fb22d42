/// A filled rectangle between two corners, e.g. a bar or a piece of a stacked bar.
public struct PlotBar: Hashable, Sendable {
  /// One corner.
  public var from: PlotPoint
  /// The opposite corner.
  public var to: PlotPoint
  /// Its colour.
  public var color: PlotColorRole
  /// The character written into it where it fits, which the legend explains; `nil` for none.
  public var key: Character?
  /// Whether it is drawn as an outline with a light filling: modelled rather than measured.
  public var outlined: Bool
  /// A sentence shown where there is room for it (tooltips); empty for none.
  public var detail: String
  /// What it belongs to, its own group first.
  public var tags: [String]

  /// Creates a bar.
  public init(
    from: PlotPoint, to: PlotPoint, color: PlotColorRole, key: Character? = nil,
    outlined: Bool = false, detail: String = "", tags: [String] = []
  ) {
    self.from = from
    self.to = to
    self.color = color
    self.key = key
    self.outlined = outlined
    self.detail = detail
    self.tags = tags
  }
}

extension PlotFrame {
  /// The visible part of a bar; `nil` when there is none.
  func box(of bar: PlotBar) -> PlotBox? {
    guard let first = location(of: bar.from), let second = location(of: bar.to) else { return nil }
    let start = area.nearest(to: PlotPoint(min(first.x, second.x), min(first.y, second.y)))
    let end = area.nearest(to: PlotPoint(max(first.x, second.x), max(first.y, second.y)))
    guard end.x > start.x, end.y > start.y else { return nil }
    return PlotBox(x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y)
  }
}
