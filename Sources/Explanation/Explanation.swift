package import DataflowModel
import KernelIR
package import Measurements
import ModelRunner
package import Runners
package import Specs

/// Why a run took the time that it took, and what would make it shorter: all from the model.
package struct Explanation: Sendable {
  /// The row, measured or modelled.
  package let row: Measurement
  /// The job that it was rebuilt to.
  package let job: KernelJob
  /// The model's run of it.
  package let result: ModelResult
  /// What bounds the run: sentences with the arithmetic.
  package let bound: String
  /// Bounds by arithmetic alone, the tightest first.
  package let limits: [DesignLimit]
  /// Changes that can be made, most gained seconds first.
  package let changes: [RankedChange]
  /// Changes that cannot be made, with the reason.
  package let refused: [RefusedChange]
  /// What was taken for empty columns: whole sentences.
  package let notes: [String]

  /// Runs the design of a row on the model and tries changes of it.
  ///
  /// - Parameters:
  ///   - rebuild: The row with its design.
  ///   - board: The board as its file describes it.
  ///   - triesChanges: Whether changes are modelled; each takes as long as the run itself.
  /// - Throws: `DesignError` when the model cannot run the design; `CancellationError`.
  package init(
    _ rebuild: RowRebuild, board: BoardSpec, changes triesChanges: Bool = true
  ) async throws {
    let design = rebuild.design
    row = rebuild.row
    job = design.job
    notes = rebuild.notes
    result = try BoardModel(board: design.board).time(
      design.program, design: design.job.design, run: design.job.run)
    limits = DesignLimits(design).all
    bound = BoundSentence(design: design, result: result, limits: limits).text
    let candidates = ChangeCandidates(
      job: design.job, board: design.board, shippedBoard: board)
    let ranking = try await ChangeRanking(
      triesChanges ? candidates.all : [], seconds: result.seconds)
    changes = ranking.changes
    refused = ranking.refused
  }

  /// Whether the row is the model's own and its cycles are other than now.
  package var differsFromRow: Bool {
    guard row.evidence == .modelled, let cycles = row.cycles else { return false }
    return cycles != result.cycles
  }

  /// The recommendation in a sentence, and in a second one what a higher clock would give if that
  /// is more: whether the design meets timing there is not modelled.
  package var advice: String {
    [certainAdvice, clockAdvice].compactMap(\.self).joined(separator: " ")
  }

  private var certain: [RankedChange] { changes.filter { $0.helps && !$0.needsTiming } }

  private var certainAdvice: String {
    guard let best = certain.first else {
      return "No single change of the design makes the modelled run at least 1 % faster."
    }
    let equal = best.gain - RankedChange.least * result.seconds
    let rest = certain.dropFirst().prefix { $0.gain >= equal }
    let also = rest.isEmpty ? "" : "; as much does: " + rest.map(\.name).joined(separator: "; ")
    return "What would help most: \(best.name). The model then gives \(Self.time(best.seconds)) "
      + "instead of \(Self.time(result.seconds)), \(Self.factor(best.speedup)) times as fast\(also)."
  }

  private var clockAdvice: String? {
    let most = certain.first?.gain ?? 0
    guard let faster = changes.first(where: { $0.needsTiming && $0.helps && $0.gain > most })
    else { return nil }
    return "A higher clock alone would make it \(Self.factor(faster.speedup)) times as fast "
      + "(\(Self.time(faster.seconds)) at the most of the board's file), but whether timing closes "
      + "is not modelled."
  }
}
