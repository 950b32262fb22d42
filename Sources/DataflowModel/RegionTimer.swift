import KernelIR
import Quantities
import Specs

/// Times one region for one group of compute units.
struct RegionTimer {
  let program: KernelProgram
  let design: DesignPoint
  let memory: BoardMemory
  let group: UnitGroup
  let names: [String: UInt32]
  /// What it took so far.
  private(set) var effort = ModelEffort()

  init(
    program: KernelProgram, design: DesignPoint, memory: BoardMemory, group: UnitGroup,
    names: [String: UInt32]
  ) {
    self.program = program
    self.design = design
    self.memory = memory
    self.group = group
    self.names = names
  }

  /// The cycles of a region by what they were spent on.
  mutating func time(_ region: Region) throws -> StallBreakdown {
    switch region {
    case .dataflow(let processes):
      return try time(graph(processes, names, isMixed: group.isMixed(program)))
    case .sequence(let loop, let processes):
      var turn = StallBreakdown()
      for process in processes {
        var counters = names
        counters[loop.counter] = 0
        turn += try time(graph([process], counters, isMixed: false))
        turn += StallBreakdown(.launch, cycles: epilogueCycles(process))
      }
      return turn * Int(loop.count.value(names))
    }
  }

  /// The graphs that are run for a region.
  func graphs(_ region: Region) -> [DataflowGraph] {
    switch region {
    case .dataflow(let processes):
      return [graph(processes, names, isMixed: group.isMixed(program))]
    case .sequence(let loop, let processes):
      var counters = names
      counters[loop.counter] = 0
      return processes.map { graph([$0], counters, isMixed: false) }
    }
  }

  private mutating func time(_ graph: DataflowGraph) throws -> StallBreakdown {
    var run = BlockRun(graph)
    _ = try run.run()
    effort.add(run.effort)
    return run.breakdown
  }

  private func graph(
    _ processes: [Process], _ names: [String: UInt32], isMixed: Bool
  ) -> DataflowGraph {
    let front = MemoryFront(memory: memory.device, clock: design.clock, isMixed: isMixed)
    var graph = DataflowGraph(
      channels: Array(repeating: front.channel, count: group.channels), ratio: front.ratio,
      timing: front.timing, channelBytes: memory.device.capacity.value,
      transactionBytes: front.transactionBytes)
    for unit in group.channelsOfPort {
      graph.add(processes, of: program, names: names, channelsOfPort: unit)
    }
    return graph
  }

  /// A single beat after the loop: through the pipeline, to memory, and its response.
  private func epilogueCycles(_ process: Process) -> Int {
    guard !process.epilogue.isEmpty else { return 0 }
    let front = MemoryFront(memory: memory.device, clock: design.clock, isMixed: false)
    let way = front.timing.requestLatency + front.timing.responseLatency
    return process.depth + 1 + front.timing.writeBuffers + way
  }
}
