import Dispatch
import Measurements
import Synchronization

extension OffloadPrediction {
  /// Kernels that one turn of the work predicts.
  private static let share = 256

  /// Predictions of every kernel on every board as a CSV file, made on all cores.
  ///
  /// - Parameters:
  ///   - workloads: The kernels; rows are in their order.
  ///   - models: The boards, in whose order each kernel's rows are.
  /// - Returns: The header and a row for every pair.
  package static func csv(_ workloads: [Workload], on models: [OffloadModel]) -> String {
    let starts = Array(stride(from: 0, to: workloads.count, by: share))
    let texts = Mutex([String](repeating: "", count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { turn in
      let end = min(starts[turn] + share, workloads.count)
      let rows = workloads[starts[turn]..<end].flatMap { workload in
        models.map { $0.prediction(for: workload, isBrief: true).cells }
      }
      let text = CSVWriter.text(rows: rows)
      texts.withLock { $0[turn] = text }
    }
    return CSVWriter.line(header) + texts.withLock { $0.joined() }
  }
}
