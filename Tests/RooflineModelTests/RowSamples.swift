import Measurements
import Quantities
import RooflineModel
import TestSupport

/// Rows of imaginary runs, in numbers that can be checked by hand.
enum RowSamples {
  /// A memory probe that moves `bytes` in one second per repetition unless told otherwise.
  static func probe(
    board: String = "u280", memory: String = "hbm", bytes: Int, seconds: [Double] = [1],
    evidence: ResultEvidence = .measured
  ) -> [Measurement] {
    seconds.enumerated().map { repetition, seconds in
      var row = Measurement()
      row.board = board
      row.evidence = evidence
      row.kernel = "memory-probe"
      row.operation = "read"
      row.memory = memory
      row.bytesRead = bytes
      row.repetition = repetition
      row.seconds = seconds
      row.runID = "run \(repetition)"
      return row
    }
  }

  /// A run of the roofline kernel on `hbm` for one second.
  static func roofline(
    board: String = "u280", operation: String = "fma", type: String = "f32", bytes: Int,
    operations: Int, passes: Int = 1, evidence: ResultEvidence = .measured
  ) -> Measurement {
    var row = Measurement()
    row.board = board
    row.evidence = evidence
    row.kernel = "roofline"
    row.operation = operation
    row.elementType = type
    row.memory = "hbm"
    row.passes = passes
    row.bytesRead = bytes / 2
    row.bytesWritten = bytes - bytes / 2
    row.operations = operations
    row.repetition = 0
    row.seconds = 1
    return row
  }

  static func theory(_ kind: Ceiling.Kind, _ value: Double) -> TheoreticalLimits {
    TheoreticalLimits(ceilings: [
      Ceiling(
        kind: kind, board: "u280", basis: .theoretical, estimate: Estimate(value: value),
        origin: "data sheet")
    ])
  }

  /// Runs of several kernels, boards and evidences with random sizes and times.
  static func random(seed: UInt64) -> [Measurement] {
    var generator = SeededGenerator(seed: seed)
    var rows: [Measurement] = []
    for _ in 0..<12 {
      let board = Bool.random(using: &generator) ? "u280" : "u250"
      let evidence: ResultEvidence = Bool.random(using: &generator) ? .measured : .modelled
      let bytes = Int.random(in: 1...8, using: &generator) * 1000
      let seconds = (0..<4).map { _ in Double.random(in: 1...2, using: &generator) }
      rows += probe(board: board, bytes: bytes, seconds: seconds, evidence: evidence)
      rows.append(
        roofline(
          board: board, operation: Bool.random(using: &generator) ? "fma" : "add", bytes: bytes,
          operations: Int.random(in: 1...64, using: &generator) * 1000,
          passes: Int.random(in: 1...8, using: &generator), evidence: evidence))
    }
    return rows
  }
}
