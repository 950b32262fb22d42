import Foundation

extension SpecCatalog {
  /// The catalogue that the command line uses: folders named by options, else those that were
  /// installed with the program.
  ///
  /// Searched in order: `ferrule_Specs.resources` beside the executable, as SwiftPM copies it, and
  /// `../share/ferrule` from there. `Bundle.module` is not used: it traps in a program that was
  /// moved.
  ///
  /// - Parameters:
  ///   - boards: The folder that `--boards` names.
  ///   - kernels: The folder that `--kernels` names.
  /// - Returns: The catalogue; its files are read when they are asked for.
  /// - Throws: ``SpecError/noFolder(name:option:searched:)`` with the places searched.
  package static func standard(
    boards: String?, kernels: String?
  ) throws(SpecError) -> SpecCatalog {
    SpecCatalog(
      boardsFolder: try folder("Boards", named: boards, option: "--boards"),
      kernelsFolder: try folder("Kernels", named: kernels, option: "--kernels"))
  }

  private static func folder(
    _ name: String, named option: String?, option flag: String
  ) throws(SpecError) -> String {
    let places = option.map { [trimmed($0)] } ?? installedPlaces(of: name)
    guard let folder = places.first(where: SpecFile.isFolder) else {
      throw SpecError.noFolder(name: name, option: flag, searched: places)
    }
    return folder
  }

  /// `Boards/` and `Boards` are one folder and print alike.
  private static func trimmed(_ folder: String) -> String {
    folder.count > 1 && folder.hasSuffix("/") ? trimmed(String(folder.dropLast())) : folder
  }

  static func installedPlaces(of name: String) -> [String] {
    let folder = executablePath.map(SpecFile.folder(of:)) ?? "."
    let installed = SpecFile.join(SpecFile.folder(of: folder), "share/ferrule/\(name)")
    return [SpecFile.join(folder, "ferrule_Specs.resources/\(name)"), installed]
  }

  /// The running program with symbolic links resolved, so that a link in `bin` finds its data.
  private static var executablePath: String? {
    #if os(Linux)
      return try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    #else
      return Bundle.main.executableURL?.resolvingSymlinksInPath().path
    #endif
  }
}
