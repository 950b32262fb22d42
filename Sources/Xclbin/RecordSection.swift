/// A section that is a count and records of equal size.
protocol RecordSection {
  /// Bytes before the first record.
  static var headerSize: Int { get }
  /// Bytes of a record.
  static var recordSize: Int { get }
  /// The number of records that the header tells; negative in a broken file.
  static func count(_ header: ArraySlice<UInt8>) -> Int
}

extension RecordSection {
  /// The records of a section, or what is wrong with it.
  ///
  /// - Parameters:
  ///   - section: The section; one of no bytes has no records, as `xclbinutil` writes it.
  ///   - findings: What is wrong is appended here.
  /// - Returns: The bytes of each record; empty when something is wrong.
  static func records(
    of section: XclbinSection, _ findings: inout [XclbinFinding]
  ) -> [ArraySlice<UInt8>] {
    let bytes = section.bytes
    guard !bytes.isEmpty else { return [] }
    guard bytes.count >= headerSize else {
      findings.append(
        XclbinFinding(
          section: section.kind.description, offset: section.offset,
          "found \(bytes.count) bytes, expected at least \(headerSize) for its header"))
      return []
    }
    let count = count(bytes[...])
    let body = bytes.count - headerSize
    guard body == count.multipliedReportingOverflow(by: recordSize).partialValue, count >= 0 else {
      findings.append(
        XclbinFinding(
          section: section.kind.description, offset: section.offset,
          "found a count of \(count) and \(body) bytes of entries, expected "
            + "\(recordSize) bytes for each entry"))
      return []
    }
    return (0..<count).map { bytes.dropFirst(headerSize + $0 * recordSize).prefix(recordSize) }
  }
}
