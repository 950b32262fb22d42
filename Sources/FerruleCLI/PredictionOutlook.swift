import Measurements
import OffloadPredictor
import Quantities

/// What a prediction says beyond its CSV columns: scenarios, application, needs, energy.
struct PredictionOutlook {
  let prediction: OffloadPrediction

  /// Keys of JSON after those of the CSV.
  static let header = [
    "optimistic_seconds", "pessimistic_seconds", "half_acceleration_scale", "host_energy_joules",
    "energy_delay_product", "break_even_calls", "reconfiguration_seconds", "optimistic_speedup",
    "pessimistic_speedup", "fastest_seconds", "slowest_seconds", "needs", "assumptions",
  ]

  /// One field per key; empty is not known.
  var cells: [String] {
    let numbers = [
      seconds(.optimistic), seconds(.pessimistic), prediction.halfAccelerationScale,
      prediction.hostEnergyJoules, prediction.energyDelayProduct,
      prediction.breakEvenCalls, prediction.reconfigurationSeconds, speedup(.optimistic),
      speedup(.pessimistic), prediction.fastestSeconds, prediction.slowestSeconds,
    ]
    return numbers.map { $0.map(CSVWriter.number) ?? "" }
      + [
        prediction.needs.map(\.text).joined(separator: "; "),
        prediction.assumptions.joined(separator: "; "),
      ]
  }

  /// One text per thing that is known.
  var lines: [String] {
    [interval, scenarios, application, half, needs, energy].compactMap(\.self)
  }

  /// The fastest board of a kernel, and how far off the next is.
  static func bestBoard(of name: String, _ ranking: OffloadRanking) -> String? {
    guard let best = ranking.best else { return nil }
    let speedup = best.speedup.map { ", \(SIPrefix.significant($0, digits: 3))×" } ?? ""
    let start = "\(name): best on \(best.board)\(speedup), \(best.verdict.rawValue)"
    guard let next = ranking.predictions.dropFirst().first,
      let margin = ranking.margin(of: next)
    else { return start }
    if ranking.isWithinInterval(next) {
      return start + "; \(next.board) is within the interval: no difference"
    }
    return start + "; \(next.board) takes \(SIPrefix.significant(margin, digits: 3)) times as long"
  }

  /// What the intervals of the rates make of the time and the speed-up.
  private var interval: String? {
    guard let fastest = prediction.fastestSeconds, let slowest = prediction.slowestSeconds else {
      return nil
    }
    var text = "Interval: \(TimeSpan(fastest)) to \(TimeSpan(slowest))"
    if let low = prediction.speedupLow, let high = prediction.speedupHigh {
      text +=
        ", \(SIPrefix.significant(low, digits: 3)) to \(SIPrefix.significant(high, digits: 3)) times "
        + "as fast as the host"
    }
    return text
  }

  private var scenarios: String? {
    guard !prediction.scenarios.isEmpty else { return nil }
    let parts = prediction.scenarios.map { scenario in
      let speedup = scenario.speedup.map { " (\(SIPrefix.significant($0, digits: 3))×)" } ?? ""
      return "\(scenario.name.rawValue) \(TimeSpan(scenario.totalSeconds))\(speedup)"
    }
    return "Scenarios: " + parts.joined(separator: ", ")
  }

  private var application: String? {
    prediction.applicationSpeedup.map {
      "Whole application: \(SIPrefix.significant($0, digits: 3)) times as fast"
    }
  }

  private var half: String? {
    prediction.halfAccelerationScale.flatMap {
      $0 <= 0
        ? nil
        : "Half of the kernel's own acceleration: at \(SIPrefix.significant($0)) times this size"
    }
  }

  private var needs: String? {
    guard !prediction.needs.isEmpty else { return nil }
    return "To change " + prediction.needs.map(\.text).joined(separator: "; ")
  }

  private var energy: String? {
    let parts = [
      prediction.energyJoules.map { "board \(SIPrefix.significant($0)) J" },
      prediction.energyDelayProduct.map { "energy-delay product \(SIPrefix.significant($0)) J·s" },
      prediction.hostEnergyJoules.map { "host \(SIPrefix.significant($0)) J" },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : "Energy: " + parts.joined(separator: ", ")
  }

  private func speedup(_ name: OffloadScenario.Case) -> Double? {
    prediction.scenarios.first { $0.name == name }?.speedup
  }

  private func seconds(_ name: OffloadScenario.Case) -> Double? {
    prediction.scenarios.first { $0.name == name }?.totalSeconds
  }
}
