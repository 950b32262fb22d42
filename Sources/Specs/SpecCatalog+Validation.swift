import Foundation

extension SpecCatalog {
  /// The measured facts that come with the boards: every `validation/*.csv` below them, sorted by
  /// name, without `unused.csv`, which says what could not be used and why.
  package var validationFiles: [String] {
    let folder = SpecFile.join(boardsFolder, "validation")
    // No folder, no facts: the command that wants them says so.
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return entries.filter { $0.hasSuffix(".csv") && $0 != "unused.csv" }.sorted()
      .map { SpecFile.join(folder, $0) }
  }
}
