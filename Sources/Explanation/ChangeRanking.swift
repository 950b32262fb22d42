import DataflowModel
import KernelIR
import ModelRunner
import Runners
import Specs

/// A change with what the model says about the changed design.
package struct RankedChange: Hashable, Sendable {
  /// What changes, from what to what.
  package let name: String
  /// Modelled time of the same work.
  package let seconds: Double
  /// Modelled seconds that the change saves; negative when it costs time.
  package let gain: Double
  /// How many times as fast the changed design is.
  package let speedup: Double
  /// Whether it also needs the logic to meet timing at a higher clock, which no model here tells.
  package let needsTiming: Bool

  /// Less than this share of the unchanged time is no difference: a choice, so that nothing is
  /// recommended for a few cycles.
  package static let least = 0.01

  /// Whether the change saves at least the share of the time that counts.
  package var helps: Bool { gain >= Self.least * (seconds + gain) && gain > 0 }
}

/// A change that cannot be made.
package struct RefusedChange: Hashable, Sendable {
  /// What would change.
  package let name: String
  /// Why it cannot be built, placed or run.
  package let reason: String
}

/// Models every change of a design and sorts them by what they gain.
struct ChangeRanking {
  /// Most gained seconds first; gains that differ by less than 1 % of the unchanged time count as
  /// equal and come in the order of the candidates.
  private(set) var changes: [RankedChange] = []
  /// In the order of the candidates.
  private(set) var refused: [RefusedChange] = []

  /// Models the changes, several at a time; the order does not depend on which ends first.
  ///
  /// - Parameters:
  ///   - candidates: What to try, what takes least effort first.
  ///   - seconds: Modelled time of the unchanged design.
  /// - Throws: `CancellationError` when the task is cancelled.
  init(_ candidates: [DesignChange], seconds: Double) async throws {
    let outcomes = try await Self.outcomes(of: candidates)
    for (candidate, outcome) in zip(candidates, outcomes) {
      switch outcome {
      case .success(let time):
        changes.append(
          RankedChange(
            name: candidate.name, seconds: time, gain: seconds - time,
            speedup: time > 0 ? seconds / time : 1, needsTiming: candidate.needsTiming))
      case .failure(let error):
        refused.append(
          RefusedChange(name: candidate.name, reason: error.reasons.joined(separator: "; ")))
      }
    }
    changes = Self.ranked(changes, seconds: seconds)
  }

  /// Takes the largest gain and all that are as good, then the largest of the rest, and so on.
  static func ranked(_ changes: [RankedChange], seconds: Double) -> [RankedChange] {
    var ranked: [RankedChange] = []
    var left = changes
    while let best = left.map(\.gain).max() {
      let limit = best - RankedChange.least * seconds
      ranked += left.filter { $0.gain >= limit }
      left.removeAll { $0.gain >= limit }
    }
    return ranked
  }

  private static func outcomes(
    of candidates: [DesignChange]
  ) async throws -> [Result<Double, DesignError>] {
    try await withThrowingTaskGroup(of: (Int, Result<Double, DesignError>).self) { group in
      for (number, candidate) in candidates.enumerated() {
        group.addTask { (number, try outcome(of: candidate)) }
      }
      var found: [Int: Result<Double, DesignError>] = [:]
      for try await (number, outcome) in group { found[number] = outcome }
      return candidates.indices.compactMap { found[$0] }
    }
  }

  private static func outcome(of change: DesignChange) throws -> Result<Double, DesignError> {
    switch change.outcome {
    case .impossible(let reason):
      return .failure(DesignError(subject: change.name, reasons: [reason]))
    case .possible(let job, let board):
      do {
        let design = try ModelledDesign(job, board: board)
        let result = try BoardModel(board: board).time(
          design.program, design: job.design, run: job.run)
        return .success(result.seconds)
      } catch let error as DesignError {
        return .failure(error)
      }
    }
  }
}
