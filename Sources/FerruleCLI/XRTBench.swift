import Foundation
import HLSGenerator
import KernelIR
import Runners
import Specs
import SystemCheck
import XRTDevice
import XRTRunner
import Xclbin

/// `bench --runner xrt`: finds XRT, decides what runs on which build, and makes the runner.
struct XRTBench {
  let command: Bench
  let catalog: SpecCatalog

  private var options: XRTOptions { command.xrt }
  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// How a user without a card goes on.
  private static let withoutCard =
    "without a card: XCL_EMULATION_MODE=sw_emu ferrule bench BOARD --runner xrt"

  /// The plan and the runner.
  ///
  /// - Throws: ``CommandFailure``: 69 without XRT or a card, 64 for what does not fit together.
  func prepared() throws -> (BenchPlan, any KernelRunner) {
    let board = try command.filling.limits.applied(to: catalog.board(command.board))
    guard !board.isIntel else {
      throw CommandFailure.usage(
        "--runner xrt: XRT drives AMD devices; the part of \(board.name), \(board.part), is one of "
          + "Intel's; use --runner opencl")
    }
    let device = try options.chosenDevice()
    let found = try installation()
    var sees = XRTEnvironment(library: found.library, variables: environment)
    let root = sees.needsRoot ? try XRTRoot(library: found.library) : nil
    if let root { sees = sees.with(["XILINX_XRT": root.folder]) }
    let settings = XRTBoardRunner.Settings(
      environment: sees, device: device, executable: Self.executable,
      warmup: command.warmup ?? 1, timeout: options.timeout ?? XRTOptions.usualTimeout,
      powerTool: powerTool(sees, device), root: root)
    let jobs = XRTJobs(
      command: command, board: board, catalog: catalog, isEmulation: sees.emulationMode != nil)
    let source: any XRTBuildSource
    let planned: XRTJobs.Planned
    if let path = options.xclbin {
      try checkShim(sees)
      let file = try XclbinFile(contentsOf: path)
      let contents = try XclbinContents(file)
      let record = try BuiltDesign.record(of: file, path: path, folder: options.design)
      planned = try jobs.jobs(on: contents, path: path, record: record)
      source = FileBuildSource(
        XRTBuild(contents, path: path), mode: sees.emulationMode,
        environment: try emulation(contents, sees, found, board))
    } else {
      try checkEmulation(sees, settings)
      planned = try jobs.emulated()
      source = EmulatedBuildSource(
        .init(device: emulatedDevice(board), library: found.library, version: found.version))
    }
    note(sees, settings)
    let runner = XRTBoardRunner(settings: settings, source: source, anchor: planned.anchor)
    return (planned.plan, runner)
  }

  private func note(_ sees: XRTEnvironment, _ settings: XRTBoardRunner.Settings) {
    if let mode = sees.emulationMode {
      Diagnostics.note("emulation (\(mode)): rows are evidence=emulated")
    }
    Diagnostics.note(
      "a step that takes longer than \(settings.timeout.formatted(.number.grouping(.never))) s is given up "
        + "(--timeout)")
  }

  // MARK: XRT

  private func installation() throws -> XRTInstallation {
    if let found = XRTInstallation(LocalSystem(), named: options.xrt) { return found }
    let folders = XRTInstallation.folders(LocalSystem(), named: options.xrt).joined(separator: ", ")
    throw CommandFailure(
      "--runner xrt: no \(XRTInstallation.libraryName) in \(folders); install the vendor's XRT for a "
        + "card, or apt-get install libxrt1 for emulation, or name its folder with --xrt",
      .unavailable)
  }

  /// Only software emulation makes its own builds.
  private func checkEmulation(
    _ sees: XRTEnvironment, _ settings: XRTBoardRunner.Settings
  ) throws {
    switch sees.emulationMode {
    case "sw_emu"?: return
    case let mode?:
      throw CommandFailure.usage(
        "--runner xrt: XCL_EMULATION_MODE=\(mode) needs --xclbin with a build for it")
    case nil: break
    }
    if let reason = sees.missingShim ?? XRTProbe.failure(settings) {
      throw CommandFailure(
        "--runner xrt: \(sees.library) is there, but opens no device: \(reason). "
          + "For a card, ferrule doctor says what is missing; \(Self.withoutCard)", .unavailable)
    }
    throw CommandFailure.usage(
      "--runner xrt: --xclbin is missing; ferrule generate \(command.board) --kernel roofline -o build, "
        + "make -C build hw, then --xclbin build/roofline.xclbin; \(Self.withoutCard)")
  }

  private func checkShim(_ sees: XRTEnvironment) throws {
    guard let reason = sees.missingShim else { return }
    throw CommandFailure("--runner xrt: \(reason)", .unavailable)
  }

  // MARK: Emulation

  private static var executable: String {
    guard let end = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
    defer { free(end) }
    return String(cString: end)
  }

  private func emulatedDevice(_ board: BoardSpec) -> EmulationEnvironment.Device {
    EmulationEnvironment.Device(
      program: Self.executable, board: command.board, boards: command.catalog.boardOptions.boards,
      kernels: command.catalog.kernels)
  }

  /// What a build for software emulation needs, unless the vendor's tools are set up for it.
  private func emulation(
    _ contents: XclbinContents, _ sees: XRTEnvironment, _ found: XRTInstallation, _ board: BoardSpec
  ) throws -> EmulationEnvironment? {
    guard sees.emulationMode == "sw_emu", contents.mode == .softwareEmulation,
      environment["XILINX_VITIS"] == nil
    else { return nil }
    return try EmulationEnvironment(
      contents, device: emulatedDevice(board), library: found.library, version: found.version)
  }

  /// The vendor's tool, where there is a card whose address is known.
  private func powerTool(_ sees: XRTEnvironment, _ device: DeviceChoice) -> PowerTool? {
    guard sees.emulationMode == nil, let address = address(of: device) else { return nil }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let places = ["\(sees.variables["XILINX_XRT"] ?? "")/bin"] + folders
    return places.flatMap { ["\($0)/xbutil", "\($0)/xrt-smi"] }
      .first(where: FileManager.default.isExecutableFile)
      .map { PowerTool(path: $0, address: address) }
  }

  /// XRT numbers the functions for users that are ready, in the order of their addresses.
  private func address(of device: DeviceChoice) -> String? {
    switch device {
    case .bdf(let address): return address
    case .index(let number):
      let cards = Card.all(LocalSystem()).filter { $0.isForUsers && $0.isReady != false }
        .map(\.address).sorted()
      return cards.indices.contains(Int(number)) ? cards[Int(number)] : nil
    }
  }
}
