import Foundation
package import HLSGenerator
package import Xclbin

/// Where the design point of a build is found.
package enum BuiltDesign {
  /// The manifest of a build.
  ///
  /// - Parameters:
  ///   - file: The xclbin; its user metadata come first.
  ///   - path: Where it is; `manifest.json` beside it comes second.
  ///   - folder: Where else the manifest is; the only place that is looked at when it is given.
  /// - Returns: `nil` when there is none.
  /// - Throws: `GenerationError` for a manifest that cannot be read, or for none in `folder`.
  package static func record(
    of file: XclbinFile, path: String, folder: String?
  ) throws(GenerationError) -> DesignRecord? {
    if let folder {
      let place = "\(folder)/manifest.json"
      guard let data = FileManager.default.contents(atPath: place) else {
        throw GenerationError(subject: place, reasons: ["cannot be read"])
      }
      return try DesignRecord(data, name: place)
    }
    // Others may keep something else there.
    if let section = file.section(.userMetadata),
      let record = try? DesignRecord(Data(section.bytes), name: "\(path): user metadata")
    {
      return record
    }
    let beside = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent("manifest.json")
    guard let data = FileManager.default.contents(atPath: beside.path) else { return nil }
    return try DesignRecord(data, name: beside.path)
  }
}
