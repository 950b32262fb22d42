/// What lies over the panels until it is closed.
package enum Dialog: Hashable, Sendable {
  /// The help from a line on.
  case help(top: Int)
  /// A line that the user types.
  case prompt(Prompt)
  /// Words to read or to copy.
  case text(title: String, lines: [String])
}

/// A line that the user types.
package struct Prompt: Hashable, Sendable {
  /// What it is for.
  package enum Purpose: Hashable, Sendable {
    /// Words that rows must have; the table follows while they are typed.
    case filter(before: String)
    /// The file to write.
    case export
    /// A value of what-if.
    case whatIf(WhatIfField)
  }

  /// What it is for.
  package var purpose: Purpose
  /// What is asked.
  package var question: String
  /// What was typed.
  package var text: String
}
