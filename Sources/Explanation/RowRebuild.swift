import KernelIR
package import Measurements
package import ModelRunner
import Runners
package import Specs

/// The board, kernel, design point and run arguments of a row of results, proven by making the row
/// again: every column that follows from them must be the same.
package struct RowRebuild: Sendable {
  /// The row.
  package let row: Measurement
  /// What was run, on the board with the memory clock of the row.
  package let design: ModelledDesign
  /// What was taken for empty columns: whole sentences.
  package let notes: [String]

  /// Rebuilds a row.
  ///
  /// How the stages of a chain are built has no column. Of the ways that `bench` builds them, the
  /// one is taken that gives the row's resources.
  ///
  /// - Parameters:
  ///   - row: The row.
  ///   - subject: How messages name it: `row 3 of u280.csv`.
  ///   - board: The board that the row names.
  ///   - kernel: The kernel that the row names.
  /// - Throws: ``ExplanationError`` with every column that is missing or differs.
  package init(
    _ row: Measurement, subject: String, board: BoardSpec, kernel: KernelSpec
  ) throws(ExplanationError) {
    guard !row.tool.hasPrefix("bambu") else {
      throw ExplanationError(
        subject: subject,
        reasons: [
          "tool: found \(row.tool), whose circuits are no pipelines, so there is nothing to explain; use "
            + "rows of a run without --tool"
        ])
    }
    let values = RowValues(row, kernel: kernel)
    guard values.missing.isEmpty else {
      throw ExplanationError(
        subject: subject,
        reasons: values.missing.map {
          "\($0): found nothing, but the design cannot be rebuilt without it; fill the column"
        })
    }
    var builder = DesignBuilder(
      board: board, kernel: kernel, values: values.values, label: \.columnName)
    let job: KernelJob
    do throws(DesignMistakes) { job = try builder.job() } catch {
      throw ExplanationError(subject: subject, reasons: error.lines)
    }
    self.row = row
    notes = values.notes
    design = try Self.matching(row, job, builder.board, subject)
  }

  private static func matching(
    _ row: Measurement, _ job: KernelJob, _ board: BoardSpec, _ subject: String
  ) throws(ExplanationError) -> ModelledDesign {
    var first: [String]?
    for candidate in [{ [job] }, { BuildVariants(job, board: board).jobs }] {
      for variant in candidate() {
        switch attempt(variant, board, row) {
        case .success(let design): return design
        case .failure(let problem): first = first ?? problem.reasons
        }
      }
    }
    throw ExplanationError(subject: subject, reasons: first ?? [])
  }

  private static func attempt(
    _ job: KernelJob, _ board: BoardSpec, _ row: Measurement
  ) -> Result<ModelledDesign, DesignError> {
    do throws(DesignError) {
      let design = try ModelledDesign(job, board: board)
      let lines = RowDifferences.lines(row, rebuilt: design.row)
      if lines.isEmpty { return .success(design) }
      let advice =
        "; the file of the board or kernel was changed since, or the design has a setting that no "
        + "column holds: run bench again"
      return .failure(DesignError(subject: "", reasons: lines.map { $0 + advice }))
    } catch {
      return .failure(error)
    }
  }
}

/// The ways in which the suite builds the chain of a design, where the rows do not say.
private struct BuildVariants {
  let jobs: [KernelJob]

  init(_ job: KernelJob, board: BoardSpec) {
    guard job.kernel.structure == .roofline, let memory = board.memory(named: job.design.memory),
      let arithmetic = ArithmeticOperator(rawValue: job.design.operation),
      (1...memory.maximumPorts).contains(job.design.computeUnits)
    else {
      jobs = []
      return
    }
    let search = LargestDesign(board: board, kernel: job.kernel, memory: memory)
    let type = job.design.elementType
    let found = [
      search.design(arithmetic, type, computeUnits: job.design.computeUnits),
      search.design(arithmetic, type),
    ]
    jobs = found.compactMap(\.self).filter { $0.chain == job.design.chain }.flatMap { largest in
      var bound = job
      bound.design.bindings = largest.bindings
      var whole = bound
      whole.design.tileBeats = largest.tileBeats
      whole.design.storage = largest.storage
      return [bound, whole]
    }
  }
}

extension DesignKey {
  /// The column of results that a choice comes from, for messages.
  fileprivate var columnName: String {
    switch self {
    case .type: "element_type"
    case .clock: "clock_hz"
    case .memoryClock: "memory_clock_hz"
    case .stride: "stride_bytes"
    case .workingSet: "working_set_bytes"
    case .tap: "chain"
    case .tileBeats, .bufferBeats, .storage: "message (\(rawValue))"
    default: String(rawValue.map { $0 == "-" ? "_" : $0 })
    }
  }
}
