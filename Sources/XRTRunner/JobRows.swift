import KernelIR
import Measurements
import struct Measurements.Measurement
import Quantities
import Runners
import Specs

/// The rows of a job while they come.
struct JobRows {
  /// What all rows share.
  var base: Measurement
  /// What all rows say.
  var notes: [String] = []
  private let repetitions: Int
  private var rows: [Measurement] = []
  /// The repetition that was last begun; below 0 in a warm-up.
  private var current: Int?
  /// The time of the very first run, when it is not a row.
  private var first: Double?
  private var power: Power?

  init(base: Measurement, repetitions: Int) {
    self.base = base
    self.repetitions = repetitions
  }

  /// Notes that a repetition begins.
  mutating func start(_ repetition: Int) { current = repetition }

  /// Takes a repetition; of warm-up runs only the first is remembered.
  mutating func take(_ answer: RepetitionAnswer) {
    guard answer.number >= 0 else {
      first = first ?? answer.seconds
      return
    }
    var row = base
    row.seconds = answer.seconds
    row.timeSource = .hostClock
    row.resultCheck = answer.difference == nil ? .passed : .failed
    var words = notes
    if let difference = answer.difference {
      words.append("result differs from the reference: \(difference)")
    }
    if answer.number == 0 {
      words.append(
        first.map { "the first run, a warm-up, took \(Self.text($0)) s" }
          ?? "the first run, without a warm-up")
    }
    row.message = Self.joined([row.message] + words)
    rows.append(row)
  }

  /// Ends with a failure: the repetition in which it was found has failed, later ones are skipped.
  mutating func fail(_ reason: String) {
    guard rows.count < repetitions else {
      // Everything ran; what failed was giving back.
      return rows[rows.count - 1].message = Self.joined([rows[rows.count - 1].message, reason])
    }
    let place = current.map { $0 < 0 ? "warm-up run: " : "" } ?? ""
    rows.append(empty(.failed, place + reason))
    let number = rows.count - 1
    while rows.count < repetitions {
      rows.append(empty(.skipped, "not run, as repetition \(number) failed"))
    }
  }

  /// Skips everything that is left.
  mutating func skip(_ reason: String) {
    while rows.count < repetitions { rows.append(empty(.skipped, reason)) }
  }

  private func empty(_ status: RunStatus, _ reason: String) -> Measurement {
    var row = base
    row.status = status
    row.message = Self.joined([row.message] + notes + [reason])
    return row
  }

  /// Fills in what the board drew.
  mutating func set(power: Power) { self.power = power }

  /// Replaces times by those of a model, which the device process of an emulation reported.
  ///
  /// - Parameters:
  ///   - runs: What the device ran.
  ///   - units: Units that are started together.
  ///   - launches: Launches of a repetition.
  ///   - warmup: Repetitions before the first row.
  mutating func takeModelledTimes(
    _ runs: ModelledRuns, units: Int, launches: Int, warmup: Int
  ) {
    let each = max(1, units) * max(1, launches)
    guard runs.times.count >= each * (warmup + rows.count) else { return }
    // Later runs of one report are those of this job.
    let own = runs.times.suffix(each * (warmup + rows.count))
    for number in rows.indices {
      let part = own.dropFirst(each * (warmup + number)).prefix(each)
      guard let time = ModelledRuns.sum(Array(part), units: max(1, units)) else {
        rows[number].message = Self.joined([
          rows[number].message,
          "the board model has no time for it: this is the time of the computing machine",
        ])
        continue
      }
      rows[number].seconds = time.seconds
      rows[number].cycles = time.cycles
      rows[number].timeSource = .modelCycles
      rows[number].message = Self.joined([
        rows[number].message, "the time is that of the board model",
      ])
    }
  }

  /// The rows with their numbers.
  var finished: [Measurement] {
    rows.enumerated().map { number, row in
      var row = row
      row.repetition = number
      if row.status == .ok { row.power = power }
      return row
    }
  }

  private static func joined(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private static func text(_ seconds: Double) -> String {
    let digits = seconds > 0 ? (seconds * 1e9).rounded() / 1e9 : 0
    return "\(digits)"
  }
}

extension Measurement {
  /// What the build decides: its clock, its banks and the width of its ports.
  mutating func describe(_ build: XRTBuild, _ lowered: LoweredJob) {
    clock = build.clock
    guard lowered.job.kernel.structure != .onChip,
      let kernel = build.kernel(named: lowered.program.name)
    else { return }
    let banks = kernel.banks(units: lowered.job.design.computeUnits)
    if !banks.isEmpty { channels = banks.count }
    let widths = kernel.arguments.compactMap(\.portBits)
    if let widest = widths.max() { portBits = widest }
  }
}
