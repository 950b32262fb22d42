import Foundation
import KernelIR
package import Runners
package import Specs
package import XRTDevice

/// Where the builds that jobs run on come from.
package protocol XRTBuildSource: Sendable {
  /// Whether jobs can run on the build, before anything starts.
  ///
  /// - Throws: `DesignError` with every reason why not.
  func check(_ job: KernelJob, board: BoardSpec) throws

  /// The build for a job, made when it is not there.
  ///
  /// - Throws: ``SkippedJob`` for a design that nobody can build; anything else is a failure.
  func build(for job: KernelJob, board: BoardSpec) throws -> PreparedBuild
}

/// A build with what a process needs to run it.
package struct PreparedBuild: Sendable {
  /// What is in the file.
  package var build: XRTBuild
  /// Variables that the worker's environment needs beside its own.
  package var variables: [String: String]
  /// Where a device process writes what it ran, one line of JSON per run; `nil` for none.
  package var report: String?

  package init(build: XRTBuild, variables: [String: String] = [:], report: String? = nil) {
    self.build = build
    self.variables = variables
    self.report = report
  }
}

/// A job that cannot be run for a reason that is no failure; its rows are skipped.
package struct SkippedJob: Error, CustomStringConvertible {
  package let description: String

  package init(_ reason: String) { description = reason }
}

/// One xclbin that the user named, for all jobs.
package struct FileBuildSource: XRTBuildSource {
  private let build: XRTBuild
  private let mode: String?
  private let environment: EmulationFolder?

  /// - Parameters:
  ///   - build: What is in the file.
  ///   - mode: The emulation mode; `nil` is hardware.
  ///   - environment: Where a device process of an emulation lives; it is removed in the end.
  package init(_ build: XRTBuild, mode: String?, environment: EmulationEnvironment? = nil) {
    self.build = build
    self.mode = mode
    self.environment = environment.map(EmulationFolder.init)
  }

  package func check(_ job: KernelJob, board: BoardSpec) throws {
    let lowered = try LoweredJob(job, board: board)
    let check = BuildCheck(build: build, board: board, mode: mode)
    let reasons = check.fileReasons + check.reasons(job.design, lowered.program)
    guard reasons.isEmpty else { throw DesignError(subject: job.label, reasons: reasons) }
  }

  package func build(for job: KernelJob, board: BoardSpec) throws -> PreparedBuild {
    PreparedBuild(
      build: build, variables: environment?.variables ?? [:], report: environment?.report)
  }
}

/// An emulation's folder, there as long as somebody runs in it.
final class EmulationFolder: Sendable {
  let variables: [String: String]
  let report: String
  private let folder: String

  init(_ environment: EmulationEnvironment) {
    variables = environment.variables
    report = environment.report
    folder = environment.folder
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}
