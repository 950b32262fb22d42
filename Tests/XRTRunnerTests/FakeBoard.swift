import Foundation
import KernelIR
import Measurements
import struct Measurements.Measurement
import Quantities
import Runners
import Specs

@testable import XRTRunner

/// A runner on the stand-in for XRT that the package builds: no card, no XRT.
enum FakeBoard {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var catalog: SpecCatalog {
    SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }

  /// Where products of the package are.
  private static let folders: [URL] = {
    let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
    return [program.deletingLastPathComponent()]
      + Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent() }
      + ["debug", "release"].map { URL(fileURLWithPath: "\(package)/.build/\($0)") }
  }()

  private static func product(_ name: String) -> String? {
    folders.map { $0.appendingPathComponent(name).path }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  static let worker = product("xrt-test-worker")
  static let library = product("libFakeXRT.so") ?? product("libFakeXRT.dylib")
  static let isBuilt = worker != nil && library != nil

  /// A folder with `lib` in which library and shim are the stand-in.
  static func root() throws -> URL {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-fake-\(UUID().uuidString)")
    let lib = root.appendingPathComponent("lib")
    try FileManager.default.createDirectory(at: lib, withIntermediateDirectories: true)
    for name in ["libxrt_coreutil.so.2", "libxrt_core.so.2"] {
      try FileManager.default.createSymbolicLink(
        atPath: lib.appendingPathComponent(name).path, withDestinationPath: library ?? "")
    }
    try Data("xclbin".utf8).write(to: root.appendingPathComponent("fake.xclbin"))
    return root
  }

  /// Runs a job on the stand-in, which does what `actions` say; see its source.
  static func rows(
    _ job: RunJob, _ actions: String = "", timeout: Double = 20, warmup: Int = 0,
    change: (inout XRTBuild) -> Void = { _ in }
  ) async throws -> [Measurement] {
    let root = try root()
    defer { try? FileManager.default.removeItem(at: root) }
    guard case .kernel(let kernel) = anchor(of: job) else { return [] }
    var build = try build(kernel, board: job.board, path: "\(root.path)/fake.xclbin")
    change(&build)
    let buffers = build.kernels[0].arguments.count(where: \.isBuffer)
    let environment = XRTEnvironment(
      library: "\(root.path)/lib/libxrt_coreutil.so.2",
      variables: [
        "XILINX_XRT": root.path, "FAKE_XRT": actions, "FAKE_XRT_BUFFERS": "\(buffers)",
        "PATH": "/usr/bin:/bin",
      ])
    let runner = XRTBoardRunner(
      settings: .init(
        environment: environment, device: .index(0), executable: worker ?? "", warmup: warmup,
        timeout: timeout),
      source: FileBuildSource(build, mode: nil), anchor: kernel)
    return try await runner.run(job)
  }

  private static func anchor(of job: RunJob) -> RunJob.Work {
    if case .kernel = job.work { return job.work }
    return (try? roofline())?.work ?? job.work
  }

  /// What the xclbin of a design would say.
  static func build(_ job: KernelJob, board: BoardSpec, path: String) throws -> XRTBuild {
    let program = try KernelLowering(kernel: job.kernel, board: board, design: job.design).program()
    let names =
      program.arrays.map { ($0.name, "void*", 8, true) }
      + program.sizes.map { ($0, "uint", 4, false) }
      + program.scalars.map { ($0.name, "float", 4, false) }
    let arguments = names.enumerated().map { index, one in
      XRTBuild.Argument(
        index: index, name: one.0, type: one.1, bytes: one.2, isBuffer: one.3,
        portBits: one.3 ? job.design.portBits : nil)
    }
    let ranges = ChannelAssignment(design: job.design, program: program).ranges
    let units = ranges.enumerated().map { unit, ports in
      XRTBuild.Unit(
        name: "\(program.name)_\(unit + 1)",
        banks: Dictionary(
          uniqueKeysWithValues: ports.enumerated().map { port, channels in
            (port, channels.map { XRTBuild.Bank(tag: "HBM[\($0)]", bytes: 256 << 20) })
          }))
    }
    return XRTBuild(
      path: path, mode: "hw", platform: board.platforms.first,
      kernels: [.init(name: program.name, arguments: arguments, units: units)],
      clock: .megahertz(287))
  }

  /// A job on the U280.
  static func job(
    _ kernel: String, _ values: [DesignKey: String], repetitions: Int = 2
  ) throws -> RunJob {
    let board = try catalog.board("u280")
    var builder = DesignBuilder(board: board, kernel: try catalog.kernel(kernel), values: values)
    return RunJob(work: .kernel(try builder.job()), board: board, repetitions: repetitions)
  }

  static func roofline(repetitions: Int = 2) throws -> RunJob {
    try job(
      "roofline",
      [.chain: "4", .lanes: "4", .computeUnits: "2", .size: "8KiB", .passes: "3"],
      repetitions: repetitions)
  }
}
