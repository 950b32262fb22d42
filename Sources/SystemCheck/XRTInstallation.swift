import Foundation

/// Where XRT's user-space library is on a machine, and whether what it loads is there, too.
package struct XRTInstallation: Hashable, Sendable {
  /// The library with its version in the name, every link followed.
  package let library: String
  /// Its version as the file's name tells it, such as `2.13.0`; `nil` when it does not.
  package let version: String?
  /// `libxrt_core.so.2`, which XRT loads from `$XILINX_XRT/lib` and without which it aborts when a
  /// device is opened; `nil` when it is not there.
  package let shim: String?
  /// The shim of software emulation beside it; `nil` when this XRT has none.
  package let emulation: String?

  /// The library that Ferrule loads; every version since 2.13 has it.
  package static let libraryName = "libxrt_coreutil.so.2"
  /// The oldest version that is known to work.
  package static let oldest = [2, 13]

  /// The folders that are searched: the one that was named and no other, or else, in this order, that
  /// of XRT's own variable, the loader's, the vendor's usual place.
  package static func folders(_ system: some SystemProbe, named: String?) -> [String] {
    if let named { return [named, named + "/lib"] }
    var folders: [String] = []
    if let root = system.environment["XILINX_XRT"], !root.isEmpty { folders.append(root + "/lib") }
    let path = system.environment["LD_LIBRARY_PATH"] ?? ""
    folders += path.split(separator: ":").map(String.init)
    folders += [
      "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
      "/usr/local/lib",
    ]
    return folders + ["/opt/xilinx/xrt/lib"]
  }

  /// Looks for the library.
  ///
  /// - Parameters:
  ///   - system: The machine.
  ///   - named: A folder that the user named: XRT's root or its `lib`.
  package init?(_ system: some SystemProbe, named: String? = nil) {
    let folders = Self.folders(system, named: named)
    guard
      let folder = folders.first(where: { system.exists("\($0)/\(Self.libraryName)") }),
      let library = system.resolved("\(folder)/\(Self.libraryName)")
    else { return nil }
    self.library = library
    version = Self.version(ofLibrary: library)
    let root = system.environment["XILINX_XRT"].flatMap { $0.isEmpty ? nil : "\($0)/lib" }
    let shims = root ?? folder
    shim = system.resolved("\(shims)/libxrt_core.so.2")
    emulation = system.resolved("\(shims)/libxrt_swemu.so.2")
  }

  /// `/usr/lib/libxrt_coreutil.so.2.13.0` is 2.13.0.
  private static func version(ofLibrary path: String) -> String? {
    guard let range = path.range(of: ".so.", options: .backwards) else { return nil }
    let version = path[range.upperBound...]
    return version.contains(".") && version.allSatisfy { $0.isNumber || $0 == "." }
      ? String(version) : nil
  }

  /// Whether the version is known and too old.
  package var isTooOld: Bool {
    guard let version else { return false }
    return version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
      .lexicographicallyPrecedes(Self.oldest)
  }
}
