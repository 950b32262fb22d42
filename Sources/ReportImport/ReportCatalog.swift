import Measurements
import Quantities

/// The importers, and which of them a file is for.
package enum ReportCatalog {
  /// Every importer; the first that recognises a file reads it.
  package static let importers: [any ReportImporter] = [
    SynthesisXMLImporter(),
    KernelXMLImporter(),
    SynthesisTextImporter(),
    SystemEstimateImporter(),
    KernelUtilizationImporter(),
    ChipUtilizationImporter(),
    PowerReportImporter(),
    XclbinInfoImporter(),
    XclbinImporter(),
    ProfileSummaryImporter(),
    EmulationProfileImporter(),
    HPCCTableImporter(),
    HPCCJSONImporter(),
    HPCCTextImporter(),
    BabelStreamImporter(),
    LikwidBenchImporter(),
    ERTImporter(),
    CARMTableImporter(),
    CARMLinesImporter(),
    NERSCRooflineImporter(),
    ScaleSimImporter(),
  ]

  /// The importer for a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - kind: What the user says it is; `nil` looks into it.
  /// - Returns: The importer named, or the first that recognises the file.
  /// - Throws: ``ImportError`` when no importer is for it.
  package static func importer(
    for file: ReportFile, kind: String? = nil
  ) throws(ImportError) -> any ReportImporter {
    if file.head.isUTF16 {
      throw ImportError(
        file.name, line: 1, found: "UTF-16 text", expected: "UTF-8",
        advice: "Save the file in UTF-8 and import that.")
    }
    if let kind {
      if let named = importers.first(where: { $0.kind == kind }) { return named }
      throw ImportError(
        file.name, found: "the kind \(TableProblem.quoted(kind))",
        expected: NearestNames.sorted(importers.map(\.kind), to: kind).joined(separator: ", "),
        advice: "Name one of these, or leave the kind to be found.")
    }
    if let found = importers.first(where: { $0.recognises(file.head) }) { return found }
    throw ImportError(
      file.name, line: file.head.isEmpty ? nil : 1, found: file.head.description,
      expected: "a file of one of these kinds: " + importers.map(\.kind).joined(separator: ", "),
      advice: "Check that it is the right file and whole; --from KIND says what it is.")
  }

  /// Reads a file and hands over what it says.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - kind: What the user says it is; `nil` looks into it.
  ///   - receiver: Takes what the file says.
  /// - Returns: The importer that read it.
  /// - Throws: ``ImportError`` with every mistake.
  @discardableResult
  package static func read(
    _ file: ReportFile, kind: String? = nil, into receiver: inout some ReportReceiver
  ) throws(ImportError) -> any ReportImporter {
    let importer = try importer(for: file, kind: kind)
    try importer.read(file, into: &receiver)
    return importer
  }
}
