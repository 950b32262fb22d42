import Foundation
import Quantities
package import Xclbin

/// A folder and variables with which XRT's library, unchanged, takes the device process for a board.
///
/// What XRT 2.13's software emulation looks for (`sw_emu/generic_pcie_hal2/shim.cxx` and
/// `common_em/config.cxx` in its source): `$XILINX_XRT/lib` with its shims,
/// `$XILINX_VITIS/data/emulation/unified/cpu_em/generic_pcie/model/genericpciemodel`, which it starts,
/// `emconfig.json` in `$EMCONFIG_PATH`, a socket in `/tmp/$USER`, a run folder in `$SDACCEL_EM_RUN_DIR`.
package struct EmulationEnvironment {
  /// The folder; everything is in it, the socket too. Short, because the name of a socket is.
  package let folder: String
  /// What to add to the environment of a host program.
  package let variables: [String: String]

  /// Where the device process appends its records.
  package var report: String { "\(folder)/report.jsonl" }

  /// What the device process is told.
  package struct Device {
    /// The program that is the device process when it is called with `xrt-device`.
    package var program: String
    /// Name or path of the board.
    package var board: String
    /// Folders of boards and kernels; `nil` for the installed ones.
    package var boards: String?
    /// Folder of kernels; `nil` for the installed one.
    package var kernels: String?

    /// Describes a device.
    package init(program: String, board: String, boards: String? = nil, kernels: String? = nil) {
      self.program = program
      self.board = board
      self.boards = boards
      self.kernels = kernels
    }
  }

  /// Makes the folder.
  ///
  /// - Parameters:
  ///   - contents: The xclbin that will be loaded: XRT takes names and banks from `emconfig.json`.
  ///   - device: The device process.
  ///   - library: XRT's library, every link followed.
  ///   - version: Its version; `nil` when not known.
  /// - Throws: Errors of the file system.
  package init(
    _ contents: XclbinContents, device: Device, library: String, version: String?
  ) throws {
    let name = "ferrule-\(UUID().uuidString.prefix(8).lowercased())"
    folder = "/tmp/\(name)"
    let model = "vitis/data/emulation/unified/cpu_em/generic_pcie/model"
    for part in [model, "xrt", "run"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(part)", withIntermediateDirectories: true)
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/xrt/lib",
      withDestinationPath: (library as NSString).deletingLastPathComponent)
    let launcher = "\(folder)/\(model)/genericpciemodel"
    try Self.launcher(device.program).write(toFile: launcher, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: launcher)
    try Self.configuration(contents).write(
      toFile: "\(folder)/emconfig.json", atomically: true, encoding: .utf8)
    variables = Self.variables(folder, name, device, version)
  }

  /// Removes the folder.
  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private static func variables(
    _ folder: String, _ name: String, _ device: Device, _ version: String?
  ) -> [String: String] {
    var variables = [
      "XCL_EMULATION_MODE": "sw_emu", "XILINX_XRT": "\(folder)/xrt",
      "XILINX_VITIS": "\(folder)/vitis", "EMCONFIG_PATH": folder,
      "SDACCEL_EM_RUN_DIR": "\(folder)/run", "USER": name,
      "VITIS_SW_EMU_DISABLE_SINGLE_MMAP": "1",
      DeviceOptions.Variable.report: "\(folder)/report.jsonl",
      DeviceOptions.Variable.board: device.board, DeviceOptions.Variable.linger: "200",
      // Findings are in the report; who reads it prints them.
      DeviceOptions.Variable.quiet: "1",
    ]
    variables[DeviceOptions.Variable.boards] = device.boards
    variables[DeviceOptions.Variable.kernels] = device.kernels
    if version?.hasPrefix("2.13.") ?? true {
      // The library of 2.13 loses the result of `realloc` for a message that grows: blocks that are
      // mapped one by one, in threads too (one arena), and small messages keep them in place.
      variables["GLIBC_TUNABLES"] =
        "glibc.malloc.mmap_threshold=0:glibc.malloc.mmap_max=1000000:glibc.malloc.arena_max=1"
      variables["SW_EMU_PACKET_SIZE"] = "2048"
    }
    return variables
  }

  /// The device process needs none of what holds XRT's library together.
  private static func launcher(_ program: String) -> String {
    let quoted = program.replacingOccurrences(of: "'", with: "'\\''")
    return "#!/bin/sh\nunset GLIBC_TUNABLES\nexec '\(quoted)' xrt-device\n"
  }

  /// XRT takes the n-th entry for memory group n, whatever the xclbin says of addresses; sizes must be
  /// powers of two.
  private static func configuration(_ contents: XclbinContents) -> String {
    let banks = contents.groups.banks.map { "{\"Size\": \"\(size($0.kibibytes))\"}" }
    let clock = Int(((contents.kernelClock?.value ?? 300e6) / 1e6).rounded())
    let platform = contents.platform.filter { $0 != "\"" && $0 != "\\" }
    return """
      {"Version": {"FileVersion": "2.0", "ToolVersion": "2022.1"},
       "Platform": {"UnifiedPlatform": "true", "ExpandedPR": "true", "Boards": [{"NumBoards": "1",
         "Devices": [{"Name": "\(platform)", "HalMajorVersion": "1", "HalMinorVersion": "0",
           "VendorId": "4334", "DeviceId": "0", "SubsystemVendorId": "0", "DeviceVersion": "0",
           "DdrBanks": [\(banks.joined(separator: ", "))],
           "OclFreqency": "\(clock)", "NumDevices": "1"}]}]}}

      """
  }

  private static func size(_ kibibytes: UInt64) -> String {
    var mebibytes: UInt64 = 1
    while mebibytes < kibibytes / 1024, mebibytes < 1 << 40 { mebibytes *= 2 }
    return mebibytes >= 1024 ? "\(mebibytes / 1024)GB" : "\(mebibytes)MB"
  }
}
