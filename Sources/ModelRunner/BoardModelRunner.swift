import DataflowModel
import KernelIR
public import Measurements
import Quantities
public import Runners
import Specs

/// Runs jobs on the built-in model of a board: `--runner model`, the default.
///
/// Every kernel job is lowered, checked for resources, executed functionally at a reduced size and
/// timed. Rows are marked `evidence=modelled`. The model is deterministic: repetitions are equal.
public struct BoardModelRunner: KernelRunner {
  private let checks = CheckCache()

  /// Creates the runner.
  public init() {}

  /// `model`.
  public var name: String { "model" }

  /// A few hundredths of a second per million beats that ports move, on a current CPU core.
  public func expectedSeconds(_ job: RunJob) -> Double {
    guard case .kernel(let kernel) = job.work else { return 0.001 }
    let beats = Double(kernel.run.beats) * Double(kernel.kernel.structure == .onChip ? 0 : 1)
    return 0.02 + 2e-6 * beats
  }

  /// Checks that the design can be built, fits the board and suits the run.
  public func check(_ job: RunJob) throws {
    guard case .kernel(let kernel) = job.work else { return }
    let reasons = Self.toolReasons(kernel.design)
    guard reasons.isEmpty else {
      throw DesignError(subject: "\(job.label) on \(job.board.name)", reasons: reasons)
    }
    _ = try ModelledDesign(kernel, board: job.board)
  }

  /// What other tools offer and the model knows nothing of.
  private static func toolReasons(_ design: DesignPoint) -> [String] {
    DesignParameter.allCases.filter(\.isOfTool).compactMap { parameter in
      guard let value = design.parameters[parameter] else { return nil }
      guard parameter == .cacheLines else {
        return
          "\(parameter.rawValue)=\(value): the board model times kernels with memory ports; leave it out, "
          + "or generate it with --dialect bambu"
      }
      return
        "cache_lines=\(value): the board model has no caches before memory ports; use --tool bambu, "
        + "or leave it out"
    }
  }

  /// Models a job.
  public func run(_ job: RunJob) async throws -> [Measurement] {
    let row: Measurement
    switch job.work {
    case .kernel(let kernel): row = await self.row(kernel, board: job.board)
    case .transfer(let transfer): row = Self.row(transfer, board: job.board)
    }
    return (0..<max(1, job.repetitions)).map { repetition in
      var copy = row
      copy.repetition = repetition
      return copy
    }
  }

  private func row(_ job: KernelJob, board: BoardSpec) async -> Measurement {
    do {
      let design = try ModelledDesign(job, board: board)
      var row = design.row
      let difference = try await checks.difference(design, like: job.run)
      row.resultCheck = difference == nil ? .passed : .failed
      if let difference {
        row.message += row.message.isEmpty ? "" : "; "
        row.message += "result differs from the reference: \(difference)"
      }
      let result = try BoardModel(board: board).time(
        design.program, design: job.design, run: job.run)
      row.cycles = result.cycles
      row.seconds = result.seconds
      row.timeSource = .modelCycles
      return row
    } catch {
      var row = Measurement(job: job, board: board)
      row.status = .failed
      row.message = "\(error)"
      return row
    }
  }

  /// `latency + size / rate` as the board's file gives them.
  private static func row(_ transfer: HostTransfer, board: BoardSpec) -> Measurement {
    var row = Measurement()
    row.board = board.name
    row.runner = "model"
    row.evidence = .modelled
    row.kernel = "host-link"
    row.operation = transfer.direction.rawValue
    row.memory = "host"
    row.timeSource = .modelCycles
    let link = board.hostLink
    switch transfer.direction {
    case .launch: row.seconds = link.launchOverhead.value
    case .hostToDevice:
      row.bytesWritten = transfer.size.value
      row.seconds = (link.latency + link.hostToDevice.time(for: transfer.size)).value
    case .deviceToHost:
      row.bytesRead = transfer.size.value
      row.seconds = (link.latency + link.deviceToHost.time(for: transfer.size)).value
    }
    return row
  }
}

/// Functional checks that were made, so that equal ones are made once.
private actor CheckCache {
  private struct Key: Hashable {
    let kernel: KernelSpec
    let design: DesignPoint
    let run: RunArguments
  }

  private var known: [Key: String?] = [:]

  func difference(_ design: ModelledDesign, like run: RunArguments) async throws -> String? {
    let check = design.check
    let key = Key(
      kernel: design.job.kernel, design: design.job.design, run: check.reducedRun(like: run))
    if let found = known[key] { return found }
    let found = try await Task.detached { try check.firstDifference(like: run) }.value
    known[key] = .some(found)
    return found
  }
}
