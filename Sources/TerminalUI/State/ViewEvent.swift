/// What changes the state.
package enum ViewEvent: Sendable {
  /// The user.
  case input(InputEvent)
  /// More rows were read.
  case data(ViewData)
  /// The rows of the table are in order.
  case arranged(ArrangeRequest, [RowID])
  /// What is known of a row.
  case detail(RowDetail)
  /// What can be changed of a row; or why nothing can.
  case whatIfValues(RowID, [WhatIfValue], problem: String)
  /// What would be.
  case whatIfAnswer(WhatIfAnswer)
  /// A run goes on.
  case progress(RunProgress)
  /// A sentence for the last line.
  case message(String)
}

/// What is to be done outside the state.
package enum ViewEffect: Hashable, Sendable {
  /// Leave.
  case quit
  /// Paint everything anew.
  case redraw
  /// Stop as Ctrl-Z does.
  case suspend
  /// Arrange rows; `.arranged` follows.
  case arrange(ArrangeRequest)
  /// Find out what is known of a row; `.detail` follows.
  case inspect(RowID)
  /// Find out what can be changed; `.whatIfValues` follows.
  case openWhatIf(RowID)
  /// Find out what would be; `.whatIfAnswer` follows.
  case whatIf(WhatIfRequest)
  /// Write a file; `.message` follows.
  case export(path: String)
}
