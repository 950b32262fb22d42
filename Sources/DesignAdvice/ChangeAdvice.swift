package import Quantities

/// The changes that would raise the lowest ceiling over a kernel most.
///
/// Each change is tried alone, with the smallest value that brings all it can bring: what is above
/// the next ceiling is no use. The gain is that of the bound, not of a run: a kernel that stays
/// below its bound for another reason gains less.
package struct ChangeAdvice: Hashable, Sendable {
  /// Less than this is no gain: a choice, so that nothing is recommended for a few cycles.
  package static let least = 0.01

  /// The lowest ceiling today; `nil` when none is known.
  package let bound: BuildCeiling?
  /// Ceilings that are as low, the bound among them.
  package let binding: [BuildCeiling]
  /// Changes that help, the most first; of equal ones what takes least effort.
  package let changes: [BuildChange]
  /// The others with the reason.
  package let refused: [RefusedBuildChange]

  /// Tries every change.
  ///
  /// - Parameters:
  ///   - figures: What is known of the build.
  ///   - around: What the board offers.
  ///   - intensity: Operations per byte, above 0.
  package init(
    _ figures: BuildFigures, around: BuildSurroundings, intensity: OperationalIntensity
  ) {
    let ceilings = BuildCeilings(figures, around: around, intensity: intensity).all
    bound = ceilings.first
    guard let bound = ceilings.first else {
      (binding, changes, refused) = ([], [], [])
      return
    }
    binding = ceilings.filter { $0.allowed.value <= bound.allowed.value * (1 + Self.least) }
    let levers = BuildLevers(figures: figures, around: around, intensity: intensity).all
    let outcomes = levers.map { Self.outcome($0, around, bound) }
    let found = outcomes.enumerated().compactMap { index, outcome in
      outcome.change.map { (index: index, isOfAlgorithm: levers[index].isOfAlgorithm, change: $0) }
    }
    // Another algorithm comes last: what it can gain is not for the build to say.
    changes =
      Self.ranked(found.filter { !$0.isOfAlgorithm }.map { ($0.index, $0.change) })
      + found.filter(\.isOfAlgorithm).map(\.change)
    refused = outcomes.compactMap(\.refused)
  }

  /// Why no change helps, as a sentence; `nil` when one does or nothing is known.
  package var impasse: String? {
    guard changes.isEmpty, let bound else { return nil }
    if binding.count > 1 {
      let names = binding.map(\.name).joined(separator: " and ")
      return "No single change helps: \(names) bind together."
    }
    return
      "No single change helps: the lowest ceiling stays \(bound.name)."
  }

  /// Gains within 1 % are equal and stay in the order of the levers.
  private static func ranked(_ found: [(index: Int, change: BuildChange)]) -> [BuildChange] {
    var left = found
    var ranked: [BuildChange] = []
    while let best = left.map(\.change.gain).max() {
      let limit = best * (1 - Self.least)
      ranked += left.filter { $0.change.gain >= limit }.map(\.change)
      left.removeAll { $0.change.gain >= limit }
    }
    return ranked
  }

  private static func outcome(
    _ lever: BuildLever, _ around: BuildSurroundings, _ bound: BuildCeiling
  ) -> (change: BuildChange?, refused: RefusedBuildChange?) {
    if let reason = lever.refusal {
      return (nil, RefusedBuildChange(title: lever.title, reason: reason))
    }
    let tried = lever.steps.compactMap { step -> (BuildLever.Step, BuildCeiling)? in
      BuildCeilings(step.figures, around: around, intensity: step.intensity).all.first
        .map { (step, $0) }
    }
    guard let most = tried.max(by: { $0.1.allowed < $1.1.allowed })?.1 else {
      return (nil, RefusedBuildChange(title: lever.title, reason: "no ceiling is known then"))
    }
    guard most.allowed.value > bound.allowed.value * (1 + least),
      let best = tried.first(where: { $0.1.allowed.value >= most.allowed.value * (1 - least / 10) })
    else {
      let reason = "the lowest ceiling is then \(most.name) at \(most.allowed)"
      return (nil, RefusedBuildChange(title: lever.title, reason: reason))
    }
    return (
      BuildChange(
        title: "\(lever.title): \(best.0.words)", gain: best.1.allowed.value / bound.allowed.value,
        bound: best.1, provisos: lever.provisos), nil
    )
  }
}
