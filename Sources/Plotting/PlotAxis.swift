import Foundation

/// One axis: its words, its scale, the range it shows, and its ticks.
public struct PlotAxis: Hashable, Sendable {
  /// How values are spread over the axis.
  public enum Scale: Sendable {
    /// Equal steps are equally long.
    case linear
    /// Equal ratios are equally long.
    case logarithmic
  }

  /// What is shown, e.g. `throughput`.
  public let title: String
  /// The unit of the tick labels, e.g. `GOP/s`.
  public let unit: String
  /// How many units of the values one unit of the tick labels is, e.g. 1e9 for GOP/s over OP/s.
  public let unitFactor: Double
  /// How values are spread.
  public let scale: Scale
  /// What is shown, in the unit of the values; finite and never of zero width.
  public let range: ClosedRange<Double>
  /// Ticks inside the range, ascending.
  public let ticks: [PlotTick]
  /// Whether the ticks are names of places rather than numbers.
  public let isNamed: Bool

  /// Creates an axis with ticks that suit its range.
  ///
  /// - Parameters:
  ///   - title: What is shown.
  ///   - unit: The unit of the tick labels.
  ///   - unitFactor: Units of the values in one unit of the labels; what is not a positive finite
  ///     number counts as 1.
  ///   - scale: How values are spread.
  ///   - low: One end. An end that cannot be shown (not finite, not positive on a logarithmic
  ///     axis) is replaced: by two decades from the other end, or by 0.1 … 10 (linear: 0 … 1).
  ///   - high: The other end. Equal ends are widened: by half a decade, or by a tenth.
  public init(
    title: String, unit: String, unitFactor: Double = 1, scale: Scale, from low: Double,
    to high: Double
  ) {
    self.title = title
    self.unit = unit
    self.unitFactor = unitFactor.isFinite && unitFactor > 0 ? unitFactor : 1
    self.scale = scale
    range =
      scale == .linear
      ? Self.linearRange(low, high) : Self.logarithmicRange(low, high)
    ticks = PlotTicks(scale: scale, range: range, unitFactor: self.unitFactor).all
    isNamed = false
  }

  /// Creates an axis of named places: the first at 0, the next at 1 and so on, from the left or
  /// from the bottom.
  ///
  /// - Parameters:
  ///   - title: What the names are; empty when they speak for themselves.
  ///   - names: Written at the places; none gives an empty axis.
  public init(title: String, names: [String]) {
    self.title = title
    unit = ""
    unitFactor = 1
    scale = .linear
    range = -0.5...(Double(max(1, names.count)) - 0.5)
    ticks = names.enumerated().map { PlotTick(value: Double($0.offset), label: $0.element) }
    isNamed = true
  }

  /// Creates an axis with chosen ticks, e.g. powers of two.
  public init(_ axis: PlotAxis, ticks: [PlotTick]) {
    title = axis.title
    unit = axis.unit
    unitFactor = axis.unitFactor
    scale = axis.scale
    range = axis.range
    isNamed = axis.isNamed
    self.ticks = ticks.filter { axis.range.contains($0.value) }
  }

  /// The same axis over another range, e.g. after zooming.
  public func showing(from low: Double, to high: Double) -> PlotAxis {
    PlotAxis(
      title: title, unit: unit, unitFactor: unitFactor, scale: scale, from: low, to: high)
  }

  /// Title and unit as written at the axis: `throughput (GOP/s)`.
  public var caption: String {
    unit.isEmpty ? title : title.isEmpty ? unit : "\(title) (\(unit))"
  }

  /// Where a value lies: 0 at the low end, 1 at the high end; `nil` when it cannot be shown on
  /// this scale. Values outside the range give positions outside 0 … 1.
  public func position(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    let (low, high) = (range.lowerBound, range.upperBound)
    if scale == .linear { return Self.finite((value - low) / (high - low)) }
    guard value > 0 else { return nil }
    return Self.finite((log10(value) - log10(low)) / (log10(high) - log10(low)))
  }

  /// The value at a position, 0 at the low end and 1 at the high end: the inverse of
  /// `position(of:)`.
  public func value(at position: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    if scale == .linear { return low + (high - low) * position }
    return pow(10, log10(low) + (log10(high) - log10(low)) * position)
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  private static func linearRange(_ first: Double, _ second: Double) -> ClosedRange<Double> {
    let ends = [first, second].filter(\.isFinite).map { min(max($0, -1e300), 1e300) }.sorted()
    guard let low = ends.first, let high = ends.last else { return 0...1 }
    if high - low > abs(high) * 1e-12 { return low...high }
    let margin = max(abs(high) * 0.1, 1e-300)
    return high == 0 ? -1...1 : (low - margin)...(high + margin)
  }

  private static func logarithmicRange(_ first: Double, _ second: Double) -> ClosedRange<Double> {
    let ends = [first, second].filter { $0.isFinite && $0 > 0 }
      .map { min(max($0, 1e-300), 1e300) }.sorted()
    guard let low = ends.first, let high = ends.last else { return 0.1...10 }
    if ends.count == 1 { return first > 0 ? low...(low * 100) : (high / 100)...high }
    if high / low > 1 + 1e-9 { return low...high }
    return (low / 3.1623)...(high * 3.1623)
  }
}

/// One tick of an axis.
public struct PlotTick: Hashable, Sendable {
  /// Where it is, in the unit of the values.
  public var value: Double
  /// Its number in the unit of the labels; empty for a tick between labelled ones.
  public var label: String

  /// Creates a tick.
  public init(value: Double, label: String) {
    self.value = value
    self.label = label
  }
}
