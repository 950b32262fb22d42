import Measurements

/// Whether a kernel is worth moving to a board.
package enum OffloadVerdict: String, Sendable, CaseIterable {
  /// At least ``offloadFrom`` times as fast as the host.
  case offload
  /// In between, or not known.
  case marginal
  /// Less than ``stayBelow`` times as fast as the host.
  case stay

  /// From this speed-up on the work of porting is thought to be worth it: 20 %, about the error of
  /// a roofline's compute ceiling (the paper that the method follows states 20 %).
  package static let offloadFrom = 1.2
  /// Below this speed-up the host is clearly faster.
  package static let stayBelow = 0.9

  /// Judges a speed-up; not known is marginal.
  package init(speedup: Double?) {
    guard let speedup else {
      self = .marginal
      return
    }
    self = speedup >= Self.offloadFrom ? .offload : speedup < Self.stayBelow ? .stay : .marginal
  }
}

/// What offloading a kernel to a board would bring; times are those of all calls together.
package struct OffloadPrediction: Hashable, Sendable {
  /// The kernel.
  package var name: String
  /// The board.
  package var board: String
  /// The largest part of the time: `compute`, a memory's name, `on-chip`, `link-in`, `link-out`,
  /// `launch`, `does-not-fit`; empty when no part is known.
  package var bound = ""
  /// Seconds in the kernel.
  package var kernelSeconds: Double?
  /// Seconds on the host link, both ways added, whether hidden behind the kernel or not.
  package var transferSeconds: Double?
  /// Seconds to start the kernel; `nil` when not known, then not part of the total.
  package var launchSeconds: Double?
  /// Seconds to configure the board, once; `nil` when not given, then not part of the total.
  package var reconfigurationSeconds: Double?
  /// Seconds in all.
  package var totalSeconds: Double?
  /// Seconds in all at the high ends of the intervals of every rate that has one.
  package var fastestSeconds: Double?
  /// Seconds in all at the low ends.
  package var slowestSeconds: Double?
  /// Host time over total, above 1 is faster than the host.
  package var speedup: Double?
  /// The speed-up at the low ends of the intervals of every rate that has one.
  package var speedupLow: Double?
  /// The speed-up at the high ends.
  package var speedupHigh: Double?
  /// Speed-up of the whole application; `nil` unless its time is given.
  package var applicationSpeedup: Double?
  /// Factor on the size of one call at which the speed-up reaches 1; `nil` is never or not known.
  package var breakEvenScale: Double?
  /// Calls from which on the speed-up is at least 1; `nil` is never or not known.
  package var breakEvenCalls: Double?
  /// Factor on the size of one call at which half of the kernel's own acceleration is reached;
  /// `nil` is never or not known.
  package var halfAccelerationScale: Double?
  /// Energy of the board in joules; `nil` unless its power is known.
  package var energyJoules: Double?
  /// Energy of the host in joules for the same calls; `nil` unless its power is known.
  package var hostEnergyJoules: Double?
  /// The optimistic, the expected and the pessimistic case; empty when the total is not known.
  package var scenarios: [OffloadScenario] = []
  /// What must change to reach a speed-up; empty when it is not known or reached already.
  package var needs: [OffloadNeed] = []
  /// The verdict.
  package var verdict = OffloadVerdict.marginal
  /// Why, with the numbers that decide: one or more sentences.
  package var reason = ""
  /// Everything that was taken for granted, one phrase each.
  package var assumptions: [String] = []

  /// Energy-delay product of the board in joule seconds; `nil` unless its power is known.
  package var energyDelayProduct: Double? {
    guard let energyJoules, let totalSeconds else { return nil }
    return energyJoules * totalSeconds
  }

  /// Creates a prediction that says nothing yet.
  package init(name: String, board: String) {
    self.name = name
    self.board = board
  }
}

extension OffloadPrediction {
  /// Column names of the CSV.
  package static let header = [
    "name", "board", "bound", "kernel_seconds", "transfer_seconds", "launch_seconds",
    "total_seconds", "speedup", "speedup_low", "speedup_high", "application_speedup",
    "break_even_scale", "energy_joules", "verdict", "reason",
  ]

  /// One field per column of the header; empty is not known.
  package var cells: [String] {
    let numbers = [
      kernelSeconds, transferSeconds, launchSeconds, totalSeconds, speedup, speedupLow,
      speedupHigh, applicationSpeedup, breakEvenScale, energyJoules,
    ]
    return [name, board, bound] + numbers.map { $0.map(CSVWriter.number) ?? "" }
      + [verdict.rawValue, reason]
  }

  /// Predictions as a CSV file.
  package static func csv(_ predictions: [OffloadPrediction]) -> String {
    CSVWriter.text(header: header, rows: predictions.map(\.cells))
  }
}
