import DRAMTiming
import Specs

/// Traffic that always finds the queues full, and what came of it.
struct SaturatedRun {
  struct Access {
    var transaction: Int
    var isWrite = false
  }

  let spec: DRAMSpec
  let use: DataBusUse
  /// Cycles until the last data.
  let cycles: Int

  init(_ spec: DRAMSpec, count: Int, _ access: (Int) -> Access) {
    var controller = ChannelController(spec: spec)
    var issued = 0
    var end = 0
    var cycle = 0
    while issued < count || controller.nextCycle != Int.max {
      while issued < count {
        let next = access(issued)
        guard controller.hasRoom(isWrite: next.isWrite) else { break }
        controller.enqueue(
          transaction: next.transaction % controller.mapping.transactions, isWrite: next.isWrite,
          tag: issued, at: cycle)
        issued += 1
      }
      cycle = controller.nextCycle
      if let completion = controller.step() { end = completion.dataEnd }
    }
    self.spec = spec
    use = controller.use
    cycles = end
  }

  /// Share of the cycles in which data moved.
  var efficiency: Double { Double(use.busy) / Double(cycles) }
  /// The most that refreshes leave.
  var ceiling: Double {
    1 - Double(spec.timings.refresh.nRFC) / Double(spec.timings.refresh.nREFI)
  }
}
