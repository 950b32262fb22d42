import ArgumentParser
import Specs

/// How full a design may make a board, for `bench` and `generate`.
struct FillOptions: ParsableArguments {
  @Flag(
    help: """
      Choose units, lanes, chain and operators that get most out of the board; flags that are \
      given keep their values.
      """)
  var fill = false

  @OptionGroup var limits: UtilisationOptions
}

/// Limits of utilisation instead of the board's.
struct UtilisationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Share of a resource that may be used, e.g. dsp=0.9; may be repeated.",
      valueName: "resource=share"))
  var utilisation: [String] = []

  /// The board with these limits.
  ///
  /// - Throws: ``CommandFailure`` with one line per mistake.
  func applied(to board: BoardSpec) throws -> BoardSpec {
    var board = board
    var mistakes: [String] = []
    var seen: Set<ResourceKind> = []
    for text in utilisation {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let kind = ResourceKind(rawValue: parts[0]),
        let share = Double(parts[1]), share > 0, share <= 1
      else {
        let names = ResourceKind.allCases.map(\.rawValue).joined(separator: ", ")
        mistakes.append(
          "--utilisation: found \"\(text)\", expected a resource (\(names)) and a share above 0 "
            + "and at most 1, e.g. dsp=0.9")
        continue
      }
      if !seen.insert(kind).inserted {
        mistakes.append("--utilisation: \(kind.rawValue) is given more than once; give it once")
      }
      board.utilisation.limits[kind] = share
    }
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
    return board
  }
}
