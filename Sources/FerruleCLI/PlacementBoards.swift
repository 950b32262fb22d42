import ClockModel
import DesignAdvice
import Measurements
import struct Measurements.Measurement
import Quantities
import RooflineModel
import Specs

/// What the catalogue knows of the boards that kernels are placed on.
struct PlacementBoards {
  private let catalog: SpecCatalog
  private let probe: KernelSpec?
  private let clocks: ClockModel?

  /// Reads the kernel that stands for bursts, and the published builds.
  init(_ catalog: SpecCatalog) {
    self.catalog = catalog
    // Without them, changes of bursts and of the clock are not tried and say so.
    probe = try? catalog.kernel("memory-probe")
    clocks = (try? ClockBuilds(folder: catalog.clocksFolder)).map { ClockModel($0) }
  }

  /// What a board offers to a build: its ceilings, and the limits that its file gives.
  func surroundings(_ roofline: Roofline, type: String) -> BuildSurroundings {
    var around = BuildSurroundings()
    for ceiling in roofline.ceilings {
      guard case .memory(let name) = ceiling.kind, around.memories[name] == nil,
        let best = roofline.ceiling(ceiling.kind), best.estimate.value > 0
      else { continue }
      around.memories[name] = Bandwidth(best.estimate.value)
    }
    if let best = roofline.bestCompute(type: type), best.estimate.value > 0 {
      around.compute = (best.kind.name, Throughput(best.estimate.value))
    }
    guard catalog.boardNames.contains(roofline.board),
      let board = try? catalog.board(roofline.board)
    else { return around }
    add(board, to: &around)
    return around
  }

  private func add(_ board: BoardSpec, to around: inout BuildSurroundings) {
    for memory in board.memories {
      around.channels[memory.name] = memory.channels
      around.mostPorts[memory.name] = memory.maximumPorts
    }
    let budget = board.utilisation.budget(of: board.resources)
    around.budget = Dictionary(
      uniqueKeysWithValues: ResourceKind.allCases.map { ($0, budget[$0]) })
    if let model = clocks.flatMap({ BoardClockModel($0, board: board) }) {
      around.fastestClock = { figures in
        let use = figures.use.mapValues(Double.init)
        let estimate = model.estimate(
          ClockDemand(use: use, units: max(1, figures.units ?? 1), request: board.clock.maximum))
        return estimate.isKnown ? estimate.clock : nil
      }
    }
    if let probe {
      let bursts = BurstModel(board: board, probe: probe)
      around.burstRate = { bursts.rate($0) }
    }
  }

  /// What all units of a kernel take; empty when no report says so.
  static func use(of row: Measurement) -> [ResourceKind: Int] {
    let counts: [(ResourceKind, Int?)] = [
      (.lut, row.lut), (.ff, row.ff), (.dsp, row.dsp), (.bram, row.bram), (.uram, row.uram),
    ]
    return Dictionary(
      uniqueKeysWithValues: counts.compactMap { kind, count in count.map { (kind, $0) } })
  }
}
