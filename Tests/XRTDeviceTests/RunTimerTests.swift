import HLSGenerator
import KernelIR
import Runners
import Specs
import Testing

@testable import XRTDevice

@Suite("The time of a run, from its registers")
struct RunTimerTests {
  /// Every kernel that is shipped.
  static let kernels = (try? SpecCatalog.standard(boards: nil, kernels: nil))?.kernelNames ?? []

  @Test("The sizes of a run are found again in its registers", arguments: kernels)
  func sizes(name: String) throws {
    let catalog = try SpecCatalog.standard(boards: nil, kernels: nil)
    let board = try catalog.board("u280")
    var builder = DesignBuilder(board: board, kernel: try catalog.kernel(name), values: [:])
    let job = try builder.job()
    let generated = try GeneratedDesign(
      kernel: job.kernel, board: board, design: job.design, command: "test")
    let files = try VitisDialect(headers: SimulationHeaders.load()).files(for: generated)
    let manifest = try #require(files.first { $0.path == "manifest.json" })
    let point = try GeneratedPoint(
      manifest: manifest.contents, board: board, catalog: catalog)
    #expect(point.program == generated.program)
    let all = job.run.sizes(tileBeats: job.design.tileBeats)
    let registers = all.filter { point.program.sizes.contains($0.key) }
    let run = point.run(registers)
    try point.lowering.check(run)
    #expect(
      run.sizes(tileBeats: point.point.tileBeats).filter { registers.keys.contains($0.key) }
        == registers)
  }
}
