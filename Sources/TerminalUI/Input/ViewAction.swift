/// What a key makes the view do.
package enum ViewAction: Hashable, Sendable {
  /// Leaves the program.
  case quit
  /// Shows or hides the help.
  case help
  /// Closes a dialog; without one clears filter, crosshair and tags, in this order.
  case escape
  /// Moves what has the focus.
  case move(MoveDirection)
  /// The next panel gets the focus.
  case nextPanel
  /// The previous panel gets the focus.
  case previousPanel
  /// A panel by its number gets the focus.
  case panel(Int)
  /// Shows the details of the selected row, or switches a board on and off.
  case inspect
  /// Tags the selected row, or switches a board on and off.
  case tag
  /// Shows tagged rows only, and all again.
  case onlyTagged
  /// Plot: nearer.
  case zoomIn
  /// Plot: farther.
  case zoomOut
  /// Plot: everything.
  case fit
  /// Plot: the crosshair on and off.
  case crosshair
  /// Selects the next row.
  case nextRun
  /// Selects the previous row.
  case previousRun
  /// The next memory alone, and at last all.
  case memoryFilter
  /// The next element type alone, and at last all.
  case typeFilter
  /// The next choice of ceilings.
  case overlays
  /// Operations per joule instead of per second, and back.
  case energy
  /// The table instead of the plot, and back.
  case table
  /// Sorts the table by the next column.
  case sort
  /// Turns the order of the table round.
  case reverse
  /// Asks for words that rows must have.
  case filter
  /// Opens and closes what-if.
  case whatIf
  /// Asks where to write the picture or the rows.
  case export
  /// Shows what is wrong with the files.
  case problems
  /// Shows the command that prints what is on the screen.
  case command
  /// Paints the whole screen anew.
  case redraw
  /// Stops the program as Ctrl-Z does.
  case suspend
}

/// Where to.
package enum MoveDirection: Hashable, Sendable {
  case up, down, left, right, pageUp, pageDown, first, last
}
