import Foundation

/// The headers that stand in for the vendor's in C simulation, copied into every design.
package enum SimulationHeaders {
  /// Reads `*.h`, sorted by name, as files of the folder `csim`.
  ///
  /// Searched in order: `folder` alone when one is named; otherwise `ferrule_HLSGenerator.resources`
  /// beside the executable, as SwiftPM copies it, and `../share/ferrule/csim` from there.
  ///
  /// - Throws: ``GenerationError`` with the places searched.
  package static func load(from folder: String? = nil) throws(GenerationError) -> [GeneratedFile] {
    let folders = folder.map { [$0] } ?? installedFolders
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let headers = names.filter { $0.hasSuffix(".h") }.sorted()
      if !headers.isEmpty { return try read(headers, in: folder) }
    }
    throw GenerationError(
      subject: "headers for C simulation",
      reasons: [
        "no folder with hls_stream.h found; searched: \(folders.joined(separator: ", ")). "
          + "Reinstall, or name the folder."
      ])
  }

  private static func read(
    _ names: [String], in folder: String
  ) throws(GenerationError) -> [GeneratedFile] {
    var files: [GeneratedFile] = []
    for name in names { files.append(try read(name, in: folder)) }
    return files
  }

  private static func read(
    _ name: String, in folder: String
  ) throws(GenerationError) -> GeneratedFile {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
      let text = String(data: data, encoding: .utf8)
    else {
      throw GenerationError(
        subject: "\(folder)/\(name)",
        reasons: ["cannot be read as UTF-8 text. Check its permissions and encoding."])
    }
    return GeneratedFile(path: "csim/\(name)", contents: text)
  }

  private static var installedFolders: [String] {
    guard let executable else { return [] }
    let beside = executable.deletingLastPathComponent()
    return [
      beside.appendingPathComponent("ferrule_HLSGenerator.resources/csim").path,
      beside.appendingPathComponent("../share/ferrule/csim").standardized.path,
    ]
  }

  /// The running file with links resolved, so that a link in `bin` finds its data.
  private static var executable: URL? {
    let link = "/proc/self/exe"
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
      return URL(fileURLWithPath: path)
    }
    return Bundle.main.executableURL?.resolvingSymlinksInPath()
  }
}
