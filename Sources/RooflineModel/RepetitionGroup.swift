package import Measurements
import Quantities

/// All repetitions of one design point on one board.
package struct RepetitionGroup: Sendable {
  /// The design point: a row without what differs between its repetitions.
  package let point: Measurement
  /// Times of the repetitions in seconds, above 0, ascending; never empty.
  package let seconds: [Double]
  /// How the rows came about; emulated rows make no group.
  package let basis: CeilingBasis

  /// Creates a group; `nil` for emulated rows and without times.
  ///
  /// - Parameters:
  ///   - row: Any of its rows.
  ///   - seconds: Times of all repetitions, above 0, not empty.
  package init?(row: Measurement, seconds: [Double]) {
    guard let basis = Self.basis(of: row), !seconds.isEmpty else { return nil }
    self.init(point: Self.designPoint(of: row), seconds: seconds.sorted(), basis: basis)
  }

  private init(point: Measurement, seconds: [Double], basis: CeilingBasis) {
    self.point = point
    self.seconds = seconds
    self.basis = basis
  }

  /// Groups the rows that count: status ok, values not found wrong, a time above 0, not emulated.
  ///
  /// - Returns: Groups in an order that does not depend on the order of the rows.
  package static func groups(of rows: [Measurement]) -> [RepetitionGroup] {
    var times: [Measurement: [Double]] = [:]
    for row in rows where counts(row) {
      guard let seconds = row.seconds, seconds > 0 else { continue }
      times[designPoint(of: row), default: []].append(seconds)
    }
    return ordered(times.compactMap { RepetitionGroup(row: $0, seconds: $1) })
  }

  /// The order of ``groups(of:)``: by design point.
  package static func ordered(_ groups: [RepetitionGroup]) -> [RepetitionGroup] {
    groups.map { (key: MeasurementCSVWriter(for: [$0.point]).line(for: $0.point), group: $0) }
      .sorted { $0.key < $1.key }
      .map(\.group)
  }

  /// Amount per second as the median over the repetitions; the interval only where repetitions
  /// tell something: measured on hardware, at least three, not all equal.
  func rate(of amount: Int) -> Estimate {
    let rates = seconds.map { Double(amount) / $0 }
    guard let statistics = SampleStatistics(rates) else {
      return Estimate(value: medianRate(of: amount), samples: seconds.count)
    }
    return Estimate(
      value: statistics.median, interval: basis == .measured ? statistics.medianInterval() : nil,
      samples: seconds.count)
  }

  /// Amount per second at the median, without an interval.
  func medianRate(of amount: Int) -> Double {
    let middle = seconds.count / 2
    let upper = Double(amount) / seconds[middle]
    return seconds.count % 2 == 1 ? upper : upper / 2 + Double(amount) / seconds[middle - 1] / 2
  }

  /// The run in a few words, e.g. `memory-probe read sequential, 32 units, 300 MHz`.
  var origin: String {
    let name = [point.kernel, point.operation, point.schedule, point.pattern]
    var parts = [name.filter { !$0.isEmpty }.joined(separator: " ")]
    if let units = point.computeUnits { parts.append(units == 1 ? "1 unit" : "\(units) units") }
    if let lanes = point.lanes { parts.append(lanes == 1 ? "1 lane" : "\(lanes) lanes") }
    if let chain = point.chain { parts.append("chain \(chain)") }
    if let clock = point.clock { parts.append(clock.description) }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func counts(_ row: Measurement) -> Bool {
    row.status == .ok && row.resultCheck != .failed
  }

  private static func basis(of row: Measurement) -> CeilingBasis? {
    switch row.evidence {
    case .measured: .measured
    case .modelled: .modelled
    case .emulated: nil
    }
  }

  /// Everything but what is observed anew in each repetition.
  private static func designPoint(of row: Measurement) -> Measurement {
    var point = row
    point.runID = ""
    point.utc = ""
    point.repetition = nil
    point.seconds = nil
    point.cycles = nil
    point.power = nil
    point.resultCheck = .notChecked
    point.message = ""
    return point
  }
}

extension RepetitionGroup {
  /// What the run can say something about.
  var kinds: RunKinds {
    RunKinds(
      kernel: point.kernel, operation: point.operation, memory: point.memory,
      elementType: point.elementType)
  }

  /// See ``RunKinds/bandwidth``.
  var bandwidthKind: Ceiling.Kind? { kinds.bandwidth }

  /// See ``RunKinds/compute``.
  var computeKind: Ceiling.Kind? { kinds.compute }

  /// See ``RunKinds/offChipMemory``.
  var offChipMemory: String? { kinds.offChipMemory }
}
