import KernelIR
import Quantities
import Runners
import Specs

/// Whether a build is what a job asks for.
struct BuildCheck {
  let build: XRTBuild
  let board: BoardSpec
  /// The emulation mode of this run; `nil` is hardware.
  let mode: String?

  /// Why nothing can be run from this file here: of another mode or board.
  var fileReasons: [String] {
    var reasons: [String] = []
    let wanted = mode ?? "hw"
    // Emulation without a device takes what it gets.
    if build.mode != wanted, wanted != "noop" {
      reasons.append(
        "\(build.path) is built for \(build.mode), but "
          + (mode.map { "XCL_EMULATION_MODE is \($0)" } ?? "XCL_EMULATION_MODE is not set")
          + (build.mode == "hw" ? "; unset it" : "; set it to \(build.mode), or name another file"))
    }
    if let platform = build.platform, !Self.matches(platform, board) {
      reasons.append(
        "\(build.path) is linked for the platform \(platform), which is not one of \(board.name): "
          + board.platforms.joined(separator: ", "))
    }
    return reasons
  }

  /// Platforms are versioned faster than board files: one that names the board will do.
  private static func matches(_ platform: String, _ board: BoardSpec) -> Bool {
    func plain(_ text: String) -> String {
      String(text.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
    let found = plain(platform)
    return board.platforms.contains { plain($0) == found }
      || found.split(separator: "_").contains(Substring(board.name))
  }

  /// Why a design cannot run on the build: every reason, each a full sentence.
  func reasons(_ design: DesignPoint, _ program: KernelProgram) -> [String] {
    guard let kernel = build.kernel(named: program.name) else {
      let known = build.kernels.map(\.name).joined(separator: ", ")
      return [
        "\(build.path) has no kernel \(program.name); it has \(known.isEmpty ? "none" : known)"
      ]
    }
    return argumentReasons(kernel, program) + unitReasons(kernel, design)
      + portReasons(kernel, program) + bankReasons(kernel, design, program)
  }

  private func unitReasons(_ kernel: XRTBuild.Kernel, _ design: DesignPoint) -> [String] {
    guard kernel.units.count < design.computeUnits else { return [] }
    return [
      "compute units: asked for \(design.computeUnits), \(build.path) has \(kernel.units.count) of "
        + kernel.name
    ]
  }

  private func argumentReasons(_ kernel: XRTBuild.Kernel, _ program: KernelProgram) -> [String] {
    let expected =
      program.arrays.map { ("\($0.name)*", 8) } + program.sizes.map { ($0, 4) }
      + program.scalars.map { ($0.name, program.elementType.bytes) }
    let found = kernel.arguments.sorted { $0.index < $1.index }
    let names = found.map { $0.name + ($0.isBuffer ? "*" : "") }
    guard names == expected.map(\.0) else {
      return [
        "arguments of \(kernel.name): asked for (\(expected.map(\.0).joined(separator: ", "))), "
          + "\(build.path) has (\(names.joined(separator: ", ")))"
      ]
    }
    return zip(found, expected).compactMap { found, expected in
      guard found.bytes != expected.1, !found.isBuffer else { return nil }
      return "argument \(found.name) of \(kernel.name): asked for \(expected.1) bytes, "
        + "\(build.path) has \(found.bytes) (\(found.type))"
    }
  }

  /// Ports that are known to be of another width than the design's.
  private func portReasons(_ kernel: XRTBuild.Kernel, _ program: KernelProgram) -> [String] {
    program.arrays.compactMap { array in
      guard let found = kernel.arguments.first(where: { $0.name == array.name })?.portBits,
        let wanted = program.port(of: array)?.bits, found != wanted
      else { return nil }
      return "port of \(array.name): asked for \(wanted) bits, \(build.path) has \(found)"
    }
  }

  private func bankReasons(
    _ kernel: XRTBuild.Kernel, _ design: DesignPoint, _ program: KernelProgram
  ) -> [String] {
    guard let tag = board.memory(named: design.memory)?.connectivityTag else { return [] }
    let ranges = ChannelAssignment(design: design, program: program).ranges
    var reasons: [String] = []
    for (unit, ports) in zip(kernel.units, ranges) {
      for (number, array) in program.arrays.enumerated() {
        guard let port = program.ports.firstIndex(where: { $0.name == array.port }),
          ports.indices.contains(port), let found = unit.banks[number], !found.isEmpty
        else { continue }
        let wanted = Set(ports[port].map { "\(tag)[\($0)]" })
        guard wanted != Set(found.map { Self.plain($0.tag, tag) }) else { continue }
        reasons.append(
          "banks of \(unit.name).\(array.name): asked for \(Self.words(wanted)), \(build.path) has "
            + Self.words(Set(found.map(\.tag))))
      }
    }
    // One unit in the wrong place says it; 32 say no more.
    return reasons.count > 4
      ? reasons.prefix(4) + ["and \(reasons.count - 4) more banks that are others"] : reasons
  }

  /// Old platforms call their DDR channels `bank0`.
  private static func plain(_ found: String, _ tag: String) -> String {
    guard tag == "DDR", let match = found.wholeMatch(of: /bank([0-9]+)/) else { return found }
    return "DDR[\(match.1)]"
  }

  private static func words(_ tags: Set<String>) -> String {
    tags.sorted { $0.count != $1.count ? $0.count < $1.count : $0 < $1 }.joined(separator: ", ")
  }
}
