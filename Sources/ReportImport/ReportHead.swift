import Foundation
import Measurements

/// The beginning of a file, in which importers look for their marks.
package struct ReportHead: Sendable, CustomStringConvertible {
  /// Bytes of a beginning.
  static let length = 64 << 10

  /// The bytes.
  let bytes: [UInt8]
  private let data: Data
  /// The first lines that are not blank, without white space at their ends; at most 200.
  let lines: [Substring]

  /// Looks at the beginning of a file.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    data = Data(bytes)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let hasMark = bytes.starts(with: mark)
    let text = String(decoding: bytes.dropFirst(hasMark ? mark.count : 0), as: UTF8.self)
    lines =
      text.split(maxSplits: 2000, omittingEmptySubsequences: true, whereSeparator: \.isNewline)
      .lazy.map { $0.trimmed }.filter { !$0.isEmpty }.prefix(200).map { $0 }
  }

  /// Whether there is nothing.
  var isEmpty: Bool { bytes.isEmpty }

  /// Whether there is text: no byte is 0.
  var isText: Bool { !bytes.contains(0) }

  /// Whether it begins with the mark of UTF-16.
  var isUTF16: Bool { bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) }

  /// Whether a text occurs.
  func contains(_ mark: String) -> Bool {
    data.range(of: Data(mark.utf8)) != nil
  }

  /// Whether one of the first lines begins so.
  func hasLine(_ prefix: String, among count: Int = 200) -> Bool {
    lines.prefix(count).contains { $0.hasPrefix(prefix) }
  }

  /// What a person sees there.
  package var description: String {
    if isEmpty { return "an empty file" }
    guard isText else { return "binary data" }
    return TableProblem.quoted(String(lines.first ?? ""))
  }
}

extension StringProtocol {
  /// Without white space at the ends.
  var trimmed: SubSequence {
    guard let start = firstIndex(where: { !$0.isWhitespace }),
      let end = lastIndex(where: { !$0.isWhitespace })
    else { return self[endIndex..<endIndex] }
    return self[start...end]
  }
}
