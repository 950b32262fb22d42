package import Measurements
import Quantities

/// Finds runs that are faster than the hardware allows: a wrong count, clock or time.
package struct PhysicsCheck {
  /// How far above a limit a run may be before it counts, a pure share: rounding in files.
  package static let tolerance = 0.001

  let ceilings: [Ceiling]

  /// Checks against these, of any basis.
  package init(ceilings: [Ceiling]) { self.ceilings = ceilings }

  /// Every broken limit once, ordered by its text.
  package func violations(of groups: [RepetitionGroup], points: [RooflinePoint])
    -> [PhysicsViolation]
  {
    let fromRuns = groups.flatMap { group in
      aboveTheory(group) + abovePorts(group) + aboveOperators(group)
    }
    return Set(fromRuns + points.compactMap(aboveFit)).sorted {
      ($0.subject, $0.limit) < ($1.subject, $1.limit)
    }
  }

  // MARK: The board's data

  private func aboveTheory(_ group: RepetitionGroup) -> [PhysicsViolation] {
    let amounts = [
      (group.bandwidthKind, group.point.bytesMoved), (group.computeKind, group.point.operations),
    ]
    return amounts.compactMap { kind, amount in
      guard let kind, let amount else { return nil }
      let theory = ceilings.filter { $0.kind == kind && $0.basis == .theoretical }
      guard let limit = theory.max(by: { $0.estimate.value < $1.estimate.value }) else {
        return nil
      }
      return violation(
        of: group, rate: group.medianRate(of: amount), kind: kind,
        limit: limit.estimate.value, words: "allowed by the board's data (\(limit.origin))")
    }
  }

  // MARK: The ports of the run

  /// Bytes per direction against `ports · width · clock`: an AXI port moves its width each way in
  /// every cycle (AXI has separate read and write data channels).
  private func abovePorts(_ group: RepetitionGroup) -> [PhysicsViolation] {
    guard let kind = group.bandwidthKind, group.offChipMemory != nil,
      let ports = PortCount(kernel: group.point.kernel, operation: group.point.operation),
      let bits = group.point.portBits, let clock = group.point.clock,
      let units = group.point.computeUnits
    else { return [] }
    let perPort = Self.portRate(bits: bits, clock: clock.value, units: units)
    let directions = [
      ("can be read", group.point.bytesRead, ports.reading),
      ("can be written", group.point.bytesWritten, ports.writing),
    ]
    return directions.compactMap { word, bytes, count in
      guard let bytes, count > 0 else { return nil }
      return violation(
        of: group, rate: group.medianRate(of: bytes), kind: kind, limit: perPort * Double(count),
        words: "\(word) by \(units) × \(count) ports of \(bits) bits at \(clock)")
    }
  }

  // MARK: The operators of the run

  /// Operations against `lanes · chain · operations · units · clock` of the roofline kernel.
  private func aboveOperators(_ group: RepetitionGroup) -> [PhysicsViolation] {
    guard let kind = group.computeKind, let operations = group.point.operations,
      let lanes = group.point.lanes, let chain = group.point.chain,
      let clock = group.point.clock, let units = group.point.computeUnits
    else { return [] }
    let limit = Self.operatorRate(
      operators: Double(lanes) * Double(chain), operation: group.point.operation,
      clock: clock.value, units: units)
    let found = violation(
      of: group, rate: group.medianRate(of: operations), kind: kind, limit: limit,
      words: "is what \(lanes) lanes × chain \(chain) × \(units) units do at \(clock)")
    return found.map { [$0] } ?? []
  }

  /// Bytes per second that one port of every unit moves each way; `clock` in hertz.
  private static func portRate(bits: Int, clock: Double, units: Int) -> Double {
    Double(bits) / 8 * clock * Double(units)
  }

  /// Operations per second of the operators of every unit; `clock` in hertz.
  private static func operatorRate(
    operators: Double, operation: String, clock: Double, units: Int
  ) -> Double {
    operators * (operation == "fma" ? 2 : 1) * Double(units) * clock
  }

  /// How often a second a run can be repeated before its own ports or operators forbid it.
  ///
  /// - Parameters:
  ///   - run: Its numbers.
  ///   - kernel: Its kernel.
  ///   - operation: Its operation.
  ///   - kinds: What it says something about.
  /// - Returns: Infinite where nothing is known to forbid it.
  package static func largestRate(
    of run: MeasurementDigest, kernel: String, operation: String, kinds: RunKinds
  ) -> Double {
    guard let clock = run.clock, let units = run.computeUnits else { return .infinity }
    var rate = Double.infinity
    if kinds.offChipMemory != nil, let bits = run.portBits,
      let ports = PortCount(kernel: kernel, operation: operation)
    {
      let perPort = portRate(bits: bits, clock: clock, units: units)
      for (bytes, count) in [(run.bytesRead, ports.reading), (run.bytesWritten, ports.writing)] {
        guard let bytes, bytes > 0, count > 0 else { continue }
        rate = min(rate, perPort * Double(count) / Double(bytes))
      }
    }
    guard kinds.compute != nil, let operations = run.operations, operations > 0,
      let lanes = run.lanes, let chain = run.chain
    else { return rate }
    let limit = operatorRate(
      operators: Double(lanes) * Double(chain), operation: operation, clock: clock, units: units)
    return min(rate, limit / Double(operations))
  }

  private func violation(
    of group: RepetitionGroup, rate: Double, kind: Ceiling.Kind, limit: Double, words: String
  ) -> PhysicsViolation? {
    guard rate > limit * (1 + Self.tolerance) else { return nil }
    let place = kind.isCompute ? group.point.elementType : kind.name
    return PhysicsViolation(
      subject: "\(group.origin) on \(place): \(kind.text(of: rate))",
      limit: "\(kind.text(of: limit)) \(words)")
  }

  // MARK: The fit itself

  /// A run above its own binding ceiling shows that the ceiling is not one.
  private func aboveFit(_ point: RooflinePoint) -> PhysicsViolation? {
    guard let share = point.shareOfBound, let kind = point.binding else { return nil }
    // Of repetitions that differ, the least that the run can have reached.
    let value = point.throughput.value
    let least = value > 0 ? (point.throughput.interval?.lowerBound ?? value) / value : 1
    guard share * least > 1 + Self.tolerance else { return nil }
    let percent = SIPrefix.significant(share * 100)
    return PhysicsViolation(
      subject: "\(point.label) on \(point.memory): \(point.throughput.throughputText)",
      limit: "\(percent) % of the ceiling \(kind.name): the ceiling is too low or the run is wrong")
  }
}

extension Estimate {
  fileprivate var throughputText: String { Throughput(value).description }
}

/// How many ports of one compute unit read and write at once, for kernels where that is known.
private struct PortCount {
  var reading: Int
  var writing: Int

  init?(kernel: String, operation: String) {
    switch (kernel, operation) {
    case ("memory-probe", _), ("roofline", _), ("stream", "copy"), ("stream", "scale"):
      (reading, writing) = (1, 1)
    case ("stream", "add"), ("stream", "triad"):
      (reading, writing) = (2, 1)
    default:
      return nil
    }
  }
}
