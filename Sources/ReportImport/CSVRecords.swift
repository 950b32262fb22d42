import Measurements

/// The records of a CSV file in one pass; at hand are a piece and the record that it cuts.
struct CSVRecords {
  /// Bytes of a record; those of the tools have a few hundred.
  private static let longest = 1 << 20

  /// The current record.
  private(set) var reader = CSVReader()
  private var pieces: ReportPieces
  private let file: String
  private var isAtEnd = false

  init(_ pieces: ReportPieces, file: String) {
    self.pieces = pieces
    self.file = file
  }

  /// Moves to the next record; false at the end.
  ///
  /// - Throws: ``ImportError`` when the file cannot be read or is no CSV.
  mutating func advance() throws(ImportError) -> Bool {
    while true {
      do throws(TableProblem) {
        if try reader.advance() { return true }
      } catch {
        throw ImportError(file: file, problems: [error])
      }
      guard !isAtEnd else { return false }
      try refill()
    }
  }

  private mutating func refill() throws(ImportError) {
    guard reader.pendingCount <= Self.longest else {
      throw ImportError(
        file, line: reader.line + 1, found: "a line of more than \(Self.longest) bytes",
        expected: "lines of text", advice: "Check that it is the right file.")
    }
    if let piece = try pieces.next(atMost: 256 << 10) {
      piece.withUnsafeBytes { reader.append($0) }
    } else {
      reader.finish()
      isAtEnd = true
    }
  }
}
