/// Why something on this machine could not be measured.
package struct HostFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What happened, in a sentence for the column `message`.
  package var description: String

  /// Creates a failure.
  package init(_ description: String) { self.description = description }
}
