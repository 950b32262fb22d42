import DataflowModel
import Measurements
import Quantities

extension Explanation {
  /// Columns of the explanation as a table for programs.
  package static let header = [
    "kind", "name", "evidence", "cycles", "share", "seconds", "gain_seconds", "speedup", "message",
  ]

  /// One element per finding: the row, the model's run, causes, limits, changes; as wide as the
  /// header, empty where a column does not apply.
  ///
  /// `kind`: row | model | bound | cause | limit | change | refused. `share` is of the model's
  /// cycles or seconds, from 0 to 1.
  package var cells: [[String]] {
    [rowCells, modelCells, line("bound", boundName, message: bound)]
      + causeCells + limitCells + changeCells
      + refused.map { line("refused", $0.name, message: $0.reason) }
  }

  /// A time for people.
  package static func time(_ seconds: Double) -> String { "\(TimeSpan(seconds))" }

  /// A factor for people: at most three digits.
  package static func factor(_ value: Double) -> String { SIPrefix.significant(value, digits: 3) }

  private var boundName: String { result.stalls.entries.first?.cause.rawValue ?? "" }

  private var rowCells: [String] {
    line(
      "row", row.kernel, evidence: row.evidence.rawValue, cycles: row.cycles,
      seconds: row.seconds, message: row.tool)
  }

  private var modelCells: [String] {
    line(
      "model", row.kernel, cycles: result.cycles, share: 1, seconds: result.seconds,
      message: notes.joined(separator: " "))
  }

  private var causeCells: [[String]] {
    result.stalls.entries.map { entry in
      let share = Double(entry.cycles) / Double(max(1, result.cycles))
      return line(
        "cause", entry.cause.rawValue, cycles: entry.cycles, share: share,
        seconds: share * result.seconds, message: entry.cause.phrase)
    }
  }

  private var limitCells: [[String]] {
    limits.map { limit in
      line(
        "limit", limit.kind.rawValue, share: limit.seconds / max(result.seconds, 1e-30),
        seconds: limit.seconds, message: limit.arithmetic)
    }
  }

  private var changeCells: [[String]] {
    changes.map { change in
      line(
        "change", change.name, seconds: change.seconds,
        ending: [CSVWriter.number(change.gain), CSVWriter.number(change.speedup), ""])
    }
  }

  private func line(
    _ kind: String, _ name: String, evidence: String = ResultEvidence.modelled.rawValue,
    cycles: Int? = nil, share: Double? = nil, seconds: Double? = nil, message: String = "",
    ending: [String]? = nil
  ) -> [String] {
    [
      kind, name, evidence, cycles.map(String.init) ?? "", share.map(CSVWriter.number) ?? "",
      seconds.map(CSVWriter.number) ?? "",
    ] + (ending ?? ["", "", message])
  }
}
