/// One thing that was looked at: what was found, and what to do about it.
package struct Finding: Hashable, Sendable {
  /// How good or bad it is.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// As it should be.
    case fine = "ok"
    /// Worth knowing; nothing has to be done.
    case note
    /// Works, but not well, or not for everything.
    case warning
    /// Does not work until something is done.
    case problem
  }

  /// What was looked at, such as `XRT library` or `card 0000:3b:00.1`.
  package let topic: String
  /// How good or bad it is.
  package let state: State
  /// What was found, and what was expected when that is something else.
  package let found: String
  /// What to do next; empty when there is nothing to do.
  package let advice: String

  /// Creates a finding.
  package init(_ topic: String, _ state: State, _ found: String, advice: String = "") {
    self.topic = topic
    self.state = state
    self.found = found
    self.advice = advice
  }
}
