import ArgumentParser
import Foundation
import Specs
import SystemCheck
import XRTDevice
import Xclbin

/// `ferrule emulate BOARD --xclbin F -- HOST ARGS…`: any XRT host program on a modelled board.
struct Emulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run any XRT host program, unchanged, on a modelled board.",
    discussion: """
      Sets up XRT's software emulation with a device process of Ferrule, runs the program in it, and \
      says on stderr where the time went by the board's model. Kernels compute on real buffers; times \
      are modelled. Ends as the program ends; with 2 when the program ended well but made mistakes that \
      a board would not forgive, 64 for an xclbin of another board, 69 without XRT's library.
      """)

  @Argument(help: "Board name, or a path to a board file.")
  var board: String

  @Option(help: ArgumentHelp("The xclbin for emulation (ferrule xclbin make).", valueName: "file"))
  var xclbin: String

  @Option(help: ArgumentHelp("Keep the records of the device in a file.", valueName: "file"))
  var report: String?

  @Option(help: "Folder of XRT, or its lib folder; default: the usual places.")
  var xrt: String?

  @Argument(parsing: .postTerminator, help: "The host program and its arguments, after --.")
  var program: [String]

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var data: CatalogOptions

  func validate() throws {
    if program.isEmpty { throw ValidationError("give the host program after --") }
  }

  func run() throws {
    let spec = try data.catalog().board(board)
    let contents = try XclbinContents(contentsOf: xclbin)
    try check(contents, spec)
    let installation = try installation()
    let device = EmulationEnvironment.Device(
      program: "/proc/self/exe".resolvedLink, board: spec.name, boards: data.boardOptions.boards,
      kernels: data.kernels)
    let environment = try EmulationEnvironment(
      contents, device: device, library: installation.library, version: installation.version)
    defer { environment.remove() }
    let own = ProcessInfo.processInfo.environment
    let host = HostProgram(program, environment: own.merging(environment.variables) { $1 })
    let end = host.run { DeviceReport.isAbandoned(path: environment.report) }
    let records = DeviceReport(path: environment.report, waiting: 5)
    if let report, records != nil {
      try Data(contentsOf: URL(fileURLWithPath: environment.report))
        .write(to: URL(fileURLWithPath: report))
    }
    let summary = EmulationSummary(records)
    Diagnostics.write(summary.text(board: spec.name, options: display.textPlot()))
    try judge(end, summary)
  }

  /// - Throws: ``CommandFailure`` (64) for an xclbin that is not for emulation, or of another board.
  private func check(_ contents: XclbinContents, _ board: BoardSpec) throws {
    guard contents.mode == .softwareEmulation else {
      throw CommandFailure.usage(
        "\(xclbin): found a build for \(contents.mode), expected one for sw_emu; make one with "
          + "ferrule xclbin make")
    }
    guard board.platforms.contains(contents.platform) || contents.platform == board.name else {
      throw CommandFailure.usage(
        "\(xclbin): built for platform \(contents.platform), which is none of \(board.name) "
          + "(\(board.platforms.joined(separator: ", "))); name its board or make it again")
    }
  }

  private func installation() throws -> XRTInstallation {
    guard let found = XRTInstallation(LocalSystem(), named: xrt) else {
      let folders = XRTInstallation.folders(LocalSystem(), named: xrt).joined(separator: ", ")
      throw CommandFailure(
        "no \(XRTInstallation.libraryName) in \(folders); apt-get install libxrt1, or name its "
          + "folder with --xrt", .unavailable)
    }
    let folder = (found.library as NSString).deletingLastPathComponent
    for name in ["libxrt_core.so.2", "libxrt_swemu.so.2"]
    where !FileManager.default.fileExists(atPath: "\(folder)/\(name)") {
      throw CommandFailure(
        "\(folder) has no \(name), which emulation needs; apt-get install libxrt1, or name another "
          + "folder with --xrt", .unavailable)
    }
    return found
  }

  private func judge(_ end: HostProgram.End, _ summary: EmulationSummary) throws {
    switch end {
    case .notStarted(let reason):
      throw CommandFailure.usage("\(program[0]) cannot be started: \(reason)")
    case .killed(let signal):
      let device = summary.isComplete ? "" : "; the device process did not end as it should"
      throw CommandFailure("\(program[0]) was ended by signal \(signal)\(device)", .failed)
    case .exited(0):
      guard summary.errors.isEmpty else {
        throw CommandFailure("\(summary.errors.count) mistakes, see above", .checkFailed)
      }
    case .exited(let status): throw ExitCode(status)
    }
  }
}

extension String {
  /// Where a link leads; itself when it is none.
  fileprivate var resolvedLink: String {
    guard let end = realpath(self, nil) else { return self }
    defer { free(end) }
    return String(cString: end)
  }
}
