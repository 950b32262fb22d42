/// Why the style of plots could not be read.
package enum PlotStyleError: Error, Equatable, CustomStringConvertible {
  /// One mistake in the file.
  package struct Mistake: Hashable, Sendable, CustomStringConvertible {
    /// The file as found.
    package var file: String
    /// The line, from 1; `nil` for the file as a whole.
    package var line: Int?
    /// Where in the file, e.g. `palette.series[2].light`; empty for the file as a whole.
    package var keyPath: String
    /// What was found, what was expected, and what to do next.
    package var message: String

    /// `Plots/style.yaml:12: palette.series[2].light: found …`, in one line.
    package var description: String {
      let place = line.map { "\(file):\($0)" } ?? file
      return keyPath.isEmpty ? "\(place): \(message)" : "\(place): \(keyPath): \(message)"
    }
  }

  /// The file has mistakes, in the order of its keys.
  case mistakes([Mistake])
  /// No `style.yaml` was found; the places in the order of the search.
  case notFound(searched: [String])

  /// What the user reads: one line per mistake.
  package var description: String {
    switch self {
    case .mistakes(let mistakes):
      mistakes.map(\.description).joined(separator: "\n")
    case .notFound(let searched):
      """
      reading the style of plots: no style.yaml found; searched: \
      \(searched.joined(separator: ", ")); install ferrule with its Plots folder, or name one
      """
    }
  }
}
