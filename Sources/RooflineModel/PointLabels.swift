import Measurements
import Quantities

/// Names runs by kernel and operation, and by whatever tells a run from its namesakes.
struct PointLabels {
  private static let attributes: [@Sendable (Measurement) -> String] = [
    { $0.evidence.rawValue }, { $0.elementType }, { $0.memory }, { $0.schedule }, { $0.pattern },
    { counted("lanes", $0.lanes) }, { counted("chain", $0.chain) },
    { $0.passes.map { "×\($0)" } ?? "" }, { counted("units", $0.computeUnits) },
    { counted("channels", $0.channels) }, { $0.clock?.description ?? "" },
    { counted("size", $0.problemSize) }, { counted("port", $0.portBits) },
    { counted("burst", $0.burstBeats) }, { counted("outstanding", $0.outstanding) },
    { counted("stride", $0.strideBytes) }, { counted("working set", $0.workingSetBytes) },
    { $0.dialect }, { $0.runner }, { $0.tool },
  ]

  /// One label per run, in the same order; each depends on the set of runs, not on its order.
  static func labels(of runs: [Measurement]) -> [String] {
    let names = runs.map(name)
    let groups = Dictionary(grouping: runs.indices) { names[$0] }
    var labels = names
    for members in groups.values where members.count > 1 {
      for (index, suffix) in zip(members, suffixes(of: members.map { runs[$0] })) {
        labels[index] += suffix
      }
    }
    return labels
  }

  private static func name(of run: Measurement) -> String {
    let parts = [run.kernel, run.operation].filter { !$0.isEmpty }
    return parts.isEmpty ? "run" : parts.joined(separator: " ")
  }

  private static func suffixes(of namesakes: [Measurement]) -> [String] {
    let telling = attributes.filter { attribute in
      Set(namesakes.map(attribute)).count > 1
    }
    let suffixes = namesakes.map { run in
      telling.map { $0(run) }.filter { !$0.isEmpty }.map { " " + $0 }.joined()
    }
    // The tap of a roofline run has no column of its own; it shows in the intensity.
    let count = Dictionary(suffixes.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(suffixes, namesakes).map { suffix, run in
      guard count[suffix, default: 1] > 1, let intensity = run.operationalIntensity else {
        return suffix
      }
      return suffix + " " + intensity.description
    }
  }

  private static func counted(_ word: String, _ count: Int?) -> String {
    count.map { "\(word) \($0)" } ?? ""
  }
}
