import Specs

/// Ways to give each region a number of equal compute units, without those that another way beats
/// in both the number of units and what each unit may take.
struct UnitShares {
  /// A number of units and what the tightest region leaves to each.
  struct Candidate: Hashable {
    let units: Int
    let budget: ResourceCount
  }

  /// The ways that remain, most units first.
  let candidates: [Candidate]

  /// Enumerates 0 to `most` units per region; `isWanted` filters by their number.
  init(_ board: BoardSpec, most: Int, isWanted: (Int) -> Bool) {
    let budgets = board.regions.map { board.utilisation.budget(of: $0.resources) }
    let none = ResourceCount(lut: .max, ff: .max, dsp: .max, bram: .max, uram: .max)
    var ways: Set<Candidate> = [Candidate(units: 0, budget: none)]
    for region in budgets {
      ways = Set(
        ways.flatMap { way in
          (0...most).map { Self.add($0, of: region, to: way) }
        })
    }
    let wanted = ways.filter { $0.units > 0 && isWanted($0.units) }
    candidates = wanted.filter { way in
      !wanted.contains { $0 != way && Self.beats($0, way) }
    }.sorted { $0.units != $1.units ? $0.units > $1.units : $0.budget.lut > $1.budget.lut }
  }

  private static func add(_ units: Int, of region: ResourceCount, to way: Candidate) -> Candidate {
    guard units > 0 else { return way }
    var budget = way.budget
    for kind in ResourceKind.allCases { budget[kind] = min(budget[kind], region[kind] / units) }
    return Candidate(units: way.units + units, budget: budget)
  }

  private static func beats(_ left: Candidate, _ right: Candidate) -> Bool {
    left.units >= right.units
      && ResourceKind.allCases.allSatisfy { left.budget[$0] >= right.budget[$0] }
  }
}
