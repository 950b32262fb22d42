import Measurements

/// A line of a text file.
struct ReportLine {
  /// From 1.
  let number: Int
  /// Without its line end; bytes that are no UTF-8 are replaced.
  let text: String
}

/// The lines of a file in one pass; at hand are a piece and the line that it cuts.
struct ReportLines {
  /// Bytes of a line; those of the tools have a few thousand.
  private static let longest = 1 << 20
  private static let pieceLength = 256 << 10

  private var pieces: ReportPieces
  private let file: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var number = 0
  private var isAtEnd = false

  init(_ pieces: ReportPieces, file: String) {
    self.pieces = pieces
    self.file = file
  }

  /// The next line; `nil` at the end.
  ///
  /// - Throws: ``ImportError`` when the file cannot be read, is binary, or a line has no end.
  mutating func next() throws(ImportError) -> ReportLine? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        return try line(to: end, next: end + 1)
      }
      guard !isAtEnd else { break }
      searched = buffer.count - position
      try refill()
    }
    guard position < buffer.count else { return nil }
    return try line(to: buffer.count, next: buffer.count)
  }

  private mutating func refill() throws(ImportError) {
    buffer.removeSubrange(..<position)
    position = 0
    guard buffer.count <= Self.longest else {
      throw ImportError(
        file, line: number + 1, found: "a line of more than \(Self.longest) bytes",
        expected: "lines of text", advice: "Check that it is the right file.")
    }
    if let piece = try pieces.next(atMost: Self.pieceLength) {
      buffer += piece
    } else {
      isAtEnd = true
    }
  }

  private mutating func line(to end: Int, next: Int) throws(ImportError) -> ReportLine {
    number += 1
    var bytes = buffer[position..<end]
    position = next
    if bytes.last == 0x0D { bytes.removeLast() }
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard !bytes.contains(0) else {
      throw ImportError(
        file, line: number, found: "binary data", expected: "lines of text",
        advice: "Check that it is the right file.")
    }
    return ReportLine(number: number, text: String(decoding: bytes, as: UTF8.self))
  }
}
