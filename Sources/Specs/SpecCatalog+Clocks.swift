extension SpecCatalog {
  /// The folder with the published builds that the clock model is fitted to.
  package var clocksFolder: String { SpecFile.join(boardsFolder, "clocks") }
}
