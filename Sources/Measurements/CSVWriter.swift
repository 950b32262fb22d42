/// Writes records of a CSV text (RFC 4180): quotes only where needed, lines end in LF alone.
///
/// LF instead of the CRLF of RFC 4180, because the files are read with Unix tools; every reader
/// that we know of accepts both.
package enum CSVWriter {
  /// One record with its line end.
  ///
  /// - Parameter fields: At least one; a single empty field is quoted, or it would be a blank line.
  /// - Returns: The record with its line end.
  package static func line(_ fields: [String]) -> String {
    guard fields != [""] else { return "\"\"\n" }
    var line = ""
    for (index, field) in fields.enumerated() {
      if index > 0 { line += "," }
      line += needsQuotes(field) ? quoted(field) : field
    }
    return line + "\n"
  }

  /// A header line and one line per record.
  package static func text(header: [String], rows: [[String]]) -> String {
    line(header) + text(rows: rows)
  }

  /// One line per record.
  package static func text(rows: [[String]]) -> String {
    rows.reduce(into: "") { $0 += line($1) }
  }

  /// The shortest decimal number that reads back as the same value: `300000000`, `0.25`, `1e-09`.
  package static func number(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func needsQuotes(_ field: String) -> Bool {
    field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(0x22) else { return "\"" + field + "\"" }
    var text = "\""
    // By scalar: CR LF is one Character, and a quote may carry a combining mark.
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
