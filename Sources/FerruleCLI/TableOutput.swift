import Foundation
import Measurements
import Plotting
import RooflineModel

/// Prints tables of cells in the format that was asked for.
enum TableOutput {
  /// A table of readable cells with columns sized to the width; those in `narrowest` give way.
  static func text(
    _ header: [String], _ rows: [[String]], right: Set<String> = [],
    narrowest: [String: Int] = [:], options: TextPlotOptions
  ) -> String {
    let columns = header.map {
      TextTable.Column($0, right.contains($0) ? .right : .left, narrowest: narrowest[$0])
    }
    return TextTable(columns: columns, rows: rows)
      .rendered(width: options.width, charset: options.charset)
  }

  /// An array of objects, one per row; numbers as numbers, empty cells as null, keys in order.
  static func json(_ header: [String], _ rows: [[String]]) -> String {
    let objects = rows.map { row in
      let pairs = zip(header, row).map { "\(quoted($0)): \(value($1))" }
      return "  {" + pairs.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private static func value(_ cell: String) -> String {
    if cell.isEmpty { return "null" }
    return isNumber(cell) ? cell : quoted(cell)
  }

  /// Whether a text is a number of JSON (RFC 8259, section 6): `007` and `.5` are none.
  private static func isNumber(_ text: String) -> Bool {
    text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil
  }

  /// A JSON string: quotes, backslashes and control characters escaped (RFC 8259, section 7).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += String(format: "\\u%04x", scalar.value)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension TableOutput {
  /// The table as CSV.
  static func csv(_ header: [String], _ rows: [[String]]) -> String {
    CSVWriter.text(header: header, rows: rows)
  }

  /// Prints a table of cells in the format that was asked for.
  static func print(
    _ header: [String], _ rows: [[String]], right: Set<String> = [],
    narrowest: [String: Int] = [:], display: DisplayOptions
  ) {
    switch display.format {
    case .text:
      let text = text(
        header, rows, right: right, narrowest: narrowest, options: display.textPlot())
      Swift.print(text, terminator: "")
    case .csv: Swift.print(csv(header, rows), terminator: "")
    case .json: Swift.print(json(header, rows), terminator: "")
    }
  }
}
