import ArgumentParser
import Foundation

/// How progress is shown.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
  case auto, bar, plain, none
}

/// Shows progress with the time that is left on stderr.
final class ProgressReporter: @unchecked Sendable {
  // Safe: called by one task at a time, see RowCollector.
  private let style: ProgressStyle
  private let total: Int
  private let start = DispatchTime.now()
  private var hasBar = false

  /// Creates a reporter; `auto` is a bar on a terminal and nothing elsewhere.
  init(_ style: ProgressStyle, total: Int) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    self.style = style == .auto ? (isTerminal ? .bar : .none) : style
    self.total = total
  }

  /// Reports that `done` runs are finished.
  func report(_ done: Int, label: String) {
    switch style {
    case .bar:
      let cells = total == 0 ? 20 : done * 20 / total
      let bar = String(repeating: "#", count: cells) + String(repeating: ".", count: 20 - cells)
      Diagnostics.write("\r\u{1B}[K[\(bar)] \(done)/\(total) \(timeLeft(done))\(label)")
      hasBar = true
    case .plain: Diagnostics.note("\(done)/\(total) \(timeLeft(done))\(label)")
    case .auto, .none: break
    }
  }

  /// Clears the bar.
  func finish() {
    if hasBar { Diagnostics.write("\r\u{1B}[K") }
    hasBar = false
  }

  private func timeLeft(_ done: Int) -> String {
    let elapsed = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) * 1e-9
    guard done > 0, done < total, elapsed > 1 else { return "" }
    return "ETA \(BenchPlan.words(for: elapsed / Double(done) * Double(total - done))) "
  }
}
