import DRAMTiming
import Specs

/// Traffic that always finds the controller's queues full: the controller alone, without kernel and
/// port.
struct ControllerCase {
  private static let requests = 2_000_000

  /// One case per kind of memory.
  static func all(_ target: BenchmarkTarget, _ repetition: Repetition) -> [BenchmarkCase] {
    BenchmarkTarget.Memory.allCases.map { memory in
      BenchmarkCase(
        name: "\(memory.rawValue)-controller",
        summary: "2 M sequential, random and mixed requests on \(memory.title), controller alone"
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
    return try ControllerTraffic.allCases.map { traffic in
      let places = traffic.places(requests, below: idle.mapping.transactions)
      let times = try repetition.times {
        guard traffic.serve(places, by: idle) == places.count else {
          throw BenchmarkError("the controller did not serve every request")
        }
      }
      return BenchmarkFigure(
        label: "\(memory.rawValue) \(traffic.rawValue), controller", unit: .rate,
        samples: times.map { Double(requests) / $0 }, goal: 10e6,
        peers: traffic == .random ? peers(memory) : [])
    }
  }

  private static func peers(_ memory: BenchmarkTarget.Memory) -> [PeerFigure] {
    memory == .ddr4 ? PeerFigure.randomDDR4 : PeerFigure.randomHBM2
  }
}
