import Foundation
import KernelIR
import struct Measurements.Measurement
import Quantities
import Runners
import Specs
import Testing

@testable import HostRunner

@Suite(
  "Kernels of files on this machine",
  .enabled(if: CompilerForTests.isThere, "no cc, clang or gcc in PATH"), .serialized)
struct HostKernelTests {
  private let timing = HostTiming(minimum: 0.0005, repetitions: 1, timeout: 60)

  /// A small job of a kernel.
  private func job(
    _ name: String, _ operation: String, _ type: ElementType
  ) throws -> (KernelJob, RunJob) {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let catalog = try SpecCatalog.standard(
      boards: "\(package)/Boards", kernels: "\(package)/Kernels")
    let board = try catalog.board("u280")
    let spec = try catalog.kernel(name)
    var values: [DesignKey: String] = [.operation: operation, .type: type.rawValue]
    if name == "roofline" { values[.chain] = "6" }
    var builder = DesignBuilder(board: board, kernel: spec, values: values)
    var job = try builder.job()
    if let small = spec.shape(of: job.design)?.reducedRuns.first { job.run = small }
    if [.elementwise, .roofline].contains(spec.structure) {
      job.run.beats = 3 * job.design.tileBeats
    }
    return (job, RunJob(work: .kernel(job), board: board, repetitions: 1))
  }

  private func rows(
    _ tools: CompilerForTests, _ job: (KernelJob, RunJob),
    change: (inout HostProgram) -> Void = { _ in }
  ) throws -> [Measurement] {
    let maker = HostKernelJob(machine: tools.machine, tool: "cc")
    var point = try maker.point(job.0, job.1, number: 0, folder: tools.folder)
    change(&point.program)
    return try tools.rows(of: [point], timing)
  }

  @Test(
    "Results are right where products and sums are fused, and kernels that change their inputs, too",
    arguments: [
      ("stream", "triad", ElementType.f32), ("stream", "add", .i8), ("roofline", "fma", .f64),
      ("roofline", "mul", .i16), ("dot", "dot", .f32), ("lu", "inner", .f64),
      ("random-access", "update", .i64), ("spmv", "multiply", .f64), ("lbm", "d2q9", .f32),
    ])
  func right(kernel: String, operation: String, type: ElementType) throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let rows = try rows(tools, job(kernel, operation, type))
    #expect(rows.map(\.message) == [""] || rows.map(\.message) == ["between two memories"])
    #expect(rows.map(\.resultCheck) == [.passed])
  }

  @Test("A row says what was measured: this machine, by its clock, and nothing of a board")
  func row() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let row = try #require(try rows(tools, job("stream", "copy", .f32)).first)
    #expect(row.board == "host" && row.runner == "host" && row.dialect == "host")
    #expect(row.evidence == .measured && row.timeSource == .hostClock)
    #expect(row.clock == nil && row.channels == nil && row.portBits == nil)
    let bytes = try #require(row.bytesRead)
    #expect(bytes > 0 && bytes % 4 == 0 && row.bytesWritten == bytes)
  }

  @Test("A kernel that computes something else is noticed")
  func wrong() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let rows = try rows(tools, job("stream", "scale", .f32)) {
      $0.source = $0.source.replacing("s * c", with: "s * c * 1.001f")
        .replacing("c * s", with: "c * s * 1.001f")
    }
    #expect(rows.map(\.resultCheck) == [.failed])
  }

  @Test("What is no kernel of a processor is refused")
  func refusals() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let maker = HostKernelJob(machine: tools.machine, tool: "cc")
    let job = try job("onchip", "read", .i64)
    let error = #expect(throws: DesignError.self) {
      _ = try maker.point(job.0, job.1, number: 0, folder: tools.folder)
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains("measures the caches"))
    var small = HostMachine(.machine)
    small.availableMemory = .kibibytes(1)
    let little = try self.job("stream", "copy", .f32)
    let full = #expect(throws: DesignError.self) {
      _ = try HostKernelJob(machine: small, tool: "cc")
        .point(little.0, little.1, number: 0, folder: tools.folder)
    }
    #expect("\(full.map(String.init(describing:)) ?? "")".contains("use a smaller problem"))
  }
}
