import Foundation

@testable import Specs

/// Folders of this package, found from the place of this file.
enum SourceFolders {
  static let tests = folder(of: #filePath)
  static let package = folder(of: folder(of: tests))
  static let fixtures = "\(tests)/Fixtures"

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}

extension SpecCatalog {
  /// The catalogue in the sources, whatever was copied beside the test program.
  static func ofSources() -> SpecCatalog {
    SpecCatalog(
      boardsFolder: "\(SourceFolders.package)/Boards",
      kernelsFolder: "\(SourceFolders.package)/Kernels")
  }
}
