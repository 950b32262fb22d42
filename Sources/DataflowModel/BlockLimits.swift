/// How far one block of a run reaches.
///
/// A run is cut into blocks, and a block that begins in a state that was met before, with the same
/// accesses ahead, is not run again. A block ends as soon as a part has reached its limit, so that
/// only the accesses within the limits have to be the same. Short blocks repeat sooner, long ones
/// need fewer look-ups.
enum BlockLimits {
  /// Iterations that a process may start.
  static let iterations = 256
  /// Bytes that the bursts of a port reach over, if more than one burst fits.
  static let bytes = 512

  /// Bursts that a port may begin.
  static func bursts(of cursor: BurstCursor, beatBytes: Int) -> Int {
    max(1, bytes / max(1, cursor.burstBeats * beatBytes))
  }
}
