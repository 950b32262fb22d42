package import Measurements
import Quantities

/// Names runs by kernel and operation, and by the fewest things that tell a run from its namesakes.
///
/// Evidence, memory and element type have columns of their own wherever labels are listed, so they
/// are not repeated.
package struct PointLabels {
  private static let attributes: [@Sendable (Measurement) -> String] = [
    { $0.schedule }, { $0.pattern }, { counted("chain", $0.chain) },
    { $0.passes.map { "×\($0)" } ?? "" }, { counted("lanes", $0.lanes) },
    { counted("units", $0.computeUnits) },
    { counted("channels", $0.channels) }, { $0.clock?.description ?? "" },
    { counted("size", $0.problemSize) }, { counted("port", $0.portBits) },
    { counted("burst", $0.burstBeats) }, { counted("outstanding", $0.outstanding) },
    { counted("stride", $0.strideBytes) }, { counted("working set", $0.workingSetBytes) },
    { $0.dialect }, { $0.runner }, { $0.tool },
  ]

  /// One label per run, in the same order; each depends on the set of runs, not on its order.
  package static func labels(of runs: [Measurement]) -> [String] {
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

  /// A label that names every attribute of a run, for sets too large to look for differences.
  package static func fullLabel(of run: Measurement) -> String {
    ([name(of: run)] + attributes.map { $0(run) }.filter { !$0.isEmpty }).joined(separator: " ")
  }

  private static func name(of run: Measurement) -> String {
    let parts = [run.kernel, run.operation].filter { !$0.isEmpty }
    return parts.isEmpty ? "run" : parts.joined(separator: " ")
  }

  /// Attributes in order, each only for the runs that those before it do not tell apart.
  private static func suffixes(of namesakes: [Measurement]) -> [String] {
    var suffixes = namesakes.map { _ in "" }
    let columns = namesakes.map { "\($0.evidence.rawValue) \($0.memory) \($0.elementType)" }
    for attribute in attributes {
      let groups = Dictionary(grouping: namesakes.indices) { columns[$0] + suffixes[$0] }
      let values = namesakes.map(attribute)
      for members in groups.values where Set(members.map { values[$0] }).count > 1 {
        for member in members where !values[member].isEmpty {
          suffixes[member] += " " + values[member]
        }
      }
    }
    // The tap of a roofline run has no column of its own; it shows in the intensity.
    let count = Dictionary(zip(columns, suffixes).map { ($0 + $1, 1) }, uniquingKeysWith: +)
    return namesakes.indices.map { index in
      guard count[columns[index] + suffixes[index], default: 1] > 1,
        let intensity = namesakes[index].operationalIntensity
      else { return suffixes[index] }
      return "\(suffixes[index]) \(SIPrefix.significant(intensity.value)) OP/B"
    }
  }

  private static func counted(_ word: String, _ count: Int?) -> String {
    count.map { "\(word) \($0)" } ?? ""
  }
}
