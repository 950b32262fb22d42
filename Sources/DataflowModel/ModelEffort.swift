/// How much of a run was run event by event, and how much repeats it.
///
/// A run is cut into blocks. A block that begins in a state that was met before, with the same
/// accesses ahead and refreshes as near, does what it did then; and where a whole position comes
/// back, what followed it follows again. Full states are compared, so nothing is approximated.
/// Accesses at random have no period: all of them are run.
public struct ModelEffort: Hashable, Sendable {
  /// Kernel cycles that were run event by event.
  public internal(set) var steppedCycles = 0
  /// Kernel cycles that were not, because they repeat others.
  public internal(set) var skippedCycles = 0
  /// Kernel cycles of the longest period that was repeated; 0 when none was found.
  public internal(set) var period = 0
  /// States that were met at the beginning of blocks.
  public internal(set) var states = 0

  /// Nothing was run yet.
  public init() {}

  /// Adds another run's.
  mutating func add(_ other: ModelEffort) {
    steppedCycles += other.steppedCycles
    skippedCycles += other.skippedCycles
    period = max(period, other.period)
    states += other.states
  }
}
