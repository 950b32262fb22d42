import KernelIR
import Quantities
import Specs
import Testing

@testable import Runners

@Suite("Page states")
struct PagePatternTests {
  private func pattern(_ state: PageState, _ memory: String) throws -> PagePattern {
    let board = try ShippedSpecs.board()
    let device = try #require(board.memory(named: memory)?.device)
    let dram = try #require(device.dram)
    return try #require(PagePattern(state, dram: dram, busBits: device.busBits))
  }

  /// DDR4: 17R-6C-2B-1C-2BG of 64 B; HBM2: 14R-1BG-2B-5C-1BG of 32 B.
  @Test(
    "Strides step through columns, banks or rows of the address map",
    arguments: [
      (PageState.hit, "ddr", 2048, 64, 8), (.closed, "ddr", 64, 4, 4),
      (.miss, "ddr", 1 << 17, 1 << 17, 8), (.hit, "hbm", 64, 32, 8), (.closed, "hbm", 2048, 8, 8),
      (.miss, "hbm", 1 << 14, 1 << 14, 8),
    ])
  func strides(state: PageState, memory: String, stride: Int, places: Int, count: Int) throws {
    let found = try pattern(state, memory)
    #expect(found.strideBytes == stride)
    #expect(found.workingSetBytes == stride * places)
    #expect(found.accesses == count)
  }

  private func job(_ values: [DesignKey: String]) throws -> (KernelJob, BoardSpec) {
    let kernel = try ShippedSpecs.kernel("pointer-chase")
    var builder = DesignBuilder(board: try ShippedSpecs.board(), kernel: kernel, values: values)
    return (try builder.job(), builder.board)
  }

  @Test("A page state decides stride, working set and number of accesses")
  func decided() throws {
    let (job, _) = try job([.page: "miss", .memory: "ddr"])
    #expect(!job.design.isRandom && job.design.hasAdapter)
    #expect(job.run.strideBeats == 2048 && job.run.beats == 8)
  }

  @Test("Without an adapter an idle closed bank answers tRCD after the hit at the port")
  func withoutAdapter() throws {
    let (job, board) = try job([.adapter: "none", .memory: "ddr"])
    #expect(!job.design.hasAdapter)
    let controller = try #require(board.memory(named: "ddr")).device.controller
    #expect(abs(controller.readLatency.value - (73.3e-9 + 17 / 1.2e9)) < 1e-15)
  }

  @Test(
    "What contradicts a page state or is not known is told",
    arguments: [
      [DesignKey.page: "hit", .stride: "128 B"], [.page: "hit", .pattern: "random"],
      [.page: "closed", .size: "1 KiB", .memory: "ddr"], [.page: "open"],
      [.pattern: "random", .stride: "128 B"], [.adapter: "some"],
    ])
  func mistakes(values: [DesignKey: String]) throws {
    #expect(throws: DesignMistakes.self) { _ = try job(values) }
  }

  @Test("A board whose memory nobody measured at its port refuses to go without an adapter")
  func unknownLatency() throws {
    let kernel = try ShippedSpecs.kernel("pointer-chase")
    var builder = DesignBuilder(
      board: try ShippedSpecs.board("u55c"), kernel: kernel, values: [.adapter: "none"])
    let error = #expect(throws: DesignMistakes.self) { _ = try builder.job() }
    #expect(error?.description.contains("port_latency") == true)
  }
}
