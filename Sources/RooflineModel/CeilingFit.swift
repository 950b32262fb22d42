import Measurements

/// Finds the ceilings that rows show: every rate that was reached is a lower bound of what can be,
/// so the largest median is the best estimate.
package struct CeilingFit {
  private struct Candidate {
    var group: RepetitionGroup
    var amount: Int
    var rate: Double
  }

  private struct Key: Hashable {
    var kind: Ceiling.Kind
    var basis: CeilingBasis
  }

  /// Ceilings of one board, measured and modelled ones kept apart, in no particular order.
  ///
  /// - Parameters:
  ///   - groups: Of one board, in an order that does not depend on that of the rows: the first of
  ///     equal ones becomes the origin.
  ///   - board: The board's name.
  /// - Returns: One ceiling per kind and basis.
  package static func ceilings(of groups: [RepetitionGroup], board: String) -> [Ceiling] {
    var best: [Key: Candidate] = [:]
    for group in groups {
      for (kind, amount) in amounts(of: group) {
        let key = Key(kind: kind, basis: group.basis)
        let rate = group.medianRate(of: amount)
        guard rate.isFinite, rate > best[key]?.rate ?? 0 else { continue }
        best[key] = Candidate(group: group, amount: amount, rate: rate)
      }
    }
    return best.map { key, candidate in
      Ceiling(
        kind: key.kind, board: board, basis: key.basis,
        estimate: candidate.group.rate(of: candidate.amount), origin: candidate.group.origin)
    }
  }

  private static func amounts(of group: RepetitionGroup) -> [(Ceiling.Kind, Int)] {
    var amounts: [(Ceiling.Kind, Int)] = []
    // A run that recomputes its tiles on chip is slow on purpose: it says nothing about the memory.
    let recomputes = recomputes(kernel: group.point.kernel, passes: group.point.passes)
    if let kind = group.bandwidthKind, let bytes = group.point.bytesMoved, !recomputes {
      amounts.append((kind, bytes))
    }
    if let kind = group.computeKind, let operations = group.point.operations {
      amounts.append((kind, operations))
    }
    return amounts
  }

  /// Whether a run computes its tiles more than once, so that its bandwidth is no ceiling.
  package static func recomputes(kernel: String, passes: Int?) -> Bool {
    kernel == RunKinds.rooflineKernel && passes ?? 1 > 1
  }
}
