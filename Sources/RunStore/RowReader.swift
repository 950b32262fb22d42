import Measurements

/// Reads single rows of files again.
struct RowReader: Sendable {
  /// A file as it is known after its header was read.
  struct Source: Sendable {
    var name: String
    var file: RunFile
    var layout: MeasurementLayout
  }

  /// One per file; `nil` for those that could not be opened or have no header.
  var sources: [Source?]

  /// The first row of a design point.
  ///
  /// - Throws: ``RunStoreError`` when another row is there now.
  func row(of index: Int, in runs: RunTable) throws(RunStoreError) -> Measurement {
    let record = runs.records[index]
    guard let source = sources[Int(record.file)] else {
      throw RunStoreError("the file of this row is not open any more; open it again")
    }
    if let row = try? Self.row(at: record.offset, of: source), row.key == runs.keys[index] {
      return row.measurement
    }
    throw RunStoreError(
      "\(source.name):\(record.line): the file changed after it was read; open it again")
  }

  private static func row(
    at offset: Int, of source: Source
  ) throws(TableProblem) -> MeasurementLayout.Row? {
    var count = 4096
    while count <= 2 * MeasurementStream.recordLimit {
      let bytes = source.file.bytes(at: offset, count: count)
      if let row = try source.layout.row(in: bytes, isWhole: bytes.count < count) { return row }
      guard bytes.count == count else { return nil }
      count *= 4
    }
    return nil
  }
}
