/// What an xclbin says of itself, as far as it matters where it is to run.
package struct BuildFacts: Hashable, Sendable {
  /// How the build runs.
  package enum Mode: String, Hashable, Sendable {
    /// On a card.
    case hardware = "hw"
    /// On a simulation of the circuit.
    case hardwareEmulation = "hw_emu"
    /// As a program on the host.
    case softwareEmulation = "sw_emu"
  }

  /// The file, as the user named it.
  package let file: String
  /// The platform that it was built for, as `xilinx_u280_gen3x16_xdma_1_202211_1`.
  package let platform: String
  /// How it runs.
  package let mode: Mode
  /// How many compute units it has.
  package let computeUnits: Int

  /// Creates facts.
  package init(file: String, platform: String, mode: Mode, computeUnits: Int) {
    self.file = file
    self.platform = platform
    self.mode = mode
    self.computeUnits = computeUnits
  }
}

/// Whether a build suits the machine: the platform on a card, the mode, the scheduler.
struct BuildCheck<System: SystemProbe> {
  let system: System
  let build: BuildFacts

  /// So many compute units a scheduler in the card's firmware may run at once; more wait their turn
  /// (seen once as half the bandwidth of a board's HBM).
  static var scheduledUnits: Int { 16 }

  var findings: [Finding] { [mode, platform, scheduler].compactMap(\.self) }

  private var topic: String { "xclbin \(build.file)" }

  private var mode: Finding? {
    let wanted = system.environment["XCL_EMULATION_MODE"].flatMap { $0.isEmpty ? nil : $0 } ?? "hw"
    guard wanted != build.mode.rawValue, wanted != "noop" else { return nil }
    let advice =
      build.mode == .hardware
      ? "unset XCL_EMULATION_MODE to run it on a card"
      : "set XCL_EMULATION_MODE=\(build.mode.rawValue), or build it for hardware (make hw)"
    return Finding(
      topic, .problem,
      "built for \(build.mode.rawValue), and XCL_EMULATION_MODE asks for \(wanted)",
      advice: advice)
  }

  private var platform: Finding? {
    guard build.mode == .hardware else {
      return Finding(topic, .fine, "platform \(build.platform), \(build.mode.rawValue)")
    }
    let platforms = Card.all(system).filter(\.isForUsers).compactMap(\.platform)
    guard !platforms.isEmpty else {
      return Finding(topic, .note, "platform \(build.platform); no card here tells its own")
    }
    guard platforms.contains(where: { Self.isSame($0, build.platform) }) else {
      return Finding(
        topic, .problem,
        "built for platform \(build.platform), the card has \(platforms.joined(separator: ", "))",
        advice: "build again with make hw PLATFORM=\(platforms[0]), or program that platform")
    }
    return Finding(topic, .fine, "platform \(build.platform), as on the card")
  }

  /// Names in xclbins and on cards differ in punctuation only: `xilinx:u280:xdma:201920.3`.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one.filter { $0.isLetter || $0.isNumber } == other.filter { $0.isLetter || $0.isNumber }
  }

  private var scheduler: Finding? {
    guard build.computeUnits > Self.scheduledUnits else { return nil }
    return Finding(
      topic, .warning,
      "\(build.computeUnits) compute units; some schedulers run \(Self.scheduledUnits) at once",
      advice: """
        compare the time of all units with that of \(Self.scheduledUnits); if it jumps, put \
        ert=false below [Runtime] in xrt.ini, so that the host schedules
        """)
  }
}
