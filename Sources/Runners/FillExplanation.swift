import KernelIR
import Quantities
package import Specs

/// Why a filled design is not larger: the resource that binds, and what the next step would need.
package struct FillExplanation {
  private let board: BoardSpec
  private let choice: DeviceFill.Choice

  /// Looks at a choice for a board.
  package init(_ choice: DeviceFill.Choice, board: BoardSpec) {
    self.choice = choice
    self.board = board
  }

  /// The channels or ports when they are all used, else the resource that is closest to its limit,
  /// with the region where that is.
  package var binding: String {
    if !isChain, let memory = board.memory(named: choice.design.memory) {
      let peak = memory.device.peakBandwidth * Double(choice.design.channels)
      if choice.rate >= peak.value * 0.999 {
        return "channels: \(choice.design.channels) of \(memory.channels) of \(memory.name), "
          + "\(peak) together"
      }
      if choice.ports >= memory.maximumPorts {
        return "ports: \(choice.ports) of \(memory.maximumPorts) of \(memory.name)"
      }
    }
    guard let tight = tightest else { return "nothing: the design takes no resources" }
    let share = Double(tight.used) / Double(max(1, tight.budget)) * 100
    return "\(tight.kind.rawValue.uppercased()) in \(tight.region): \(tight.used) of "
      + "\(tight.budget) within the recommended utilisation (\(Int(share.rounded())) %)"
  }

  /// The step that lacks least: another stage of the chain in every unit, or another unit.
  package var next: String {
    let stages = stageSteps.compactMap(\.self).min { $0.lack < $1.lack }
    let unit = "another unit takes \(Self.words(choice.need))"
    return [stages?.text, unit].compactMap(\.self).joined(separator: "; ")
  }

  private struct Tightest {
    let kind: ResourceKind
    let region: String
    let used: Int
    let budget: Int
  }

  private var isChain: Bool { choice.isChain }

  /// Units in each region.
  private var units: [Int] {
    let placed = try? Placement(
      units: choice.design.computeUnits, need: choice.need, board: board, subject: "")
    return board.regions.indices.map { region in
      placed?.regions.filter { $0 == region }.count ?? 0
    }
  }

  private var tightest: Tightest? {
    let all = zip(board.regions, units).flatMap { region, count in
      let budget = board.utilisation.budget(of: region.resources)
      return ResourceKind.allCases.filter { choice.need[$0] > 0 && count > 0 }.map {
        Tightest(
          kind: $0, region: region.name, used: choice.need[$0] * count, budget: budget[$0])
      }
    }
    return all.max {
      Double($0.used) / Double(max(1, $0.budget)) < Double($1.used) / Double(max(1, $1.budget))
    }
  }

  /// For each way to build a stage, what the fullest region lacks for one more in every unit,
  /// relative to its budget.
  private var stageSteps: [(lack: Double, text: String)?] {
    guard !choice.design.bindings.isEmpty,
      let operation = ArithmeticOperator(rawValue: choice.design.operation)
    else { return [] }
    let options = StageOptions.combinations(
      board.operators, operation, choice.design.elementType)
    return options.map { option in step(option.cost * choice.design.lanes) }
  }

  private func step(_ cost: ResourceCount) -> (lack: Double, text: String)? {
    var worst: (lack: Double, text: String)?
    for (region, count) in zip(board.regions, units) where count > 0 {
      let budget = board.utilisation.budget(of: region.resources)
      for kind in ResourceKind.allCases where cost[kind] > 0 {
        let lacks = (choice.need[kind] + cost[kind]) * count - budget[kind]
        let relative = Double(lacks) / Double(max(1, budget[kind]))
        guard lacks > 0, relative > worst?.lack ?? 0 else { continue }
        worst = (
          relative,
          "one more stage takes \(Self.words(cost)) in each unit, and \(region.name) with "
            + "\(count) of them lacks \(lacks) \(kind.rawValue.uppercased())"
        )
      }
    }
    return worst
  }

  private static func words(_ count: ResourceCount) -> String {
    let parts = ResourceKind.allCases.filter { count[$0] > 0 }
      .map { "\(count[$0]) \($0.rawValue.uppercased())" }
    return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
  }
}
