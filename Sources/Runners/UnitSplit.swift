import Specs

/// What each of a number of equal compute units may take when they are spread over the regions in
/// the best ways: one budget per way, without those that another way beats in every resource.
struct UnitSplit {
  /// Budgets of a unit; empty when there are no units.
  let budgets: [ResourceCount]

  init(units: Int, regions: [ResourceCount]) {
    let none = ResourceCount(lut: .max, ff: .max, dsp: .max, bram: .max, uram: .max)
    var ways: [Int: [ResourceCount]] = [0: [none]]
    for region in regions {
      var next: [Int: [ResourceCount]] = [:]
      for (used, budgets) in ways {
        for here in 0...max(0, units - used) {
          let shared = budgets.map { Self.shared($0, region, here) }
          next[used + here, default: []] += shared
        }
      }
      ways = next.mapValues(Self.undominated)
    }
    budgets = units > 0 ? ways[units] ?? [] : []
  }

  private static func shared(
    _ budget: ResourceCount, _ region: ResourceCount, _ units: Int
  ) -> ResourceCount {
    guard units > 0 else { return budget }
    var shared = budget
    for kind in ResourceKind.allCases { shared[kind] = min(shared[kind], region[kind] / units) }
    return shared
  }

  private static func undominated(_ budgets: [ResourceCount]) -> [ResourceCount] {
    let distinct = Array(Set(budgets))
    return distinct.filter { one in
      !distinct.contains { other in
        other != one && ResourceKind.allCases.allSatisfy { other[$0] >= one[$0] }
      }
    }.sorted { ($0.dsp, $0.lut, $0.ff, $0.bram) > ($1.dsp, $1.lut, $1.ff, $1.bram) }
  }
}
