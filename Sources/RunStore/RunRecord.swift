/// What is kept of a design point beside its family, its key and its place in the plot: 64 bytes.
struct RunRecord: Sendable {
  /// Stands for a count that is not known.
  static let unknown = -1

  /// Distance of its first row from the start of the file.
  var offset = 0
  /// Bytes moved, or `unknown`.
  var bytesMoved = Self.unknown
  /// Operations, or `unknown`.
  var operations = Self.unknown
  /// Time of the first repetition.
  var firstSeconds = 0.0
  /// The median over the repetitions of 1 over their seconds; 0 before it is computed.
  var rate = 0.0
  /// What its own ports and operators allow `rate` to be; infinite where that is not known.
  var largestRate = Float.infinity
  /// The last repetition: 1 + its place in the pool of samples; 0 when there is just the first.
  var lastSample: UInt32 = 0
  /// Repetitions.
  var repetitions: UInt32 = 1
  /// Line of its first row, from 1; the largest number stands for all beyond.
  var line: UInt32 = 0
  /// Place of the file in the list of files.
  var file: UInt16 = 0
  /// Whether repetitions came since `rate` was computed.
  var isStale = false
  /// Whether it computes its tiles more than once, so that its bandwidth is no ceiling.
  var recomputes = false
}

/// A further repetition of a design point.
struct RunSample: Sendable {
  var seconds: Double
  /// The repetition before it: 1 + its place in the pool; 0 is the first.
  var previous: UInt32
}
