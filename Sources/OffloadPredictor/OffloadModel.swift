import Measurements
package import Quantities
package import RooflineModel

/// Predicts what offloading brings, from ceilings alone.
///
/// Assumptions:
/// - a kernel runs at the lower of its memory and compute ceiling, measured or modelled ceilings
///   before theoretical ones, unless its time on the board was measured;
/// - a transfer takes latency plus bytes over rate; calls follow each other and are all alike;
/// - the host's time grows in proportion to the size, like the kernel and the transfers;
/// - the rest of an application is as fast with the board as without it;
/// - the board is configured once for all calls, before the first;
/// - the board draws the same power all the time; the host's power meanwhile is not counted.
package struct OffloadModel: Sendable {
  /// The board's ceilings.
  package let roofline: Roofline
  /// The board's link.
  package let link: HostLink
  /// The board's ceilings as kernels meet them.
  let ceilings: KernelCeilings
  /// Time of the whole application on the host; without it there is no application speed-up.
  package var applicationTime: TimeSpan?
  /// What the board draws while it computes; without it there is no energy.
  package var boardPower: Power?
  /// Time to configure the board, paid once; not known is not counted.
  package var reconfiguration: TimeSpan?
  /// Calls that share one launch and one transfer each way, at least 1.
  package var batch = 1

  /// Creates a model of one board.
  package init(roofline: Roofline, link: HostLink) {
    self.roofline = roofline
    self.link = link
    ceilings = KernelCeilings(roofline)
  }

  /// What offloading one kernel brings.
  ///
  /// - Parameters:
  ///   - workload: The kernel.
  ///   - isBrief: Whether what ``OffloadPrediction/cells`` do not hold is left out: scenarios, needs and
  ///     assumptions, which take longer than all else.
  /// - Returns: The prediction; what is not known is `nil` in it.
  package func prediction(for workload: Workload, isBrief: Bool = false) -> OffloadPrediction {
    let bound = KernelBound(of: workload, on: ceilings)
    let call = callTime(of: workload, bound, rate: \.value)
    let calls = Double(workload.calls)
    var prediction = OffloadPrediction(name: workload.name, board: roofline.board)
    prediction.kernelSeconds = kernelSeconds(of: workload, bound, rate: \.value).map { $0 * calls }
    prediction.transferSeconds = transferSeconds(of: workload).map { $0 * calls }
    prediction.launchSeconds = link.launchOverhead.map { $0.value * starts(of: workload) * calls }
    prediction.reconfigurationSeconds = reconfiguration?.value
    prediction.totalSeconds = call.map { $0.total * calls }
    if let call, let host = workload.hostSeconds {
      prediction.speedup = host / call.total
      prediction.breakEvenScale = call.scale(reaching: 1, hostSeconds: host)
      prediction.breakEvenCalls = breakEvenCalls(of: workload, call, hostSeconds: host)
      addOutlook(to: &prediction, of: workload, call, hostSeconds: host)
      if !isBrief { addNeeds(to: &prediction, of: workload, call, hostSeconds: host) }
    }
    if !isBrief { prediction.scenarios = scenarios(of: workload, bound) }
    prediction.energyJoules = product(boardPower?.value, prediction.totalSeconds)
    prediction.hostEnergyJoules = product(
      workload.hostPower?.value, workload.hostSeconds.map { $0 * calls })
    addInterval(to: &prediction, of: workload, bound)
    prediction.bound = boundWord(of: workload, bound)
    prediction.verdict = OffloadVerdict(speedup: prediction.speedup)
    prediction.reason =
      OffloadReason(
        workload: workload, bound: bound, link: link, prediction: prediction
      ).text
    prediction.assumptions =
      isBrief ? [] : assumptions(of: workload, bound) + prediction.assumptions
    return prediction
  }

  // MARK: Times of one call

  func callTime(
    of workload: Workload, _ bound: KernelBound, rate: (Estimate) -> Double
  ) -> CallTime? {
    guard let kernel = kernelSeconds(of: workload, bound, rate: rate),
      let incoming = transfer(\.bytesIn, of: workload, rate: rate),
      let outgoing = transfer(\.bytesOut, of: workload, rate: rate)
    else { return nil }
    let call = CallTime(
      kernel: CallTime.Part(growing: kernel), transferIn: incoming, transferOut: outgoing,
      launch: CallTime.Part(fixed: startSeconds(of: workload)), overlaps: workload.overlaps)
    return call.total > 0 && call.total.isFinite ? call : nil
  }

  /// Launches of each call: fewer than one when calls are batched.
  func starts(of workload: Workload) -> Double {
    let (calls, batch) = (Double(workload.calls), Double(max(1, batch)))
    return (calls / batch).rounded(.up) / calls
  }

  /// A call's share of launches and of the one configuration.
  private func startSeconds(of workload: Workload) -> Double {
    (link.launchOverhead?.value ?? 0) * starts(of: workload)
      + (reconfiguration?.value ?? 0) / Double(workload.calls)
  }

  /// The calls from which on the configuration is paid back: what it takes over what each call
  /// gains; `nil` when a call gains nothing.
  private func breakEvenCalls(
    of workload: Workload, _ call: CallTime, hostSeconds: Double
  ) -> Double? {
    let once = reconfiguration?.value ?? 0
    let gain = hostSeconds - (call.total - once / Double(workload.calls))
    guard gain > 0 else { return gain == 0 && once == 0 ? 1 : nil }
    let calls = (once / gain).rounded(.up)
    return calls.isFinite ? max(1, calls) : nil
  }

  func kernelSeconds(
    of workload: Workload, _ bound: KernelBound, rate: (Estimate) -> Double
  ) -> Double? {
    workload.seconds ?? bound.seconds(rate)
  }

  /// No time for no bytes; not known when the bytes or the rate are not.
  func transfer(
    _ direction: KeyPath<Workload, Double?>, of workload: Workload, rate: (Estimate) -> Double
  ) -> CallTime.Part? {
    if link.isShared { return CallTime.Part() }
    guard let bytes = workload[keyPath: direction] else { return nil }
    guard bytes > 0 else { return CallTime.Part() }
    let rates = direction == \Workload.bytesIn ? link.hostToDevice : link.deviceToHost
    guard let rates, rate(rates) > 0 else { return nil }
    return CallTime.Part(
      fixed: (link.latency?.value ?? 0) * starts(of: workload), growing: bytes / rate(rates))
  }

  private func transferSeconds(of workload: Workload) -> Double? {
    guard let incoming = transfer(\.bytesIn, of: workload, rate: \.value),
      let outgoing = transfer(\.bytesOut, of: workload, rate: \.value)
    else { return nil }
    return incoming.seconds + outgoing.seconds
  }

  private func product(_ left: Double?, _ right: Double?) -> Double? {
    guard let left, let right, (left * right).isFinite else { return nil }
    return left * right
  }

  // MARK: Interval, bound, assumptions

  /// Every rate at its low end gives the lowest speed-up, at its high end the highest: the total
  /// falls with each of them. Left out when no rate has an interval.
  private func addInterval(
    to prediction: inout OffloadPrediction, of workload: Workload, _ bound: KernelBound
  ) {
    guard let slow = callTime(of: workload, bound, rate: \.low),
      let fast = callTime(of: workload, bound, rate: \.high),
      slow.total != fast.total || workload.hostInterval != nil
    else { return }
    prediction.fastestSeconds = fast.total * Double(workload.calls)
    prediction.slowestSeconds = slow.total * Double(workload.calls)
    guard let host = workload.hostSeconds else { return }
    prediction.speedupLow = (workload.hostInterval?.lowerBound ?? host) / slow.total
    prediction.speedupHigh = (workload.hostInterval?.upperBound ?? host) / fast.total
  }

  private func boundWord(of workload: Workload, _ bound: KernelBound) -> String {
    let incoming = transfer(\.bytesIn, of: workload, rate: \.value)
    let outgoing = transfer(\.bytesOut, of: workload, rate: \.value)
    let parts: [(String, Double?)] = [
      (bound.word(for: workload), kernelSeconds(of: workload, bound, rate: \.value)),
      ("link-in", incoming?.seconds), ("link-out", outgoing?.seconds),
      ("launch", startSeconds(of: workload)),
    ]
    var longest = (word: "", seconds: 0.0)
    for case (let word, let seconds?) in parts where seconds > longest.seconds {
      longest = (word, seconds)
    }
    return longest.word
  }

  private func assumptions(of workload: Workload, _ bound: KernelBound) -> [String] {
    var assumptions = workload.assumptions + bound.choices + link.origins.map { "link: \($0)" }
    let moves =
      !link.isShared && ((workload.bytesIn ?? 0) > 0 || (workload.bytesOut ?? 0) > 0)
    if moves && link.latency == nil {
      assumptions.append("link: latency per transfer not known, not counted")
    }
    if link.launchOverhead == nil {
      assumptions.append("launch overhead not known, not counted")
    }
    assumptions.append(
      reconfiguration.map { "reconfiguration: \($0), once before the first call" }
        ?? "reconfiguration: not given, not counted: the board is taken as configured")
    if batch > 1 {
      assumptions.append("batch: \(batch) calls share a launch and a transfer each way")
    }
    if workload.overlaps {
      assumptions.append("overlap: the longest of kernel and transfers hides the others")
    }
    if let boardPower { assumptions.append("board power \(boardPower), all the time") }
    return assumptions
  }
}

extension Estimate {
  var low: Double { interval?.lowerBound ?? value }
  var high: Double { interval?.upperBound ?? value }
}
