import OffloadPredictor
import Quantities
import RooflineModel
import Specs
import TerminalUI

/// What-if for a user's kernel: other bytes or operations, placed and predicted at once.
struct WorkloadWhatIf: Sendable {
  /// The kernels, by the order of their points.
  let workloads: [Workload]
  /// Where the boards' links are.
  let catalog: SpecCatalog

  func detail(of row: RowID, in data: ViewData) -> RowDetail {
    var detail = RowDetail(row: row, source: data.kernelArguments.last ?? "kernels file")
    guard let (workload, point) = workload(of: row, data),
      let roofline = data.roofline(of: point.board)
    else { return detail }
    let prediction = prediction(for: workload, on: roofline)
    detail.sentences = [verdict(prediction)]
    detail.columns =
      [
        NamedText("operations", workload.operations.map { SIPrefix.significant($0) } ?? ""),
        NamedText("bytes", workload.bytes.map { SIPrefix.significant($0) } ?? ""),
        NamedText("calls", "\(workload.calls)"), NamedText("note", workload.note),
      ].filter { !$0.text.isEmpty } + prediction.assumptions.map { NamedText("assumed:", $0) }
    return detail
  }

  func values(of row: RowID, in data: ViewData) -> ([WhatIfValue], String) {
    guard let (workload, _) = workload(of: row, data), let bytes = workload.bytes,
      let operations = workload.operations
    else { return ([], "the kernel says neither its bytes nor its operations") }
    return ([WhatIfValue(.bytes, bytes), WhatIfValue(.operations, operations)], "")
  }

  func answer(_ request: WhatIfRequest, in data: ViewData) -> WhatIfAnswer {
    guard let (workload, point) = workload(of: request.row, data),
      let roofline = data.roofline(of: point.board)
    else { return WhatIfAnswer(request: request, problem: "the kernel is no longer there") }
    var changed = workload
    for value in request.values where value.isChanged {
      if value.field == .bytes { changed.bytes = value.value }
      if value.field == .operations { changed.operations = value.value }
      // A time that was measured is not that of other work.
      changed.seconds = nil
    }
    let places = WorkloadPoints(rooflines: [roofline])
    guard let place = places.points(of: [changed]).first else {
      return WhatIfAnswer(request: request, problem: "the change has no place on the roofline")
    }
    return WhatIfAnswer(
      request: request, point: place,
      sentences: [verdict(prediction(for: changed, on: roofline))])
  }

  /// The workload of a point: a point stands for a kernel on one board.
  private func workload(of row: RowID, _ data: ViewData) -> (Workload, RooflinePoint)? {
    guard case .kernel(let index) = row, data.kernels.indices.contains(index) else { return nil }
    let point = data.kernels[index]
    let name = WorkloadPoints.name(of: point)
    return workloads.first { $0.name == name }.map { ($0, point) }
  }

  private func prediction(for workload: Workload, on roofline: Roofline) -> OffloadPrediction {
    // Without the board's file the link is what its ceilings say.
    let link =
      (try? HostLink.known(of: roofline, rows: [], catalog))
      ?? HostLink(rows: [], roofline: roofline)
    return OffloadModel(roofline: roofline, link: link).prediction(for: workload)
  }

  private func verdict(_ prediction: OffloadPrediction) -> String {
    "Offloading: \(prediction.verdict.rawValue). \(prediction.reason)"
  }
}
