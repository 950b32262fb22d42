import DataflowModel
import Explanation
import Measurements
import struct Measurements.Measurement
import Quantities
import RooflineModel
import Runners
import RunStore
import Specs
import TerminalUI

/// Answers what the full-screen view asks about rows: from the files, the model and the predictor.
struct RowServices: ViewServices {
  let catalog: SpecCatalog
  let workloads: WorkloadWhatIf

  func detail(of row: RowID, in data: ViewData) async -> RowDetail {
    guard case .run(let index) = row else { return workloads.detail(of: row, in: data) }
    var detail = RowDetail(row: row)
    do {
      let origin = data.snapshot.runs[index]
      let found = try data.snapshot.row(of: index)
      detail.source = "\(data.files[origin.file]), line \(origin.line)"
      detail.columns = Self.columns(of: found)
      guard found.evidence == .modelled else { return detail }
      let (rebuild, board) = try rebuilt(found, subject: detail.source)
      let explanation = try await Explanation(rebuild, board: board, changes: false)
      detail.sentences = [explanation.bound]
      if explanation.differsFromRow {
        detail.problem = "the model of ferrule \(Ferrule.version) gives other cycles than the row"
      }
      detail.stalls = Self.shares(explanation.result)
    } catch {
      detail.problem = CommandFailure(error)?.message ?? "\(error)"
    }
    return detail
  }

  func whatIfValues(of row: RowID, in data: ViewData) async -> ([WhatIfValue], String) {
    guard case .run(let index) = row else { return workloads.values(of: row, in: data) }
    do {
      let found = try data.snapshot.row(of: index)
      _ = try rebuilt(found, subject: "the row")
      let known: [(WhatIfField, Double?)] = [
        (.clock, found.clock?.value), (.lanes, found.lanes.map(Double.init)),
        (.computeUnits, found.computeUnits.map(Double.init)),
        (.channels, found.channels.map(Double.init)),
      ]
      let values = known.compactMap { field, value in value.map { WhatIfValue(field, $0) } }
      return (values, values.isEmpty ? "the row says nothing of its design" : "")
    } catch {
      return ([], CommandFailure(error)?.message ?? "\(error)")
    }
  }

  func whatIf(_ request: WhatIfRequest, in data: ViewData) async -> WhatIfAnswer {
    guard case .run(let index) = request.row else { return workloads.answer(request, in: data) }
    do {
      let found = try data.snapshot.row(of: index)
      let (rebuild, _) = try rebuilt(found, subject: "the row")
      let changed = try ChangedDesign(rebuild, Self.values(request))
      return Self.answer(request, changed, data)
    } catch {
      return WhatIfAnswer(request: request, problem: CommandFailure(error)?.message ?? "\(error)")
    }
  }

  func export(_ state: ViewState, to path: String) async -> String {
    ViewExport(state: state, path: path).write()
  }

  // MARK: Rows

  private func rebuilt(
    _ row: Measurement, subject: String
  ) throws -> (rebuild: RowRebuild, board: BoardSpec) {
    guard catalog.boardNames.contains(row.board) else {
      throw CommandFailure.usage("\(row.board) is no installed board, so it cannot be modelled")
    }
    guard catalog.kernelNames.contains(row.kernel) else {
      throw CommandFailure.usage("\(row.kernel) is no installed kernel, so it cannot be modelled")
    }
    let board = try catalog.board(row.board)
    let kernel = try catalog.kernel(row.kernel)
    return (try RowRebuild(row, subject: subject, board: board, kernel: kernel), board)
  }

  /// Columns that say something, with their names.
  private static func columns(of row: Measurement) -> [NamedText] {
    let skipped: Set<String> = ["schema"]
    let known = MeasurementSchema.columns.filter { !skipped.contains($0.name) }
      .map { NamedText($0.name, $0.text(row)) }
    let extra = row.extraColumns.map { NamedText($0.name, $0.value) }
    return (known + extra).filter { !$0.text.isEmpty }
  }

  private static func shares(_ result: ModelResult) -> [StallShare] {
    let total = Double(max(1, result.cycles))
    return result.stalls.entries.map {
      StallShare(cause: $0.cause.rawValue, share: Double($0.cycles) / total)
    }
  }

  // MARK: What-if

  private static func values(_ request: WhatIfRequest) -> ChangedDesign.Values {
    var values = ChangedDesign.Values()
    for value in request.values where value.isChanged {
      switch value.field {
      case .clock: values.clock = Frequency(value.value)
      case .lanes: values.lanes = Int(value.value)
      case .computeUnits: values.computeUnits = Int(value.value)
      case .channels: values.channels = Int(value.value)
      case .bytes, .operations: break
      }
    }
    return values
  }

  private static func answer(
    _ request: WhatIfRequest, _ changed: ChangedDesign, _ data: ViewData
  ) -> WhatIfAnswer {
    var answer = WhatIfAnswer(request: request)
    guard var point = data.point(of: request.row),
      let intensity = changed.row.operationalIntensity, let throughput = changed.row.throughput
    else {
      answer.problem = "the changed design has no place on the roofline"
      return answer
    }
    point.intensity = intensity
    point.throughput = Estimate(value: throughput.value)
    point.basis = .modelled
    answer.point = point
    answer.ceilings = changed.limits.compactMap { limit in
      ceiling(limit, changed.row, board: point.board)
    }
    answer.sentences = changed.limits.prefix(1).map {
      "The tightest bound of the changed design: \($0.kind.rawValue), \($0.arithmetic)."
    }
    answer.sentences.append(
      "Most cycles: "
        + changed.result.stalls.entries.prefix(2).map { entry in
          let share = Double(entry.cycles) / Double(max(1, changed.result.cycles))
          return "\(SIPrefix.significant(share * 100, digits: 3)) % \(entry.cause.phrase)"
        }.joined(separator: ", ") + ".")
    return answer
  }

  /// A bound of the design as a line: operators are flat, ports and channels are sloped.
  private static func ceiling(
    _ limit: DesignLimit, _ row: Measurement, board: String
  ) -> Ceiling? {
    guard limit.seconds > 0, let operations = row.operations, let bytes = row.bytesMoved else {
      return nil
    }
    let isCompute = limit.kind == .compute
    guard isCompute || limit.kind == .ports else { return nil }
    let rate = Double(isCompute ? operations : bytes) / limit.seconds
    return Ceiling(
      kind: isCompute
        ? .compute(type: row.elementType, operation: row.operation) : .memory(row.memory),
      board: board, basis: .modelled, estimate: Estimate(value: rate),
      origin: "what-if: \(limit.kind.rawValue)")
  }
}
