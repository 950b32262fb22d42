import Foundation
import TestSupport
import Testing

@testable import DataflowModel

@Suite("States decide what follows")
struct BlockDeterminismTests {
  /// Groups of 5 seeds: 10 graphs, or 500 where EXHAUSTIVE_TESTS is set (use a release build).
  private static let groups =
    ProcessInfo.processInfo.environment["EXHAUSTIVE_TESTS"] == nil ? 0..<2 : 0..<100

  @Test("Blocks from equal states with equal accesses ahead end alike", arguments: groups)
  func equalBlocks(group: Int) throws {
    for seed in (group * 5)..<(group * 5 + 5) {
      var random = SeededGenerator(seed: UInt64(seed) &+ 1_000_000)
      let graph = RandomGraph.longGraph(&random)
      let plan = RunPlan(graph)
      guard plan.canRepeat else { continue }
      if let difference = try firstDifference(graph, plan) {
        Issue.record("seed \(seed): \(difference)")
      }
    }
  }

  /// Runs every block and compares it with those that began alike.
  private func firstDifference(_ graph: DataflowGraph, _ plan: RunPlan) throws -> String? {
    var engine = DataflowEngine(graph)
    var known: [[Int]: [(distances: [Int], time: Int, begun: [Int], end: [Int])]] = [:]
    var frame = RunFrame(channels: graph.channels.count)
    var position = engine.position()
    frame.look(from: position, plan)
    var words = engine.words(rows: frame.rows)
    for number in 0..<20_000 {
      let start = position.time
      let distances = position.refreshes.map { plan.distance(to: $0, from: start) }
      let key = words + [Int.min] + frame.window
      engine.allow(plan.limits)
      guard try engine.runBlock() else { return nil }
      position = engine.position()
      frame.look(from: position, plan)
      words = engine.words(rows: frame.rows)
      let time = position.time - start
      for other in known[key] ?? [] {
        let longest = max(time, other.time)
        let isAlike = zip(distances, other.distances).allSatisfy {
          $0 == $1 || $0 > longest && $1 > longest
        }
        guard isAlike else { continue }
        if other.time != time || other.begun != engine.burstsBegun || other.end != words {
          let places = zip(words, other.end).enumerated().filter { $1.0 != $1.1 }
          return "block \(number): time \(other.time) \(time), bursts \(other.begun) "
            + "\(engine.burstsBegun), words \(words.count) \(other.end.count) "
            + "\(places.prefix(5)) distances \(distances) \(other.distances)"
        }
      }
      known[key, default: []].append((distances, time, engine.burstsBegun, words))
    }
    return nil
  }
}
