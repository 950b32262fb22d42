package import Foundation

/// Everything that is looked at before a card is used, in the order in which a person would.
package struct SystemExamination {
  private let named: String?
  private let build: BuildFacts?
  private let folder: URL

  /// Creates an examination.
  ///
  /// - Parameters:
  ///   - xrt: A folder with XRT that the user named; `nil` to search.
  ///   - build: An xclbin that is to run; `nil` for none.
  ///   - folder: A folder for files of the moment.
  package init(
    xrt: String? = nil, build: BuildFacts? = nil,
    folder: URL = FileManager.default.temporaryDirectory
  ) {
    named = xrt
    self.build = build
    self.folder = folder
  }

  /// What was found.
  package func findings(_ system: some SystemProbe) -> [Finding] {
    LibraryCheck(system: system, named: named).findings
      + CardCheck(system: system).findings
      + XbutilCheck(system: system, folder: folder).findings
      + (build.map { BuildCheck(system: system, build: $0).findings } ?? [])
      + HostCheck(system: system).findings
  }
}
