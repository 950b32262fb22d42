import OffloadPredictor
import RooflineModel
import Quantities

/// Predictions of many kernels on many boards, as `ferrule predict` makes them.
struct PredictionCase {
  private static let kernels = 10_000
  private static let boards = 10

  static func all(_ repetition: Repetition) -> [BenchmarkCase] {
    [
      BenchmarkCase(
        name: "predict", summary: "predict 10 000 kernels on 10 boards, as CSV"
      ) {
        let text = kernelsFile
        return [
          BenchmarkFigure(
            label: "10 000 kernels × 10 boards, read, predicted and written", unit: .seconds,
            samples: try repetition.times(by: .wall) { try predict(text) }, goal: 1, peers: [])
        ]
      }
    ]
  }

  private static func predict(_ text: [UInt8]) throws {
    let workloads = try WorkloadTable.read(from: text, file: "kernels.csv").workloads
    let models = (0..<boards).map(model)
    let csv = OffloadPrediction.csv(workloads, on: models)
    guard csv.utf8.count(where: { $0 == UInt8(ascii: "\n") }) == kernels * boards + 1 else {
      throw BenchmarkError("not every kernel was predicted")
    }
  }

  /// Intensities from far left to far right of the ridge.
  private static var kernelsFile: [UInt8] {
    var text = "name,element_type,operations,bytes,host_seconds\n"
    for index in 0..<kernels {
      let operations = 1_000_000 + 7_919 * index
      text += "kernel \(index),f32,\(operations),\(1 + index % 1000)000,0.00\(1 + index % 9)\n"
    }
    return Array(text.utf8)
  }

  private static func model(_ index: Int) -> OffloadModel {
    let name = "board \(index)"
    let rate = Double(1 + index)
    func ceiling(_ kind: Ceiling.Kind, _ value: Double) -> Ceiling {
      Ceiling(
        kind: kind, board: name, basis: .modelled,
        estimate: Estimate(value: value, interval: value * 0.99...value * 1.01), origin: "benchmark"
      )
    }
    let roofline = Roofline(
      board: name,
      ceilings: [
        ceiling(.memory("hbm"), 4e10 * rate), ceiling(.memory("ddr"), 3e9 * rate),
        ceiling(.compute(type: "f32", operation: "fma"), 1e11 * rate),
        ceiling(.compute(type: "f32", operation: "add"), 5e10 * rate),
      ], ridgePoints: [], points: [], violations: [])
    var link = HostLink()
    link.hostToDevice = Estimate(value: 1e10)
    link.deviceToHost = Estimate(value: 1e10)
    link.latency = TimeSpan(1e-5)
    link.launchOverhead = TimeSpan(3e-5)
    return OffloadModel(roofline: roofline, link: link)
  }
}
