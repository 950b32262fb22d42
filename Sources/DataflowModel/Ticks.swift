/// Time inside the model: 1/4096 of a kernel clock cycle, so that memories with other clocks are
/// served at their own pace without rounding every beat to a whole cycle.
typealias Ticks = Int

/// Conversions between ticks and kernel clock cycles.
enum TickScale {
  /// Ticks per kernel clock cycle.
  static let cycle: Ticks = 4096

  /// The first clock edge that is not before a time.
  static func edge(_ time: Ticks) -> Ticks { (time + cycle - 1) & ~(cycle - 1) }

  /// Whole cycles up to the first edge that is not before a time.
  static func cycles(_ time: Ticks) -> Int { edge(time) / cycle }
}
