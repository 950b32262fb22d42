import Foundation
import HLSGenerator
import KernelIR
package import Runners
package import Specs
import Synchronization
package import XRTDevice
import Xclbin

/// Builds for software emulation, made when a job needs them: the generated kernel compiled for this
/// machine, and a device process that the unchanged library of XRT drives.
package final class EmulatedBuildSource: XRTBuildSource {
  /// What the environments of all builds have in common.
  package struct Setup: Sendable {
    /// The device process.
    package var device: EmulationEnvironment.Device
    /// XRT's library, every link followed.
    package var library: String
    /// Its version; `nil` when not known.
    package var version: String?

    package init(device: EmulationEnvironment.Device, library: String, version: String?) {
      self.device = device
      self.library = library
      self.version = version
    }
  }

  private struct Made {
    let folder: EmulationFolder
    let build: XRTBuild
  }

  private let setup: Setup
  private let made = Mutex<[DesignPoint: Made]>([:])

  /// Prepares to make builds.
  package init(_ setup: Setup) { self.setup = setup }

  package func check(_ job: KernelJob, board: BoardSpec) throws {
    _ = try LoweredJob(job, board: board)
  }

  package func build(for job: KernelJob, board: BoardSpec) throws -> PreparedBuild {
    try made.withLock { made in
      let one = try made[job.design] ?? make(job, board)
      made[job.design] = one
      return PreparedBuild(
        build: one.build, variables: one.folder.variables, report: one.folder.report)
    }
  }

  /// - Throws: ``SkippedJob`` for what does not fit the board or the dialect cannot express.
  private func make(_ job: KernelJob, _ board: BoardSpec) throws -> Made {
    let emulation: EmulationBuild
    do {
      emulation = try EmulationBuild(
        design: GeneratedDesign(
          kernel: job.kernel, board: board, design: job.design, command: "ferrule bench"))
    } catch let error as GenerationError {
      throw SkippedJob(error.reasons.joined(separator: "; "))
    } catch let error as DesignError {
      throw SkippedJob(error.reasons.joined(separator: "; "))
    }
    let file = try emulation.file()
    let contents = try XclbinContents(file)
    let environment = try EmulationEnvironment(
      contents, device: setup.device, library: setup.library, version: setup.version)
    let path = "\(environment.folder)/kernel.xclbin"
    let folder = EmulationFolder(environment)
    try Data(file.encoded()).write(to: URL(fileURLWithPath: path))
    return Made(folder: folder, build: XRTBuild(contents, path: path))
  }
}
