/// Reads a file of measurements in pieces, row by row, without keeping what was read.
///
/// ```
/// stream.append(piece)
/// while stream.advance() { use(stream.digest, stream.line) }
/// ```
///
/// Rows with a mistake are passed over. What is a mistake is ``MeasurementTable/read(from:file:)``'s
/// rule; here the first of them are kept and the rest counted, so that no file fills the memory.
package struct MeasurementStream: Sendable {
  /// The longest record in bytes: more is taken for a quote that was never closed.
  package static let recordLimit = 16 << 20

  /// The current row; only after ``advance()`` was true.
  package private(set) var digest = MeasurementDigest()

  private var reader = CSVReader()
  private var parser: MeasurementParser
  private var plan: DigestPlan?
  private var columnCount = 0
  /// Whether a mistake makes the rest unreadable.
  package private(set) var isStopped = false

  /// Begins a file.
  ///
  /// - Parameter problemLimit: How many mistakes to keep.
  package init(problemLimit: Int = 100) { parser = MeasurementParser(limit: problemLimit) }

  /// Takes the next piece of the file, of any size; the current row is gone.
  package mutating func append(_ piece: UnsafeRawBufferPointer) {
    if !isStopped { reader.append(piece) }
  }

  /// Says that no more pieces come: what was left over is the last row.
  package mutating func finish() { reader.finish() }

  /// Moves to the next row; false when more bytes are needed, and at the end.
  package mutating func advance() -> Bool {
    guard !isStopped else { return false }
    do throws(TableProblem) {
      guard try bindHeader() else { return false }
      while try reader.advance() {
        if readRow() { return true }
      }
      try checkLength()
    } catch {
      stop(error)
    }
    return false
  }

  // MARK: Where and what

  /// Distance of the row's first byte from that of the file.
  package var offset: Int { reader.recordOffset }

  /// The line, from 1, on which the row begins.
  package var line: Int { reader.line }

  /// Bytes of the file that were read and belong to no whole record.
  package var pendingCount: Int { reader.pendingCount }

  /// A text field of the row; empty when the file does not have the column.
  package func text(_ column: String) -> String {
    plan?.index(of: column).map { reader.text(at: $0) } ?? ""
  }

  /// A hash over some text fields and the evidence of the row.
  package func key(over columns: [String]) -> MeasurementKey {
    var hasher = KeyHasher()
    for column in columns {
      let bytes = plan?.index(of: column).map { reader.bytes(at: $0) } ?? []
      bytes.withUnsafeBufferPointer { hasher.add($0) }
    }
    hasher.add(UInt64(ResultEvidence.allCases.firstIndex(of: digest.evidence) ?? 0))
    return hasher.key
  }

  /// How rows of this file are read one by one; `nil` before its header was.
  package var layout: MeasurementLayout? {
    plan.map { MeasurementLayout(plan: $0, parser: parser, columnCount: columnCount) }
  }

  // MARK: What is wrong

  /// The first mistakes, in file order: as many as are kept.
  package var problems: [TableProblem] { parser.problems }

  /// Every mistake so far.
  package var problemCount: Int { parser.problemCount }

  /// What was read in a way that is worth a word: whole sentences.
  package func warnings(file: String) -> [String] { parser.warnings(file: file) }

  // MARK: Records

  private mutating func bindHeader() throws(TableProblem) -> Bool {
    guard plan == nil else { return true }
    guard let header = try reader.readHeaderIfThere() else {
      try checkLength()
      return false
    }
    parser.bind(header)
    plan = DigestPlan(header: header)
    columnCount = header.count
    isStopped = parser.problemCount > 0
    return !isStopped
  }

  private mutating func readRow() -> Bool {
    guard let plan, reader.fieldCount == columnCount else {
      _ = parser.row(of: reader)
      return false
    }
    digest = DigestReader.digest(of: reader, by: plan)
    guard digest.needsVerdict else {
      if !digest.hasEvidence { parser.countRowWithoutEvidence() }
      return true
    }
    let count = parser.problemCount
    return parser.row(of: reader) != nil && parser.problemCount == count
  }

  private func checkLength() throws(TableProblem) {
    guard reader.pendingCount > Self.recordLimit else { return }
    throw TableProblem(
      line: reader.line, found: "a record of more than 16 MiB",
      expected: "a line break before that",
      advice: "Look for a double quote that is never closed.")
  }

  private mutating func stop(_ problem: TableProblem) {
    parser.report(problem)
    isStopped = true
    reader = CSVReader()
  }
}
