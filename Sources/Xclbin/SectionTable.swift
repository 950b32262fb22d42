/// The table of sections as a file has it, with every mistake in it.
struct SectionTable {
  /// One entry of the table.
  struct Entry {
    var kind: SectionKind
    var name: String
    /// The place of the contents in the file.
    var range: Range<Int>
  }

  /// Bytes of an entry.
  static let entrySize = 40
  /// `XCLBIN_MAX_NUM_SECTION` in `xclbin.h`.
  private static let maximum = 0x10000

  /// In the order of the table; fewer than in the file when there are findings.
  private(set) var entries: [Entry] = []
  private(set) var findings: [XclbinFinding] = []

  init(_ bytes: [UInt8]) {
    guard bytes.starts(with: XclbinHeader.magic) else {
      findings.append(Self.wrongMagic(bytes))
      return
    }
    guard bytes.count >= XclbinHeader.size else {
      findings.append(
        XclbinFinding(
          "found \(bytes.count) bytes, expected at least \(XclbinHeader.size) for the header; "
            + "the file is truncated"))
      return
    }
    checkLength(bytes)
    readEntries(bytes)
    checkOverlaps()
  }

  private static func wrongMagic(_ bytes: [UInt8]) -> XclbinFinding {
    let text = bytes.prefix(8).map { byte in
      (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "."
    }
    let found = bytes.isEmpty ? "an empty file" : "`\(text.joined())`"
    return XclbinFinding(
      offset: 0,
      "found \(found), expected `xclbin2` and a NUL; this is no xclbin file of version 2")
  }

  private mutating func checkLength(_ bytes: [UInt8]) {
    let length: UInt64 = bytes[...].unsigned(304)
    if length > UInt64(bytes.count) {
      findings.append(
        XclbinFinding(
          offset: 304,
          "the header says \(length) bytes, found \(bytes.count); the file is truncated"))
    }
  }

  private mutating func readEntries(_ bytes: [UInt8]) {
    let count = Int(bytes[...].unsigned(448, as: UInt32.self))
    let room = (bytes.count - XclbinHeader.size) / Self.entrySize
    guard count <= min(room, Self.maximum) else {
      findings.append(
        XclbinFinding(
          offset: 448,
          "found \(count) sections, expected at most \(min(room, Self.maximum)), for which "
            + "\(room < Self.maximum ? "the file has room" : "the format allows")"))
      return
    }
    let end = XclbinHeader.size + count * Self.entrySize
    for index in 0..<count {
      let start = XclbinHeader.size + index * Self.entrySize
      readEntry(bytes[start..<(start + Self.entrySize)], tableEnd: end, fileSize: bytes.count)
    }
  }

  private mutating func readEntry(_ fields: ArraySlice<UInt8>, tableEnd: Int, fileSize: Int) {
    let kind = SectionKind(rawValue: fields.unsigned(0))
    let offset: UInt64 = fields.unsigned(24)
    let size: UInt64 = fields.unsigned(32)
    let (end, overflow) = offset.addingReportingOverflow(size)
    guard size > 0 else {  // Not present: the offset means nothing.
      let place = Int(clamping: min(offset, UInt64(fileSize)))
      entries.append(Entry(kind: kind, name: fields.text(4, length: 16), range: place..<place))
      return
    }
    guard !overflow, end <= UInt64(fileSize), offset >= UInt64(tableEnd) else {
      let expected = "\(hexadecimal(tableEnd)) to \(hexadecimal(fileSize))"
      findings.append(
        XclbinFinding(
          section: kind.description, offset: fields.startIndex + 24,
          "found \(size) bytes from \(hexadecimal(offset)) on, expected a place within \(expected), "
            + "which is what the file has behind its section table"))
      return
    }
    entries.append(
      Entry(kind: kind, name: fields.text(4, length: 16), range: Int(offset)..<Int(end)))
  }

  private mutating func checkOverlaps() {
    let placed = entries.filter { !$0.range.isEmpty }.sorted {
      $0.range.lowerBound < $1.range.lowerBound
    }
    var end = 0
    var last = ""
    for entry in placed {
      if entry.range.lowerBound < end {
        findings.append(
          XclbinFinding(
            section: entry.kind.description, offset: entry.range.lowerBound,
            "found its start before the end of \(last) at \(hexadecimal(end)), "
              + "expected sections that do not overlap"))
      }
      if entry.range.upperBound > end {
        end = entry.range.upperBound
        last = entry.kind.description
      }
    }
  }
}
