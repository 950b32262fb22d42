public import Specs

/// Which super logic region each compute unit goes to.
public struct Placement: Hashable, Sendable {
  /// Region index of every compute unit, in unit order.
  public let regions: [Int]
  /// The resources of all units together.
  public let total: ResourceCount

  /// Places equal units so that every region stays within its recommended utilisation.
  ///
  /// Units are identical, so the most that fit is the sum of what fits each region: exact, no
  /// search. They are dealt out to the region that is relatively emptiest.
  ///
  /// - Throws: ``DesignError`` naming the resource that runs out, the need and the budget.
  public init(
    units: Int, need: ResourceCount, board: BoardSpec, subject: String
  ) throws(DesignError) {
    let rooms = board.regions.map { region in
      Self.room(need, in: board.utilisation.budget(of: region.resources))
    }
    guard units >= 0, rooms.reduce(0, +) >= units else {
      throw Self.refusal(units: units, need: need, board: board, rooms, subject)
    }
    regions = Self.deal(units, rooms)
    total = need * units
  }

  /// Whether equal units fit the regions within their recommended utilisation.
  public static func fits(_ units: Int, need: ResourceCount, board: BoardSpec) -> Bool {
    let rooms = board.regions.map { room(need, in: board.utilisation.budget(of: $0.resources)) }
    return units >= 0 && rooms.reduce(0, +) >= units
  }

  /// How many units fit a budget.
  static func room(_ need: ResourceCount, in budget: ResourceCount) -> Int {
    let limits = ResourceKind.allCases.filter { need[$0] > 0 }.map { budget[$0] / need[$0] }
    return max(0, limits.min() ?? Int(UInt16.max))
  }

  private static func deal(_ units: Int, _ rooms: [Int]) -> [Int] {
    var used = rooms.map { _ in 0 }
    return (0..<units).map { _ in
      let open = rooms.indices.filter { used[$0] < rooms[$0] }
      let region =
        open.min { left, right in
          let a = Double(used[left] + 1) / Double(rooms[left])
          let b = Double(used[right] + 1) / Double(rooms[right])
          return a != b ? a < b : left < right
        } ?? 0
      used[region] += 1
      return region
    }
  }

  private static func refusal(
    units: Int, need: ResourceCount, board: BoardSpec, _ rooms: [Int], _ subject: String
  ) -> DesignError {
    let findings = board.regions.indices.map { index in
      let region = board.regions[index]
      let budget = board.utilisation.budget(of: region.resources)
      let tight = ResourceKind.allCases.filter { need[$0] > 0 }.min {
        Double(budget[$0]) / Double(need[$0]) < Double(budget[$1]) / Double(need[$1])
      }
      let name = tight.map { $0.rawValue.uppercased() } ?? "nothing"
      let needed = tight.map { need[$0] } ?? 0
      let available = tight.map { budget[$0] } ?? 0
      return "\(region.name) fits \(rooms[index]) of them (\(name): \(needed) each, "
        + "\(available) within the recommended utilisation)"
    }
    return DesignError(
      subject: subject,
      reasons: [
        (units == 1 ? "1 compute unit does not fit: " : "\(units) compute units do not fit: ")
          + findings.joined(separator: "; ")
          + ". Use fewer compute units or lanes, a shorter chain, or smaller settings such as array."
      ])
  }
}
