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
  func design(
    board: BoardSpec, kernel: KernelSpec, _ catalog: SpecCatalog
  ) throws -> GeneratedDesign {
    let vain = FlagScope(kernel: kernel).mistakes(in: sweep)
    guard vain.isEmpty else { throw CommandFailure.usage(vain.joined(separator: "\n")) }
    let job = try job(board, kernel, catalog)
    return try GeneratedDesign(
      kernel: kernel, board: board, design: job.design, command: recreation(kernel))
  }

  private func job(
    _ board: BoardSpec, _ kernel: KernelSpec, _ catalog: SpecCatalog
  ) throws -> KernelJob {
    guard command.filling.fill else {
      var builder = DesignBuilder(board: board, kernel: kernel, values: sweep.points[0])
      return try builder.job()
    }
    let filled = try DeviceFilling(board: board, kernel: kernel, catalog: catalog)
      .filled(sweep.points[0])
    Diagnostics.note(filled.explanation)
    return filled.job
  }

  private func recreation(_ kernel: KernelSpec) -> String {
    let own =
      (command.filling.fill ? ["--fill"] : [])
      + command.filling.limits.utilisation.map { "--utilisation \($0)" }
    let words = Self.recreation(
      board: command.board, kernel: command.kernel ?? kernel.name, dialect: command.dialect,
      Dictionary(uniqueKeysWithValues: sweep.axes.map { ($0.key, $0.values[0]) }))
    return words.replacing(" -o DIR", with: (own + [""]).map { " " + $0 }.joined() + "-o DIR")
  }

  /// The command without folders of this machine, flags in a fixed order.
  static func recreation(
    board: String, kernel: String, dialect: String, _ values: [DesignKey: String]
  ) -> String {
    var words = ["ferrule generate", name(board), "--kernel \(name(kernel))"]
    if dialect != "vitis" { words.append("--dialect \(dialect)") }
    for key in DesignKey.allCases {
      guard let value = values[key] else { continue }
      let isSetting = DesignSweep.Key.settings.contains(key)
      let quoted = value.contains(" ") ? "\"\(value)\"" : value
      words.append(key.flag + (isSetting ? "=" : " ") + quoted)
    }
    return (words + ["-o DIR"]).joined(separator: " ")
  }

  /// Refuses flags that a run chooses, not a build.
  static func refuseRunTime(_ sweep: DesignSweep) throws {
    let mistakes = sweep.axes.filter { runTime.contains($0.key) }.map {
      "\($0.key.flag) is chosen when the build runs; leave it out"
    }
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
  }

  /// A name, or the last part of a path.
  private static func name(_ text: String) -> String {
    text.split(separator: "/").last.map(String.init) ?? text
  }
}
