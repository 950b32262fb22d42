import Foundation

/// A folder that serves as `XILINX_XRT` where the system's packages put XRT's libraries elsewhere than
/// into a folder `lib`, as Debian's do: XRT loads its shims from `$XILINX_XRT/lib` only.
///
/// It is there as long as somebody holds this.
package final class XRTRoot: Sendable {
  /// The folder; its `lib` leads to the libraries.
  package let folder: String

  /// Makes the folder.
  ///
  /// - Parameter library: Path of XRT's library; the shims are beside it.
  /// - Throws: Errors of the file system.
  package init(library: String) throws {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-xrt-root-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    folder = root.path
    try FileManager.default.createSymbolicLink(
      atPath: "\(root.path)/lib",
      withDestinationPath: URL(fileURLWithPath: library).deletingLastPathComponent().path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}
