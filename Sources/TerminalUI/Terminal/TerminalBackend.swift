/// Why a full-screen view cannot be shown.
package struct TerminalError: Error, Hashable, CustomStringConvertible {
  /// A sentence for the user.
  package let description: String

  /// Creates an error.
  package init(_ description: String) { self.description = description }
}

/// A terminal that shows cells and hands over keys; used from one thread.
package protocol TerminalBackend: AnyObject {
  /// Columns and rows.
  var size: (columns: Int, rows: Int) { get }
  /// Shows a screen; what is already there is not sent again.
  func show(_ buffer: CellBuffer)
  /// Everything that happened since the last call; waits until something did.
  func events() -> [TerminalEvent]
  /// Paints everything anew with the next screen.
  func forget()
  /// Gives the terminal back, stops the process, and comes back when it goes on.
  func suspend()
  /// Gives the terminal back for good.
  func close()
}

/// What wakes a view.
package enum TerminalEvent: Hashable, Sendable {
  /// The user.
  case input(InputEvent)
  /// Somebody called the wake of the terminal.
  case woken
  /// A signal asks the process to stop for a while.
  case suspended
  /// A signal asks the process to end: its number.
  case ended(Int32)
}
