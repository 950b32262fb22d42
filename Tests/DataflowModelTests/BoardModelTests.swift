import DataflowModel
import KernelIR
import Quantities
import Specs
import TestSupport
import Testing

@Suite("Board model")
struct BoardModelTests {
  /// Published: Vitis_Accel_Examples, performance/axi_burst_performance, U200, one port of 512 bits
  /// at 300 MHz, 16 MiB; GB/s.
  private static let reads: [(burst: Int, outstanding: Int, published: Double)] = [
    (4, 4, 4.220), (16, 4, 14.078), (32, 4, 18.062), (4, 32, 18.063), (16, 32, 18.071),
    (32, 32, 18.062),
  ]
  private static let writes: [(burst: Int, outstanding: Int, published: Double)] = [
    (4, 4, 5.519), (16, 4, 12.664), (32, 4, 15.778), (4, 32, 9.599), (16, 32, 15.355),
    (32, 32, 16.276),
  ]

  @Test("Sequential reads of a U200 agree with published ones within 6 %", arguments: reads)
  func publishedReads(burst: Int, outstanding: Int, published: Double) throws {
    let found = try bandwidth("read", burst, outstanding) / 1e9
    #expect(abs(found / published - 1) < 0.06, "model \(found) GB/s, published \(published) GB/s")
  }

  @Test("Sequential writes of a U200 agree with published ones within 5 %", arguments: writes)
  func publishedWrites(burst: Int, outstanding: Int, published: Double) throws {
    let found = try bandwidth("write", burst, outstanding) / 1e9
    #expect(abs(found / published - 1) < 0.05, "model \(found) GB/s, published \(published) GB/s")
  }

  @Test(
    "Reads obey Little's law: never more than outstanding bytes per latency",
    arguments: [(1, 1), (1, 16), (4, 2), (16, 1), (64, 3)])
  func littlesLaw(burst: Int, outstanding: Int) throws {
    let board = try Shipped.catalog.board("u200")
    let latency = board.memories[0].device.controller.readLatency.value
    let found = try bandwidth("read", burst, outstanding)
    let limit = Double(burst * outstanding * 64) / latency
    #expect(found <= limit)
  }

  @Test(
    "No run beats the port or the channel",
    arguments: ["read", "write"], ["u50", "u55c", "u200", "u250", "u280"])
  func neverAboveLimits(operation: String, name: String) throws {
    let board = try Shipped.catalog.board(name)
    for memory in board.memories {
      for lanes in [1, 4, 16] {
        let probe = try Shipped.probe(operation, board: board, beats: 8192) {
          $0.memory = memory.name
          $0.lanes = lanes
        }
        let found = try probe.bandwidth()
        #expect(found <= Double(lanes * 4) * probe.design.clock.value)
        #expect(found <= memory.device.peakBandwidth.value)
      }
    }
  }

  @Test("Two units on one channel get half each, on two channels all of it")
  func sharing() throws {
    let board = try Shipped.catalog.board("u280")
    func found(units: Int, channels: Int) throws -> Double {
      try Shipped.probe("read", board: board, beats: 16_384) {
        $0.computeUnits = units
        $0.channels = channels
      }.bandwidth()
    }
    let alone = try found(units: 1, channels: 1)
    #expect(abs(try found(units: 2, channels: 2) - alone) < 1e-6 * alone)
    #expect(abs(try found(units: 2, channels: 1) / alone - 0.5) < 0.01)
  }

  @Test("The same run takes the same time twice")
  func determinism() throws {
    let board = try Shipped.catalog.board("u280")
    let probe = try Shipped.probe("read-write", board: board, beats: 4096) {
      $0.computeUnits = 3
      $0.channels = 2
    }
    #expect(try probe.bandwidth() == probe.bandwidth())
  }

  private func bandwidth(_ operation: String, _ burst: Int, _ outstanding: Int) throws -> Double {
    let board = try Shipped.catalog.board("u200")
    return try Shipped.probe(operation, board: board, beats: 32_768) {
      $0.burstBeats = burst
      $0.outstanding = outstanding
    }.bandwidth()
  }
}
