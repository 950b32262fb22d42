import Foundation

/// The library of XRT that a worker loads and the environment that it sees; nothing is loaded here.
package struct XRTEnvironment: Sendable, Hashable {
  /// Path of `libxrt_coreutil.so.2`.
  package var library: String
  /// Every variable of the worker's environment.
  package var variables: [String: String]

  /// Describes a library and an environment.
  ///
  /// Where `XILINX_XRT` is not set and the library is in a folder `lib`, it is set to the folder above:
  /// XRT 2.13 loads its shims from `$XILINX_XRT/lib`.
  package init(library: String, variables: [String: String]) {
    self.library = library
    self.variables = variables
    let folder = URL(fileURLWithPath: library).deletingLastPathComponent()
    if (variables["XILINX_XRT"] ?? "").isEmpty, folder.lastPathComponent == "lib" {
      self.variables["XILINX_XRT"] = folder.deletingLastPathComponent().path
    }
  }

  /// The emulation mode; `nil` is hardware.
  package var emulationMode: String? {
    variables["XCL_EMULATION_MODE"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The same with further variables.
  package func with(_ further: [String: String]) -> XRTEnvironment {
    XRTEnvironment(library: library, variables: variables.merging(further) { $1 })
  }

  /// The library that XRT loads to reach a device.
  private var shim: String {
    switch emulationMode {
    case nil: "libxrt_core.so.2"
    case "sw_emu"?: "libxrt_swemu.so.2"
    case "hw_emu"?: "libxrt_hwemu.so.2"
    case let mode?: "libxrt_\(mode).so.2"
    }
  }

  /// Whether ``XRTRoot`` would help: nobody says where XRT is, and the shim is beside the library.
  package var needsRoot: Bool {
    guard (variables["XILINX_XRT"] ?? "").isEmpty else { return false }
    let folder = URL(fileURLWithPath: library).deletingLastPathComponent().path
    return FileManager.default.fileExists(atPath: "\(folder)/\(shim)")
  }

  /// Why no device can be opened, for XRT aborts where its shim is missing; `nil` when it is there.
  package var missingShim: String? {
    guard let root = variables["XILINX_XRT"], !root.isEmpty else {
      return
        "XRT looks for its \(shim) in $XILINX_XRT/lib, but XILINX_XRT is not set; source setup.sh "
        + "of XRT, or set it to a folder whose lib has the library"
    }
    let place = "\(root)/lib/\(shim)"
    guard !FileManager.default.fileExists(atPath: place) else { return nil }
    return
      "XRT's \(shim) is not at \(place); install the package of XRT that has it, or set XILINX_XRT "
      + "to the folder above lib"
  }
}
