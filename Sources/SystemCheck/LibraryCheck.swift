/// XRT's library, the shim that it loads, and whether software emulation is possible.
struct LibraryCheck<System: SystemProbe> {
  let system: System
  /// The folder that the user named.
  let named: String?

  var findings: [Finding] {
    guard let found = XRTInstallation(system, named: named) else { return [missing] }
    return [library(found), shim(found), emulation(found)] + [settings].compactMap(\.self)
  }

  private var missing: Finding {
    let folders = XRTInstallation.folders(system, named: named).joined(separator: ", ")
    let root = system.environment["XILINX_XRT"].map { "; XILINX_XRT is \"\($0)\"" } ?? ""
    return Finding(
      "XRT library", named == nil ? .note : .problem,
      "no \(XRTInstallation.libraryName) in \(folders)\(root)",
      advice: """
        for a card, install the package of the card's vendor and source its setup.sh; to try without \
        one: apt-get install libxrt1. Everything but --runner xrt and emulate works without it
        """)
  }

  private func library(_ found: XRTInstallation) -> Finding {
    let version = found.version.map { "version \($0)" } ?? "of unknown version"
    let text = "\(found.library), \(version)"
    guard !found.isTooOld else {
      let oldest = XRTInstallation.oldest.map(String.init).joined(separator: ".")
      return Finding(
        "XRT library", .problem, "\(text), expected \(oldest) or later",
        advice: "install a newer XRT; the C functions that Ferrule calls are those of \(oldest)")
    }
    return Finding("XRT library", .fine, text)
  }

  private func shim(_ found: XRTInstallation) -> Finding {
    if let shim = found.shim { return Finding("XRT shim", .fine, shim) }
    let root = system.environment["XILINX_XRT"] ?? ""
    let place = root.isEmpty ? "beside the library" : "in \(root)/lib (XILINX_XRT)"
    return Finding(
      "XRT shim", .problem, "no libxrt_core.so.2 \(place); XRT aborts when it opens a device",
      advice: root.isEmpty
        ? "reinstall XRT, or source the setup.sh of the one to use"
        : "source the setup.sh of the XRT to use, or unset XILINX_XRT")
  }

  private func emulation(_ found: XRTInstallation) -> Finding {
    let mode = system.environment["XCL_EMULATION_MODE"] ?? ""
    let known = ["", "hw_emu", "sw_emu", "noop"]
    guard known.contains(mode) else {
      return Finding(
        "emulation", .problem, "XCL_EMULATION_MODE is \"\(mode)\", expected hw_emu, sw_emu or noop",
        advice: "unset it to use a card")
    }
    if mode == "noop" {
      return Finding(
        "emulation", .warning, "XCL_EMULATION_MODE is noop: calls succeed, nothing is computed",
        advice: "unset it to use a card")
    }
    if !mode.isEmpty {
      return Finding(
        "emulation", .note, "XCL_EMULATION_MODE is \(mode): no card is used, times are emulated",
        advice: "unset it to use a card")
    }
    return found.emulation == nil
      ? Finding("emulation", .note, "this XRT has no software emulation: ferrule emulate needs it")
      : Finding("emulation", .fine, "possible: ferrule emulate, and XCL_EMULATION_MODE=sw_emu")
  }

  /// `xrt.ini`: a forgotten one with profiling or emulation settings changes what is measured.
  private var settings: Finding? {
    let named = system.environment["XRT_INI_PATH"].flatMap { $0.isEmpty ? nil : $0 }
    let path = named ?? "xrt.ini"
    guard let text = system.contents(path) else {
      guard let named else { return nil }
      return Finding(
        "xrt.ini", .problem, "XRT_INI_PATH is \"\(named)\", which cannot be read",
        advice: "unset it or name a file")
    }
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.filter { !$0.isWhitespace }.lowercased() }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix(";") && !$0.hasPrefix("[") }
    let slow = lines.filter { line in
      Self.tracing.contains { line.hasPrefix($0) } && !line.hasSuffix("=false")
        && !line.hasSuffix("=off")
    }
    guard slow.isEmpty else {
      return Finding(
        "xrt.ini", .warning, "\(path) turns tracing on (\(slow.joined(separator: ", ")))",
        advice: "turn it off for measurements: tracing takes time of its own")
    }
    return Finding("xrt.ini", .note, "\(path) is in effect (\(lines.count) settings)")
  }

  /// Settings that make runs slower (XRT documentation, `xrt.ini`, section `[Debug]`).
  private static var tracing: [String] {
    [
      "profile=", "timeline_trace=", "data_transfer_trace=", "stall_trace=", "device_trace=",
      "opencl_trace=", "native_xrt_trace=", "host_trace=", "xrt_trace=", "lop_trace=",
      "opencl_summary=",
    ]
  }
}
