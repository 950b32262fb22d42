import Measurements
import Quantities

/// What `host-link` rows say about times that do not depend on the size of a transfer.
struct HostLinkFit {
  private(set) var latency: TimeSpan?
  private(set) var launchOverhead: TimeSpan?
  private(set) var origins: [String] = []

  init(rows: [Measurement], board: String) {
    let usable = rows.filter {
      $0.board == board && $0.kernel == "host-link" && $0.status == .ok
        && $0.resultCheck != .failed && ($0.seconds ?? 0) > 0
    }
    for evidence in [ResultEvidence.measured, .modelled] {
      let ofEvidence = usable.filter { $0.evidence == evidence }
      takeLaunch(from: ofEvidence, evidence)
      takeLatency(from: ofEvidence, evidence)
    }
  }

  private mutating func takeLaunch(from rows: [Measurement], _ evidence: ResultEvidence) {
    let seconds = rows.filter { $0.operation == "launch" }.compactMap(\.seconds)
    guard launchOverhead == nil, let statistics = SampleStatistics(seconds) else { return }
    let span = TimeSpan(statistics.median)
    launchOverhead = span
    origins.append("launch \(span), \(evidence.rawValue)")
  }

  private mutating func takeLatency(from rows: [Measurement], _ evidence: ResultEvidence) {
    let latencies = ["host-to-device", "device-to-host"].compactMap { direction in
      Self.intercept(of: rows.filter { $0.operation == direction })
    }
    guard latency == nil, let longest = latencies.max() else { return }
    latency = TimeSpan(longest)
    origins.append("latency \(TimeSpan(longest)) per transfer, \(evidence.rawValue)")
  }

  /// Where the line through the smallest and the largest transfer meets no bytes at all; `nil`
  /// with one size, or when the line meets it below 0.
  private static func intercept(of rows: [Measurement]) -> Double? {
    let bySize = Dictionary(grouping: rows) { $0.bytesMoved ?? 0 }
    let sizes = bySize.keys.filter { $0 > 0 }.sorted()
    guard let small = sizes.first, let large = sizes.last, small < large,
      let fast = SampleStatistics((bySize[small] ?? []).compactMap(\.seconds))?.median,
      let slow = SampleStatistics((bySize[large] ?? []).compactMap(\.seconds))?.median
    else { return nil }
    let perByte = (slow - fast) / (Double(large) - Double(small))
    let intercept = fast - perByte * Double(small)
    return intercept > 0 && perByte >= 0 ? intercept : nil
  }
}
