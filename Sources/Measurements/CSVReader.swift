/// A cursor over the records of a CSV text (RFC 4180), in one pass and without copying fields.
///
/// Comma-separated UTF-8, with or without byte order mark; lines end in LF or CRLF, also mixed.
/// Blank lines are skipped; a quote inside an unquoted field is an ordinary character.
///
/// A text may also come in pieces of any size: see ``init()``. A record that is not whole yet is
/// read again from its start when more has come, so pieces should be larger than records.
package struct CSVReader: Sendable {
  /// Where a field lies in the bytes at hand, without its quotes.
  struct Field {
    var range: Range<Int>
    var hasDoubledQuotes = false
  }

  /// What is at hand: all of the text, or what was appended and not discarded.
  private(set) var bytes: [UInt8]
  /// The fields of the current record.
  private(set) var fields: [Field] = []
  /// Bytes of the text before those at hand.
  private(set) var discarded = 0
  /// Whether the end of `bytes` is the end of the text.
  private(set) var isWhole: Bool
  private var position = 0
  private var recordStart = 0
  private var nextLine = 1
  private var columnCount = 0
  /// Whether the beginning was looked at: byte order mark and encoding.
  private var hasBegun: Bool
  /// Whether there may be bytes that were not held against UTF-8 yet.
  private var isUnchecked = false
  /// Whether the current record went on beyond the bytes at hand.
  private var isCut = false

  /// The line, from 1, on which the current record begins; 0 before the first.
  package private(set) var line = 0

  /// Opens a text.
  ///
  /// - Throws: A problem when the bytes are not UTF-8.
  package init(_ bytes: [UInt8]) throws(TableProblem) {
    try TextEncoding.check(bytes[...])
    self.bytes = bytes
    isWhole = true
    hasBegun = true
    if bytes.starts(with: TextEncoding.byteOrderMark) { position = 3 }
  }

  /// Opens a text that comes in pieces: ``append(_:)`` gives it more and ``finish()`` ends it.
  /// Until then ``advance()`` is also false when the next record is not whole.
  package init() {
    bytes = []
    isWhole = false
    hasBegun = false
  }

  /// Opens some records of a text whose header was read elsewhere.
  ///
  /// - Parameters:
  ///   - records: From the first byte of a record on.
  ///   - columnCount: Fields of the header.
  ///   - isWhole: Whether they end with the text.
  init(records: [UInt8], columnCount: Int, isWhole: Bool) {
    bytes = records
    self.columnCount = columnCount
    self.isWhole = isWhole
    hasBegun = true
    isUnchecked = true
  }

  /// Takes the next piece of the text; the fields of the current record are gone.
  package mutating func append(_ piece: UnsafeRawBufferPointer) {
    discarded += position
    bytes.removeSubrange(0..<position)
    position = 0
    recordStart = 0
    fields.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: piece)
    if !isUnchecked { isUnchecked = piece.contains { $0 >= 0x80 } }
  }

  /// Says that no more pieces come: what is at hand ends the last record.
  package mutating func finish() { isWhole = true }

  /// Bytes at hand that belong to no record that was read.
  package var pendingCount: Int { bytes.count - position }

  /// Where the current record lies in the text: distance of its first byte from the text's first.
  package var recordOffset: Int { discarded + recordStart }

  /// Bytes of the current record, with the line break behind it.
  package var recordLength: Int { position - recordStart }

  /// Reads the first record as the column names; every later record is held against its length.
  ///
  /// - Throws: A problem when the file is empty or the header cannot be read.
  package mutating func readHeader() throws(TableProblem) -> [String] {
    guard let header = try readHeaderIfThere() else { throw Self.emptyFile }
    return header
  }

  /// Reads the column names; `nil` while the first record is not whole.
  ///
  /// - Throws: As ``readHeader()``.
  mutating func readHeaderIfThere() throws(TableProblem) -> [String]? {
    guard try advance() else {
      if isWhole { throw Self.emptyFile }
      return nil
    }
    columnCount = fields.count
    return (0..<fields.count).map { text(at: $0) }
  }

  private static var emptyFile: TableProblem {
    TableProblem(
      line: 1, found: "an empty file", expected: "a header row with the column names",
      advice: "Check that the program that wrote the file has finished.")
  }

  /// Moves to the next record; false at the end of the file.
  ///
  /// - Throws: A problem when a quote is not closed or is followed by text; what comes after it
  ///   cannot be told apart, so reading has to stop there.
  package mutating func advance() throws(TableProblem) -> Bool {
    if !hasBegun {
      guard try begin() else { return false }
    }
    while skipLineBreak() {}
    guard position < bytes.count else { return false }
    line = nextLine
    recordStart = position
    fields.removeAll(keepingCapacity: true)
    isCut = false
    repeat { try readField() } while skipComma()
    if !skipLineBreak(), !isWhole { isCut = true }
    guard !isCut else {
      position = recordStart
      nextLine = line
      return false
    }
    if isUnchecked { try TextEncoding.check(bytes[recordStart..<position], from: line) }
    return true
  }

  /// Looks at the first bytes of a text in pieces; false while there are too few.
  private mutating func begin() throws(TableProblem) -> Bool {
    guard isWhole || bytes.count >= TextEncoding.byteOrderMark.count else { return false }
    hasBegun = true
    try TextEncoding.checkMark(bytes[...])
    if bytes.starts(with: TextEncoding.byteOrderMark) { position = 3 }
    return true
  }

  /// Number of fields in the current record, at least 1.
  package var fieldCount: Int { fields.count }

  /// What is wrong when the current record has not as many fields as the header.
  package var fieldCountProblem: TableProblem? {
    guard fields.count != columnCount else { return nil }
    return TableProblem(
      line: line, found: "\(fields.count) fields", expected: "\(columnCount) as in the header",
      advice: "Put fields that contain commas or line breaks in double quotes.")
  }

  /// Whether a field of the current record has no characters.
  package func isEmpty(at index: Int) -> Bool { fields[index].range.isEmpty }

  /// The bytes of a field, without enclosing quotes and with doubled quotes made single.
  package func bytes(at index: Int) -> ArraySlice<UInt8> {
    let field = fields[index]
    guard field.hasDoubledQuotes else { return bytes[field.range] }
    var single: [UInt8] = []
    var previousIsQuote = false
    for byte in bytes[field.range] {
      previousIsQuote = byte == .quote && !previousIsQuote
      if byte != .quote || previousIsQuote { single.append(byte) }
    }
    return single[...]
  }

  /// A field as text.
  package func text(at index: Int) -> String {
    String(decoding: bytes(at: index), as: UTF8.self)
  }

  private mutating func readField() throws(TableProblem) {
    if position < bytes.count, bytes[position] == .quote {
      try readQuotedField()
    } else {
      readPlainField()
    }
  }

  private mutating func readPlainField() {
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == .comma || byte == .lineFeed || (byte == .carriageReturn && isAtLineBreak) { break }
      position += 1
    }
    fields.append(Field(range: start..<position))
  }

  private mutating func readQuotedField() throws(TableProblem) {
    let openingLine = nextLine
    position += 1
    var field = Field(range: position..<position)
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == .lineFeed { nextLine += 1 }
      guard byte == .quote else { continue }
      if position < bytes.count, bytes[position] == .quote {
        field.hasDoubledQuotes = true
        position += 1
        continue
      }
      field.range = field.range.lowerBound..<(position - 1)
      fields.append(field)
      return try checkEndOfQuotedField()
    }
    isCut = !isWhole
    guard isWhole else { return }
    throw TableProblem(
      line: openingLine, found: "a double quote that is never closed",
      expected: "a second double quote before the end of the file",
      advice: "Close the quote; a quote inside a quoted field is written twice.")
  }

  private mutating func checkEndOfQuotedField() throws(TableProblem) {
    let isAtEnd = position >= bytes.count || bytes[position] == .comma || isAtLineBreak
    guard !isAtEnd else { return }
    // The message shows what follows, so that must be there.
    let rest = bytes[position...].prefix(12).prefix { $0 != .lineFeed }
    guard isWhole || rest.endIndex < bytes.count else {
      isCut = true
      return
    }
    throw TableProblem(
      line: nextLine,
      found: TableProblem.quoted(String(decoding: rest, as: UTF8.self)) + " after a closing quote",
      expected: "a comma or the end of the line",
      advice: "A quote inside a quoted field is written twice.")
  }

  /// Whether a line feed, a carriage return with line feed, or a last carriage return is next.
  private var isAtLineBreak: Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == .lineFeed { return true }
    guard bytes[position] == .carriageReturn else { return false }
    guard position + 1 < bytes.count else { return isWhole }
    return bytes[position + 1] == .lineFeed
  }

  private mutating func skipLineBreak() -> Bool {
    guard isAtLineBreak else { return false }
    position += bytes[position] == .carriageReturn && position + 1 < bytes.count ? 2 : 1
    nextLine += 1
    return true
  }

  private mutating func skipComma() -> Bool {
    guard position < bytes.count, bytes[position] == .comma else { return false }
    position += 1
    return true
  }
}

extension UInt8 {
  fileprivate static var quote: UInt8 { 0x22 }
  fileprivate static var comma: UInt8 { 0x2C }
  fileprivate static var lineFeed: UInt8 { 0x0A }
  fileprivate static var carriageReturn: UInt8 { 0x0D }
}
