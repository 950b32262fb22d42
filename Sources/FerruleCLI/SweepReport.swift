import Foundation
import Specs

/// What `generate --sweep` says when it has ended.
struct SweepReport {
  private let summary: SweepWriter.Summary
  private let plan: GenerateSweep
  private let root: String

  init(_ summary: SweepWriter.Summary, plan: GenerateSweep, root: String) {
    self.summary = summary
    self.plan = plan
    self.root = root
  }

  /// Prints how many designs there are; the reasons of those that were refused go to stderr.
  ///
  /// - Throws: ``CommandFailure`` (64) when none could be written.
  func print() throws {
    let refused = summary.points.filter { !$0.reasons.isEmpty }
    guard summary.written > 0 else {
      throw CommandFailure.usage(
        "none of \(refused.count) design points can be built:\n"
          + reasons.map { "  \($0)" }.joined(separator: "\n"))
    }
    Swift.print("\(summary.written) designs in \(root), listed in \(root)/designs.csv")
    if plan.duplicates > 0 {
      Swift.print("\(plan.duplicates) combinations make a design that is there already")
    }
    guard !refused.isEmpty else { return }
    var text = "\(refused.count) design points cannot be built:\n"
    for line in reasons.prefix(8) { text += "  \(line)\n" }
    if reasons.count > 8 { text += "  … and \(reasons.count - 8) more reasons, in designs.csv\n" }
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Every reason once, with the first point that it stops and how many others.
  private var reasons: [String] {
    var counts: [(reason: String, kernels: [String])] = []
    for point in summary.points {
      for reason in point.reasons {
        if let index = counts.firstIndex(where: { $0.reason == reason }) {
          counts[index].kernels.append(point.kernel.name)
        } else {
          counts.append((reason, [point.kernel.name]))
        }
      }
    }
    return counts.map { "\($0.kernels[0]) (\($0.kernels.count)): \($0.reason)" }
  }
}
