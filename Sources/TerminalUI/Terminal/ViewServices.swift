/// What a view asks for that takes time or reads files: answered off the thread that draws.
package protocol ViewServices: Sendable {
  /// What is known of a row beside its place.
  func detail(of row: RowID, in data: ViewData) async -> RowDetail
  /// What what-if can change of a row; the text says why nothing can, else it is empty.
  func whatIfValues(of row: RowID, in data: ViewData) async -> ([WhatIfValue], String)
  /// What a change would bring.
  func whatIf(_ request: WhatIfRequest, in data: ViewData) async -> WhatIfAnswer
  /// Writes what is on the screen to a file; the answer is a sentence for the last line, also when
  /// it could not be written.
  func export(_ state: ViewState, to path: String) async -> String
}
