import DRAMTiming
import Specs

/// A controller that has been fed a stream up to its last transaction, with some still waiting.
struct LoadedController {
  private(set) var controller: ChannelController
  /// The first cycle that has not been stepped.
  private(set) var cycle = 0

  init(_ spec: DRAMSpec, _ stream: TrafficStream) {
    controller = ChannelController(spec: spec)
    var arrival = 0
    for (tag, item) in stream.items.enumerated() {
      while !controller.hasRoom(isWrite: item.isWrite) {
        cycle = max(cycle, controller.nextCycle + 1)
        _ = controller.step()
      }
      cycle = max(cycle, item.cycle)
      while controller.nextCycle < cycle { _ = controller.step() }
      arrival = max(arrival, cycle + item.lead)
      controller.enqueue(
        transaction: item.transaction, isWrite: item.isWrite, tag: tag, at: arrival)
    }
  }
}

extension ChannelController {
  /// The words of the state alone.
  mutating func words(at cycle: Int, row: Int) -> [Int] {
    var words: [Int] = []
    appendState(to: &words, at: cycle, row: row)
    return words
  }

  /// Serves all that waits.
  mutating func finish() -> [Completion] {
    var completions: [Completion] = []
    while nextCycle != Int.max {
      if let completion = step() { completions.append(completion) }
    }
    return completions
  }
}
