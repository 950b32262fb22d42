import DRAMTiming
import KernelIR
import Specs

/// Random reads that always find the controller's queue full: the controller alone, without kernel
/// and port.
struct ControllerCase {
  private static let requests = 2_000_000

  /// One case per kind of memory.
  static func all(_ target: BenchmarkTarget, _ repetition: Repetition) -> [BenchmarkCase] {
    BenchmarkTarget.Memory.allCases.map { memory in
      BenchmarkCase(
        name: "\(memory.rawValue)-controller",
        summary: "2 M random reads on \(memory.title), controller alone"
      ) { try measure(memory, target, repetition) }
    }
  }

  private static func measure(
    _ memory: BenchmarkTarget.Memory, _ target: BenchmarkTarget, _ repetition: Repetition
  ) throws -> [BenchmarkFigure] {
    guard let spec = try target.memory(memory).device.dram else {
      throw BenchmarkError("the file of \(memory.title) has no dram block")
    }
    let idle = ChannelController(spec: spec)
    let transactions = UInt32(clamping: idle.mapping.transactions)
    let places = (0..<UInt32(requests)).map { Int(IndexExpression.scramble($0) % transactions) }
    let times = try repetition.times {
      guard serve(places, by: idle) == places.count else {
        throw BenchmarkError("the controller did not serve every request")
      }
    }
    return [
      BenchmarkFigure(
        label: "\(memory.rawValue) random requests, controller", unit: .rate,
        samples: times.map { Double(requests) / $0 }, goal: 10e6,
        peers: memory == .ddr4 ? PeerFigure.randomDDR4 : PeerFigure.randomHBM2)
    ]
  }

  /// - Returns: Reads that were served.
  private static func serve(_ places: [Int], by idle: ChannelController) -> Int {
    var controller = idle
    var issued = 0
    var served = 0
    var cycle = 0
    while true {
      while issued < places.count, controller.hasRoom(isWrite: false) {
        controller.enqueue(
          transaction: places[issued], isWrite: false, tag: issued, at: cycle)
        issued += 1
      }
      cycle = controller.nextCycle
      guard cycle != Int.max else { return served }
      if controller.step() != nil { served += 1 }
    }
  }
}
