import Foundation

extension PlotStyle {
  /// Reads `style.yaml` from the first folder that has one.
  ///
  /// Searched: `folder` alone when one is named; otherwise beside the executable
  /// (`ferrule_Plotting.resources/Plots`) and `../share/ferrule/Plots` from there.
  ///
  /// - Parameter folder: The folder that an option names; `nil` for the installed one.
  /// - Returns: The style.
  /// - Throws: ``PlotStyleError`` with every mistake, or with the places searched.
  package static func load(from folder: String? = nil) throws(PlotStyleError) -> PlotStyle {
    let folders = folder.map { [$0] } ?? installedFolders
    for folder in folders {
      let file = folder + "/style.yaml"
      guard FileManager.default.fileExists(atPath: file) else { continue }
      guard let data = FileManager.default.contents(atPath: file),
        let text = String(data: data, encoding: .utf8)
      else {
        throw .mistakes([
          .init(
            file: file, line: nil, keyPath: "",
            message: "cannot be read as UTF-8 text. Check its permissions and encoding.")
        ])
      }
      return try PlotStyle(yaml: text, file: file)
    }
    throw .notFound(searched: folders)
  }

  /// Where an installed style may be, relative to the executable.
  private static var installedFolders: [String] {
    guard let executable else { return [] }
    let beside = executable.deletingLastPathComponent()
    return [
      beside.appendingPathComponent("ferrule_Plotting.resources/Plots").path,
      beside.appendingPathComponent("../share/ferrule/Plots").standardized.path,
    ]
  }

  /// The running file with links resolved; asks the kernel first, since a link or a bare name on
  /// the command line says nothing about where the data are.
  private static var executable: URL? {
    let link = "/proc/self/exe"
    if let path = try? FileManager.default.destinationOfSymbolicLink(atPath: link) {
      return URL(fileURLWithPath: path)
    }
    return Bundle.main.executableURL?.resolvingSymlinksInPath()
  }
}
