/// A part of the screen that can have the focus.
package enum Panel: Int, Hashable, Sendable, CaseIterable {
  case plot = 1
  case runs, details, boards, whatIf

  /// The panel with a number; `nil` for a number without one.
  package init?(number: Int) { self.init(rawValue: number) }

  /// What stands in its frame.
  package var title: String {
    switch self {
    case .plot: "roofline"
    case .runs: "kernels and runs"
    case .details: "details"
    case .boards: "boards"
    case .whatIf: "what-if"
    }
  }
}
