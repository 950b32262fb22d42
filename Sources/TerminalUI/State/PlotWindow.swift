import Foundation

/// The part of the axes that the plot shows, in powers of ten.
package struct PlotWindow: Hashable, Sendable {
  /// log10 of operations per byte.
  package var across: ClosedRange<Double>
  /// log10 of operations per second (or per joule).
  package var up: ClosedRange<Double>

  /// The narrowest and widest range of one axis, in decades.
  static let spans = 0.02...60.0
  /// Farther out than this there is nothing: keeps every power of ten a finite number.
  static let limit = 250.0

  /// Creates a window from values of the axes.
  package init(across: ClosedRange<Double>, up: ClosedRange<Double>) {
    self.across = across
    self.up = up
  }

  /// The range of the horizontal axis in operations per byte.
  package var intensities: ClosedRange<Double> { Self.values(across) }
  /// The range of the vertical axis in operations per second.
  package var throughputs: ClosedRange<Double> { Self.values(up) }

  /// Zooms both axes; a place keeps its position on the screen.
  ///
  /// - Parameters:
  ///   - factor: Below 1 is nearer.
  ///   - x: The place, log10 of operations per byte.
  ///   - y: The place, log10 of operations per second.
  /// - Returns: A window between 0.02 and 60 decades wide and high.
  package func zoomed(by factor: Double, x: Double, y: Double) -> PlotWindow {
    PlotWindow(across: Self.zoomed(across, factor, x), up: Self.zoomed(up, factor, y))
  }

  /// Moves the window by shares of its width and height.
  package func moved(right: Double, up share: Double) -> PlotWindow {
    PlotWindow(
      across: Self.moved(across, right * Self.length(across)),
      up: Self.moved(up, share * Self.length(up)))
  }

  /// The values at shares of the width from the left and of the height from below.
  package func place(across x: Double, up y: Double) -> (x: Double, y: Double) {
    (across.lowerBound + x * Self.length(across), up.lowerBound + y * Self.length(up))
  }

  private static func length(_ range: ClosedRange<Double>) -> Double {
    range.upperBound - range.lowerBound
  }

  private static func zoomed(
    _ range: ClosedRange<Double>, _ factor: Double, _ fixed: Double
  ) -> ClosedRange<Double> {
    let wanted = length(range) * factor
    let span = min(max(wanted, spans.lowerBound), spans.upperBound)
    let share = (fixed - range.lowerBound) / length(range)
    let low = fixed - share * span
    return moved(low...(low + span), 0)
  }

  private static func moved(_ range: ClosedRange<Double>, _ distance: Double) -> ClosedRange<Double>
  {
    let span = length(range)
    let low = min(max(range.lowerBound + distance, -limit), limit - span)
    return low.isFinite ? low...(low + span) : range
  }

  private static func values(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    pow(10, range.lowerBound)...pow(10, range.upperBound)
  }
}
