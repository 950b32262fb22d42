import Foundation

/// `#pragma HLS INTERFACE` of a kernel's body.
///
/// Options are `key=value`, the mode also a word of its own; none is case-sensitive but names.
/// Source: UG1399, "pragma HLS interface".
struct InterfacePragma: Equatable {
  /// `m_axi`, `s_axilite`, `axis`, `ap_ctrl_hs` and others.
  var mode: String
  /// Everything else by its key in lower case.
  var options: [String: String]

  /// The argument that it is for; `return` for the kernel itself.
  var port: String? { options["port"] }

  /// Every pragma of a text, in order.
  static func all(in text: String) -> [InterfacePragma] {
    logicalLines(text).compactMap { InterfacePragma(String($0)) }
  }

  /// Whether the text has `#pragma HLS DATAFLOW`.
  static func hasDataflow(_ text: String) -> Bool {
    logicalLines(text).contains {
      words($0).prefix(3).map { $0.lowercased() } == start + ["dataflow"]
    }
  }

  private static let start = ["#pragma", "hls"]

  private init?(_ line: String) {
    let words = Self.words(line)
    guard words.count > 3, words.prefix(3).map({ $0.lowercased() }) == Self.start + ["interface"]
    else { return nil }
    var mode: String?
    var options: [String: String] = [:]
    for word in words.dropFirst(3) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        options[parts[0].lowercased()] = parts[1]
      } else if mode == nil {
        mode = word.lowercased()
      } else {
        options[word.lowercased()] = ""
      }
    }
    guard let found = mode ?? options["mode"]?.lowercased() else { return nil }
    self.mode = found
    self.options = options
  }

  /// Words of a line; `key = value` is one.
  private static func words(_ line: some StringProtocol) -> [String] {
    let text = String(line).replacing(/\s*=\s*/, with: "=")
      .replacing(/^\s*#\s*pragma/, with: "#pragma")
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Lines with those that a backslash continues.
  private static func logicalLines(_ text: String) -> [Substring] {
    text.replacing("\\\n", with: " ").split(separator: "\n")
  }
}
