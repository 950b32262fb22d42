import ArgumentParser
import Foundation
import TerminalUI

/// How progress is shown.
enum ProgressStyle: String, ExpressibleByArgument, CaseIterable {
  case auto, bar, plain, none
}

/// Shows progress with the time that is left on stderr.
final class ProgressReporter: @unchecked Sendable {
  // Safe: called by one task at a time, see RowCollector.
  private let style: ProgressStyle
  private let total: Int
  private let observer: (@Sendable (RunProgress) -> Void)?
  private let start = DispatchTime.now()
  private var hasBar = false

  /// Creates a reporter; `auto` is a bar on a terminal and nothing elsewhere. An observer is told
  /// instead.
  init(
    _ style: ProgressStyle, total: Int, observer: (@Sendable (RunProgress) -> Void)? = nil
  ) {
    self.observer = observer
    let isTerminal = isatty(STDERR_FILENO) == 1
    self.style = style == .auto ? (isTerminal ? .bar : .none) : style
    self.total = total
  }

  /// Reports that `done` runs are finished.
  func report(_ done: Int, label: String) {
    if let observer {
      return observer(
        RunProgress(done: done, total: total, timeLeft: timeLeft(done), label: label))
    }
    switch style {
    case .bar:
      let left = timeLeft(done).isEmpty ? "" : "ETA \(timeLeft(done)) "
      let cells = total == 0 ? 20 : done * 20 / total
      let bar = String(repeating: "#", count: cells) + String(repeating: ".", count: 20 - cells)
      Diagnostics.write("\r\u{1B}[K[\(bar)] \(done)/\(total) \(left)\(label)")
      hasBar = true
    case .plain:
      let left = timeLeft(done).isEmpty ? "" : "ETA \(timeLeft(done)) "
      Diagnostics.note("\(done)/\(total) \(left)\(label)")
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
    return BenchPlan.words(for: elapsed / Double(done) * Double(total - done))
  }
}
