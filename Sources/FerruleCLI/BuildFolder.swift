import Foundation
import Measurements
import struct Measurements.Measurement
import ReportImport

/// The reports in a folder of a build.
struct BuildFolder {
  /// What is looked at, at most; a build has some hundred files.
  private static let mostFiles = 20_000

  /// A row per kernel with what the reports say together.
  let kernels: [Measurement]
  /// Runs of a profile.
  let runs: [Measurement]

  /// Reads every file in a folder, and in folders in it, that is a report.
  ///
  /// - Throws: ``CommandFailure`` when there is no such folder or no report in it.
  init(_ path: String) throws {
    var report = ImportedReport()
    guard FileManager.default.fileExists(atPath: path),
      let files = FileManager.default.enumerator(atPath: path)
    else {
      throw CommandFailure.usage("cannot read \(path): there is no such folder; check the path")
    }
    let names = files.prefix(Self.mostFiles).compactMap { $0 as? String }.sorted()
    for name in names {
      let file = "\(path)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: file)
      guard attributes?[.type] as? FileAttributeType == .typeRegular else { continue }
      Self.read(file, into: &report)
    }
    kernels = BuildMerge.kernels(report.rows)
    runs = report.rows.filter { $0.seconds != nil && $0.kernel != "host-link" }
    guard !kernels.isEmpty || !runs.isEmpty else {
      throw CommandFailure.usage(
        "\(path) holds no report of a kernel; name the folder of a build, with csynth.xml, "
          + "*.xclbin.info, *util_routed.rpt or a profile in it")
    }
  }

  /// Files that are no reports are passed over; reports that are damaged are told.
  private static func read(_ path: String, into report: inout ImportedReport) {
    guard let file = try? ReportFile(path: path),
      let importer = try? ReportCatalog.importer(for: file)
    else { return }
    var own = ImportedReport()
    do throws(ImportError) {
      try importer.read(file, into: &own)
      report.rows += own.rows
    } catch {
      Diagnostics.warning(error.description)
    }
  }

  /// The run of a kernel that took longest, when it was profiled.
  func run(of kernel: String) -> Measurement? {
    runs.filter { $0.kernel == kernel }.max { ($0.seconds ?? 0) < ($1.seconds ?? 0) }
  }
}
