import Foundation
import Specs

/// The boards and kernels in the sources, whatever was copied beside the test program.
enum ShippedSpecs {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var catalog: SpecCatalog {
    SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }

  /// The folder of files that tests hand to commands.
  static var fixtures: String { "\(package)/Tests/FerruleCLITests/Fixtures" }
}
