import Measurements
package import Quantities
import RooflineModel

/// The design points of some files, one element each, in order of first appearance.
///
/// Rows belong to one design point when they are equal but for what each repetition observes anew
/// (run, time, cycles, power, result check, message); only rows that count are in it: status ok,
/// values not found wrong, a time above 0, not emulated. They are told apart by a 128-bit hash, see
/// `MeasurementKey`. An element takes about 100 bytes, a further repetition 16. A copy shares its
/// memory with the table it was made of; an index stays that of its design point while files grow.
package struct RunTable: Sendable {
  /// What is known of a design point without reading its file.
  package struct Run: Sendable {
    /// Board, memory, element type, kernel, operation and evidence.
    package var family: RunFamily
    /// Operations of a repetition.
    package var operations: Int?
    /// Bytes read and written by a repetition.
    package var bytesMoved: Int?
    /// Number of repetitions, at least 1.
    package var repetitions: Int
    /// Operations per byte, exact.
    package var intensity: OperationalIntensity?
    /// Operations per second: the median over the repetitions.
    package var throughput: Throughput?
    /// Bytes per second: the median over the repetitions.
    package var bandwidth: Bandwidth?
    /// Place of its file in the snapshot's `files`.
    package var file: Int
    /// Distance of its first row from the start of the file, in bytes.
    package var byteOffset: Int
    /// Line of its first row, from 1.
    package var line: Int
  }

  /// Neighbouring elements as columns, for whoever goes through all of them.
  package struct Columns: Sendable {
    /// Index of the first.
    package var start: Int
    /// Decimal logarithms of operations per byte; NaN when not known.
    package var logIntensity: [Float]
    /// Decimal logarithms of operations per second (median); NaN when not known.
    package var logThroughput: [Float]
    /// Places in ``RunTable/families``.
    package var family: [UInt32]
  }

  /// Every combination of names that occurs, in order of first appearance.
  package internal(set) var families: [RunFamily] = []

  var logIntensity = BlockArray<Float>()
  var logThroughput = BlockArray<Float>()
  var familyIDs = BlockArray<UInt32>()
  var records = BlockArray<RunRecord>()
  var keys = BlockArray<MeasurementKey>()
  var samples = BlockArray<RunSample>()

  init() {}

  /// Number of design points.
  package var count: Int { records.count }

  /// Number of column blocks.
  package var blockCount: Int { records.blocks.count }

  /// A block of elements; the arrays are shared, not copied.
  ///
  /// - Parameter block: 0 to `blockCount` - 1.
  /// - Returns: Columns of the same length.
  package func columns(_ block: Int) -> Columns {
    Columns(
      start: block * BlockArray<Float>.blockSize, logIntensity: logIntensity.blocks[block],
      logThroughput: logThroughput.blocks[block], family: familyIDs.blocks[block])
  }

  /// Decimal logarithm of operations per byte; NaN when not known.
  package func logIntensity(of index: Int) -> Float { logIntensity[index] }

  /// Decimal logarithm of operations per second; NaN when not known.
  package func logThroughput(of index: Int) -> Float { logThroughput[index] }

  /// Place of a design point's names in ``families``.
  package func family(of index: Int) -> Int { Int(familyIDs[index]) }

  /// What is known of a design point.
  ///
  /// - Parameter index: 0 to `count` - 1.
  /// - Returns: Names and figures.
  package subscript(index: Int) -> Run {
    let record = records[index]
    let operations = record.operations == RunRecord.unknown ? nil : record.operations
    let bytes = record.bytesMoved == RunRecord.unknown ? nil : record.bytesMoved
    return Run(
      family: families[family(of: index)], operations: operations, bytesMoved: bytes,
      repetitions: Int(record.repetitions), intensity: intensity(of: record),
      throughput: operations.map { Throughput(Double($0) * record.rate) },
      bandwidth: bytes.map { Bandwidth(Double($0) * record.rate) }, file: Int(record.file),
      byteOffset: record.offset, line: Int(record.line))
  }

  /// Times of the repetitions in seconds, above 0, ascending.
  package func seconds(of index: Int) -> [Double] {
    let record = records[index]
    var seconds = [record.firstSeconds]
    var sample = record.lastSample
    while sample > 0 {
      let found = samples[Int(sample - 1)]
      seconds.append(found.seconds)
      sample = found.previous
    }
    seconds.sort()
    return seconds
  }

  private func intensity(of record: RunRecord) -> OperationalIntensity? {
    guard record.operations >= 0, record.bytesMoved > 0 else { return nil }
    return OperationalIntensity(Double(record.operations) / Double(record.bytesMoved))
  }
}
