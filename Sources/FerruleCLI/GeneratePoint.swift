import HLSGenerator
import KernelIR
import Runners
import Specs

/// The one design point of a `generate` command.
struct GeneratePoint {
  private let sweep: DesignSweep
  private let command: Generate

  /// Flags that a run of the build chooses.
  private static let runTime: Set<DesignSweep.Key> = [
    .passes, .size, .problemSize, .stride, .accessBytes, .workingSet, .tap, .memoryClock,
    .page, .adapter,
  ]

  /// Takes the flags; lists and flags that a run chooses are refused.
  init(_ sweep: DesignSweep, command: Generate) throws {
    var mistakes: [String] = []
    for axis in sweep.axes {
      if axis.values.count > 1 {
        mistakes.append(
          "\(axis.key.flag): found a list, but generate writes one design; give one value")
      }
      if Self.runTime.contains(axis.key) {
        mistakes.append("\(axis.key.flag) is chosen when the build runs; leave it out")
      }
    }
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
    self.sweep = sweep
    self.command = command
  }

  /// The design for a board and kernel, lowered and placed.
  func design(board: BoardSpec, kernel: KernelSpec) throws -> GeneratedDesign {
    let vain = FlagScope(kernel: kernel).mistakes(in: sweep)
    guard vain.isEmpty else { throw CommandFailure.usage(vain.joined(separator: "\n")) }
    var builder = DesignBuilder(board: board, kernel: kernel, values: sweep.points[0])
    let job = try builder.job()
    return try GeneratedDesign(
      kernel: kernel, board: board, design: job.design, command: recreation(kernel))
  }

  /// The command without folders of this machine.
  private func recreation(_ kernel: KernelSpec) -> String {
    var words = ["ferrule generate", name(command.board), "--kernel \(name(command.kernel))"]
    if command.dialect != "vitis" { words.append("--dialect \(command.dialect)") }
    for axis in sweep.axes {
      let value = axis.values[0]
      let isSetting = DesignSweep.Key.settings.contains(axis.key)
      let quoted = value.contains(" ") ? "\"\(value)\"" : value
      words.append(axis.key.flag + (isSetting ? "=" : " ") + quoted)
    }
    return (words + ["-o DIR"]).joined(separator: " ")
  }

  /// A name, or the last part of a path.
  private func name(_ text: String) -> String {
    text.split(separator: "/").last.map(String.init) ?? text
  }
}
