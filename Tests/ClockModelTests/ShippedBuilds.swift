import Foundation
import Specs

@testable import ClockModel

/// The builds and boards in the sources.
enum ShippedBuilds {
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static var catalog: SpecCatalog {
    SpecCatalog(boardsFolder: "\(package)/Boards", kernelsFolder: "\(package)/Kernels")
  }

  static func builds() throws -> ClockBuilds {
    try ClockBuilds(folder: catalog.clocksFolder)
  }

  static func model(of board: String) throws -> BoardClockModel? {
    BoardClockModel(ClockModel(try builds()), board: try catalog.board(board))
  }
}
