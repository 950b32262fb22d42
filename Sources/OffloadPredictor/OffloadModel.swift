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
/// - the board draws the same power all the time; the host's power meanwhile is not counted.
package struct OffloadModel: Sendable {
  /// The board's ceilings.
  package let roofline: Roofline
  /// The board's link.
  package let link: HostLink
  /// Time of the whole application on the host; without it there is no application speed-up.
  package var applicationTime: TimeSpan?
  /// What the board draws while it computes; without it there is no energy.
  package var boardPower: Power?

  /// Creates a model of one board.
  package init(roofline: Roofline, link: HostLink) {
    self.roofline = roofline
    self.link = link
  }

  /// What offloading one kernel brings.
  package func prediction(for workload: Workload) -> OffloadPrediction {
    let bound = KernelBound(of: workload, on: roofline)
    let call = callTime(of: workload, bound, rate: \.value)
    let calls = Double(workload.calls)
    var prediction = OffloadPrediction(name: workload.name, board: roofline.board)
    prediction.kernelSeconds = kernelSeconds(of: workload, bound, rate: \.value).map { $0 * calls }
    prediction.transferSeconds = transferSeconds(of: workload).map { $0 * calls }
    prediction.launchSeconds = link.launchOverhead.map { $0.value * calls }
    prediction.totalSeconds = call.map { $0.total * calls }
    if let call, let host = workload.hostSeconds {
      prediction.speedup = host / call.total
      prediction.breakEvenScale = call.scale(reaching: 1, hostSeconds: host)
      addOutlook(to: &prediction, of: workload, call, hostSeconds: host)
    }
    prediction.scenarios = scenarios(of: workload, bound)
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
    prediction.assumptions = assumptions(of: workload, bound) + prediction.assumptions
    return prediction
  }

  // MARK: Times of one call

  func callTime(
    of workload: Workload, _ bound: KernelBound, rate: (Estimate) -> Double
  ) -> CallTime? {
    guard let kernel = kernelSeconds(of: workload, bound, rate: rate),
      let incoming = transfer(workload.bytesIn, link.hostToDevice, rate: rate),
      let outgoing = transfer(workload.bytesOut, link.deviceToHost, rate: rate)
    else { return nil }
    let call = CallTime(
      kernel: CallTime.Part(growing: kernel), transferIn: incoming, transferOut: outgoing,
      launch: CallTime.Part(fixed: link.launchOverhead?.value ?? 0), overlaps: workload.overlaps)
    return call.total > 0 && call.total.isFinite ? call : nil
  }

  private func kernelSeconds(
    of workload: Workload, _ bound: KernelBound, rate: (Estimate) -> Double
  ) -> Double? {
    workload.seconds ?? bound.seconds(rate)
  }

  /// No time for no bytes; not known when the bytes or the rate are not.
  private func transfer(
    _ bytes: Double?, _ rates: Estimate?, rate: (Estimate) -> Double
  ) -> CallTime.Part? {
    guard let bytes else { return nil }
    guard bytes > 0 else { return CallTime.Part() }
    guard let rates, rate(rates) > 0 else { return nil }
    return CallTime.Part(fixed: link.latency?.value ?? 0, growing: bytes / rate(rates))
  }

  private func transferSeconds(of workload: Workload) -> Double? {
    guard let incoming = transfer(workload.bytesIn, link.hostToDevice, rate: \.value),
      let outgoing = transfer(workload.bytesOut, link.deviceToHost, rate: \.value)
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
      let fast = callTime(of: workload, bound, rate: \.high), slow.total != fast.total
    else { return }
    prediction.fastestSeconds = fast.total * Double(workload.calls)
    prediction.slowestSeconds = slow.total * Double(workload.calls)
    guard let host = workload.hostSeconds else { return }
    prediction.speedupLow = host / slow.total
    prediction.speedupHigh = host / fast.total
  }

  private func boundWord(of workload: Workload, _ bound: KernelBound) -> String {
    let incoming = transfer(workload.bytesIn, link.hostToDevice, rate: \.value)
    let outgoing = transfer(workload.bytesOut, link.deviceToHost, rate: \.value)
    let parts: [(String, Double?)] = [
      (bound.word(for: workload), kernelSeconds(of: workload, bound, rate: \.value)),
      ("link-in", incoming?.seconds), ("link-out", outgoing?.seconds),
      ("launch", link.launchOverhead?.value),
    ]
    var longest = (word: "", seconds: 0.0)
    for case (let word, let seconds?) in parts where seconds > longest.seconds {
      longest = (word, seconds)
    }
    return longest.word
  }

  private func assumptions(of workload: Workload, _ bound: KernelBound) -> [String] {
    var assumptions = workload.assumptions + bound.choices + link.origins.map { "link: \($0)" }
    let moves = (workload.bytesIn ?? 0) > 0 || (workload.bytesOut ?? 0) > 0
    if moves && link.latency == nil {
      assumptions.append("link: latency per transfer not known, not counted")
    }
    if link.launchOverhead == nil {
      assumptions.append("launch overhead not known, not counted")
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
