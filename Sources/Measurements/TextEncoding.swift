/// Whether bytes are the UTF-8 that every table is expected in.
enum TextEncoding {
  /// The mark that some spreadsheets put before UTF-8 text.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Throws a problem that names the first line that is not UTF-8, or the encoding it looks like.
  ///
  /// - Parameters:
  ///   - bytes: A text, or records of one.
  ///   - line: The line, from 1, on which they begin.
  /// - Throws: That problem.
  static func check(_ bytes: ArraySlice<UInt8>, from line: Int = 1) throws(TableProblem) {
    // One cheap pass decides for the usual file, which is plain ASCII.
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    if line == 1 { try checkMark(bytes) }
    guard !isUTF8(bytes) else { return }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let index = lines.firstIndex { !isUTF8($0) } ?? 0
    throw problem(line: line + index, found: "bytes that are not UTF-8")
  }

  /// Throws a problem when a text begins with the mark of UTF-16.
  static func checkMark(_ bytes: ArraySlice<UInt8>) throws(TableProblem) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw problem(line: 1, found: "UTF-16 text")
    }
  }

  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private static func problem(line: Int, found: String) -> TableProblem {
    TableProblem(
      line: line, found: found, expected: "UTF-8", advice: "Save the file as CSV in UTF-8.")
  }
}
