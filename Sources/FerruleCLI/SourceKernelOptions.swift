import ArgumentParser
import Foundation
import Quantities
import XRTDevice

/// What `ferrule xclbin make` has to know of a kernel that it did not generate.
struct SourceKernelOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The kernel's source, C or C++ for Vitis HLS.", valueName: "file"))
  var source: String?

  @Option(help: ArgumentHelp("The kernel's function.", valueName: "name"))
  var top: String?

  @Option(help: "Board name, or a path to a board file.")
  var board: String?

  @Option(
    help: ArgumentHelp(
      "v++'s connectivity file (nk, sp); without it one unit with everything in the first bank.",
      valueName: "file"))
  var config: String?

  @Option(
    name: [.customShort("I"), .long], parsing: .singleValue,
    help: ArgumentHelp(
      "Folder of headers, e.g. the vendor's; may be repeated.", valueName: "folder"))
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Further flags of the compiler, e.g. --cflags=-DWIDTH=16.", valueName: "flags"))
  var cflags: String?

  @Option(
    help: ArgumentHelp(
      "Kernel clock, e.g. \"300 MHz\"; default: the board's.", valueName: "frequency"))
  var clock: String?

  @Option(help: "Assumed cycles from one beat of a port to the next; default: 1.")
  var interval: Int?

  @Option(help: "Cycles of a run as a report states them; default: by the traffic alone.")
  var cycles: Int?

  /// What does not go together.
  func mistake(folder: String?) -> String? {
    let given = [
      ("--source", source != nil), ("--top", top != nil), ("--board", board != nil),
      ("--config", config != nil), ("--include", !include.isEmpty), ("--cflags", cflags != nil),
      ("--clock", clock != nil), ("--interval", interval != nil), ("--cycles", cycles != nil),
    ].filter(\.1).map(\.0)
    if folder != nil, !given.isEmpty {
      return
        "\(given.joined(separator: ", ")): a generated project says it itself; leave out either"
    }
    if folder == nil {
      let missing = [("--source", source == nil), ("--top", top == nil), ("--board", board == nil)]
        .filter(\.1).map(\.0)
      guard missing.isEmpty else {
        return given.isEmpty
          ? "name the folder of a generated project, or a kernel with --source, --top and --board"
          : "\(missing.joined(separator: ", ")): missing beside \(given.joined(separator: ", "))"
      }
    }
    if let interval, !(1...100_000).contains(interval) {
      return "--interval: found \(interval), expected 1 to 100000 cycles"
    }
    if let cycles, !(1...1_000_000_000_000).contains(cycles) {
      return "--cycles: found \(cycles), expected 1 to 1000000000000"
    }
    return nil
  }

  /// The kernel that is asked for.
  ///
  /// - Throws: ``CommandFailure`` for a clock that is none.
  func sourceKernel() throws -> SourceKernel {
    var kernel = SourceKernel(path: source ?? "", top: top ?? "")
    kernel.includes = include
    kernel.flags = (cflags ?? "").split(separator: " ").map(String.init)
    kernel.connectivity = config
    kernel.clock = try clock.map { text in
      do { return try Frequency(parsing: text) } catch {
        throw CommandFailure.usage("--clock: \(error)")
      }
    }
    kernel.initiationInterval = interval ?? 1
    kernel.cycles = cycles
    return kernel
  }

  /// Says what was read from the source.
  func describe(_ program: EmulationProgram) {
    for kernel in program.kernels {
      let arguments = kernel.arguments.map { argument -> String in
        guard let port = argument.port else { return "\(argument.name) \(argument.type)" }
        let bits = argument.portBits.map { ", \($0) bits" } ?? ""
        return "\(argument.name) \(argument.type) (\(port)\(bits))"
      }
      Diagnostics.note("\(kernel.name): \(arguments.joined(separator: ", "))")
    }
    Diagnostics.note(
      "assumed: \(program.clock), a beat of each port every \(interval ?? 1) cycle"
        + (interval ?? 1 == 1 ? "" : "s")
        + ", ports as wide as elements; --clock, --interval and --cycles say otherwise")
  }
}
