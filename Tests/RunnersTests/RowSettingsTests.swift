import KernelIR
import Measurements
import Specs
import Testing

@testable import Runners

@Suite("Settings that rows name in their message")
struct RowSettingsTests {
  private func message(_ kernelName: String, _ change: (inout KernelJob) -> Void) throws -> String {
    let board = try ShippedSpecs.board()
    let kernel = try ShippedSpecs.kernel(kernelName)
    let design = DesignPoint(board: board, kernel: kernel, memory: board.memories[0])
    var job = KernelJob(kernel: kernel, design: design, run: RunArguments(beats: 4096))
    change(&job)
    return Measurement(job: job, board: board).message
  }

  @Test("What a tile has by itself is not named; another length and storage are")
  func named() throws {
    #expect(try message("stream") { _ in }.isEmpty)
    #expect(try message("stream") { $0.design.tileBeats = 1024 } == "tile_beats=1024")
    let build = try message("roofline") {
      $0.design.chain = 8
      $0.run.tap = 1
      $0.design.tileBeats = 4096
      $0.design.storage = .uram
    }
    #expect(build == "tap 2 of a build with a chain of 8; tile_beats=4096; storage=uram")
    #expect(try message("onchip") { $0.design.storage = .uram }.isEmpty)
  }

  @Test("A message gives its settings back, whatever else it says")
  func readBack() {
    let settings = RowSettings(
      message: "tap 2 of a build with a chain of 8; tile_beats=4096 ;storage=uram; see the log")
    #expect(settings.builtChain == 8)
    #expect(settings.values == [.tileBeats: "4096", .storage: "uram"])
    #expect(settings.message(tap: 2).hasPrefix("tap 2 of a build with a chain of 8; tile_beats="))
  }

  @Test(
    "Other texts name no settings",
    arguments: ["", ";;", "result differs from the reference: out[3] = 4", "clock=3", "tap 2 of"])
  func nothing(text: String) {
    #expect(RowSettings(message: text) == RowSettings())
  }
}
