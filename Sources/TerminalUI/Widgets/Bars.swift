import Plotting
import Quantities
import RooflineModel
import RunStore

/// The first line: what is looked at, and how far it is read.
struct TitleBar {
  let state: ViewState

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    guard !area.isEmpty else { return }
    buffer.clear(area, .selected)
    let right = " \(status) "
    let width = PrintableText.width(right)
    let room = area.columns - width
    buffer.write(" Ferrule  \(subject)", area.column, area.row, .selected, limit: max(0, room))
    if room > 0 { buffer.write(right, area.column + room, area.row, .selected) }
  }

  private var subject: String {
    let boards = state.data.boards
    let names = state.data.files.joined(separator: " ")
    guard !boards.isEmpty else { return names }
    let evidence = Set(
      state.data.snapshot.rooflines.flatMap(\.ceilings).filter(\.basis.isFitted).map(\.basis))
    let words = CeilingBasis.allCases.filter(evidence.contains).map(\.rawValue)
    let how = words.isEmpty ? "" : ", " + words.joined(separator: " and ")
    return "\(boards.joined(separator: ", "))\(how)  \(names)"
  }

  private var status: String {
    if let progress = state.progress { return Self.words(for: progress) }
    let snapshot = state.data.snapshot
    var rows = "\(snapshot.counts.rows) rows"
    let lost = snapshot.problemCount + snapshot.counts.failed + snapshot.counts.wrong
    if lost > 0 { rows += ", \(lost) wrong (!)" }
    guard !snapshot.isComplete, snapshot.bytesTotal > 0 else { return rows }
    return "\(rows), reading \(snapshot.bytesRead * 100 / max(1, snapshot.bytesTotal)) %"
  }

  private static func words(for progress: RunProgress) -> String {
    if progress.isFinished { return progress.label }
    let left = progress.timeLeft.isEmpty ? "" : ", \(progress.timeLeft) left"
    return "run \(progress.done) of \(progress.total)\(left)"
  }
}

/// The last line: a message, else the keys that work now.
struct FooterBar {
  let state: ViewState

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    guard !area.isEmpty else { return }
    if !state.message.isEmpty {
      buffer.write(state.message, line: 0, of: area, .strong)
      return
    }
    if let hovered = state.hovered, let point = state.data.point(of: hovered) {
      let reached = state.data.text(ofRate: point.throughput.value)
      buffer.write(
        "\(point.label): \(point.intensity), \(reached), \(point.basis.rawValue)", line: 0,
        of: area)
      return
    }
    var column = area.column
    for (key, word) in entries {
      let width = PrintableText.width(key) + PrintableText.width(word) + 1
      guard column + width <= area.column + area.columns else { break }
      column += buffer.write(key, column, area.row, .strong)
      column += 1 + buffer.write(word, column + 1, area.row, .faint) + 2
    }
  }

  /// Keys that mean something in the panel with the focus, `help` and `quit` first.
  private var entries: [(String, String)] {
    let all = KeyTable.bindings.filter {
      !$0.word.isEmpty && ($0.panels.isEmpty || $0.panels.contains(state.focus))
    }
    let first = all.filter { $0.action == .help || $0.action == .quit }
    let own = all.filter { Self.belongs($0.group, to: state.focus) }
    let rest = all.filter { !first.contains($0) && !own.contains($0) }
    return (first + own + rest).map { ($0.keys.first?.name ?? "", $0.word) }
  }

  private static func belongs(_ group: KeyBinding.Group, to panel: Panel) -> Bool {
    switch panel {
    case .plot: group == .plot
    case .runs, .boards: group == .rows
    case .details, .whatIf: false
    }
  }
}

/// The line in which the user types, with a cursor at its end.
struct PromptLine {
  let prompt: Prompt

  func draw(_ area: CellArea, on buffer: inout CellBuffer) {
    guard !area.isEmpty else { return }
    buffer.clear(area)
    let used = buffer.write(prompt.question + " ", area.column, area.row, .strong)
    let room = max(0, area.columns - used - 1)
    // The end of a long text is what is being typed.
    var shown = prompt.text
    while PrintableText.width(PrintableText.cleaned(shown, buffer.charset)) > room, !shown.isEmpty {
      shown.removeFirst()
    }
    let typed = buffer.write(shown, area.column + used, area.row)
    buffer.set(area.column + used + typed, area.row, " ", .selected)
  }
}
