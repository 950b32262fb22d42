/// Where the sections of a file are, and the bytes that belong to none.
struct XclbinLayout: Hashable, Sendable {
  /// Bytes at a place.
  private struct Patch: Hashable, Sendable {
    var offset: Int
    var bytes: [UInt8]
  }

  private var offsets: [Int]
  private var length: Int
  /// What differs from a header, table and padding as they would be written anew.
  private var patches: [Patch] = []

  /// The layout of a new file: sections in order, each at a multiple of 8, as `xclbinutil` has it.
  init(sections: [XclbinSection]) {
    var end = XclbinHeader.size + sections.count * SectionTable.entrySize
    offsets = []
    for section in sections {
      end = (end + 7) / 8 * 8
      offsets.append(end)
      end += section.bytes.count
    }
    length = end
  }

  /// The layout of a file that was read.
  init(_ bytes: [UInt8], header: XclbinHeader, entries: [SectionTable.Entry]) {
    offsets = entries.map(\.range.lowerBound)
    length = bytes.count
    let placed = entries.map(\.range).filter { !$0.isEmpty }
      .sorted { $0.lowerBound < $1.lowerBound }
    var end = XclbinHeader.size + entries.count * SectionTable.entrySize
    let written = Self.front(
      header, length: length, entries: entries.map { ($0.kind, $0.name, $0.range) })
    addPatch(0, bytes[..<end], unless: written[...])
    for range in placed + [bytes.count..<bytes.count] {
      let gap = bytes[end..<max(end, range.lowerBound)]
      addPatch(end, gap, unless: repeatElement(0, count: gap.count))
      end = max(end, range.upperBound)
    }
  }

  /// Keeps the bytes that differ from those written anew: from the first to the last of them.
  private mutating func addPatch(
    _ offset: Int, _ found: ArraySlice<UInt8>, unless written: some Collection<UInt8>
  ) {
    let same = zip(found, written).prefix { $0 == $1 }.count
    guard same < found.count else { return }
    patches.append(Patch(offset: offset + same, bytes: Array(found.dropFirst(same))))
  }

  /// The header and the table.
  private static func front(
    _ header: XclbinHeader, length: Int,
    entries: [(kind: SectionKind, name: String, range: Range<Int>)]
  ) -> [UInt8] {
    var bytes = header.encoded(
      length: UInt64(clamping: length), sections: UInt32(clamping: entries.count))
    for entry in entries {
      bytes.append(littleEndian: entry.kind.rawValue)
      bytes.append(entry.name, length: 16)
      bytes.appendZeros(4)
      bytes.append(littleEndian: UInt64(clamping: entry.range.lowerBound))
      bytes.append(littleEndian: UInt64(clamping: entry.range.count))
    }
    return bytes
  }

  /// The bytes of the file.
  func encoded(header: XclbinHeader, sections: [XclbinSection]) -> [UInt8] {
    let ranges = zip(offsets, sections).map { $0..<($0 + $1.bytes.count) }
    var bytes = Self.front(
      header, length: length,
      entries: zip(sections, ranges).map { ($0.kind, $0.name, $1) })
    bytes.appendZeros(length - bytes.count)
    for (section, range) in zip(sections, ranges) {
      bytes.replaceSubrange(range, with: section.bytes)
    }
    for patch in patches {
      bytes.replaceSubrange(patch.offset..<(patch.offset + patch.bytes.count), with: patch.bytes)
    }
    return bytes
  }
}
