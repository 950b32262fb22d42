import Measurements
import struct Measurements.Measurement

/// The commands that give results and page again, as far as rows say what made them.
struct ReportCommands {
  let rows: [Measurement]
  let files: [String]
  let kernels: String?

  /// Kernels that suites run without being asked for.
  private static let suite: Set<String> = [
    "roofline", "stream", "memory-probe", "onchip", "pointer-chase", "host-link",
  ]

  /// One command per line; what made rows elsewhere is named in a comment.
  var lines: [String] {
    var lines: [String] = []
    for row in rows {
      for line in commands(for: row) where !lines.contains(line) { lines.append(line) }
    }
    let names = files.map(Self.quoted).joined(separator: " ")
    let option = kernels.map { " --kernels \(Self.quoted($0))" } ?? ""
    return lines + ["ferrule roofline \(names)", "ferrule report \(names)\(option)"]
  }

  private func commands(for row: Measurement) -> [String] {
    let isSuite = Self.suite.contains(row.kernel)
    let kernel = isSuite ? "" : " --kernel \(Self.quoted(row.kernel))"
    let board = Self.quoted(row.board)
    switch row.runner {
    case "host": return ["ferrule bench host\(kernel)\(repetitions(like: row))"]
    case "model":
      // The laws of another tool are for single kernels.
      if row.tool.hasPrefix("bambu") {
        return ["ferrule bench \(board) --tool bambu --kernel \(Self.quoted(row.kernel))"]
      }
      return ["ferrule bench \(board)\(kernel)\(repetitions(like: row))"]
    case "xrt": return ["ferrule bench \(board) --runner xrt\(kernel)\(repetitions(like: row))"]
    case "opencl":
      return [
        "ferrule bench BOARD --runner opencl\(kernel)\(repetitions(like: row))    # on \(row.board)"
      ]
    default:
      let tool = row.tool.isEmpty ? "another program" : row.tool
      return ["# rows of \(row.board) were made by \(tool) and imported (ferrule import)"]
    }
  }

  /// The option, where runs of the runner have several rows.
  private func repetitions(like row: Measurement) -> String {
    let same = rows.filter { $0.board == row.board && $0.runner == row.runner }
    let most = (same.compactMap(\.repetition).max() ?? 0) + 1
    return most > 1 ? " --repetitions \(most)" : ""
  }

  /// A word as shells take it.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "-_./+:,@%".contains($0))
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
