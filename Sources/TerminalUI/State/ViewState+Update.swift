import Plotting
import RooflineModel
import RunStore

extension ViewState {
  /// Takes one event: the only way in which the state changes.
  ///
  /// - Returns: What is to be done outside, in order.
  package mutating func update(_ event: ViewEvent) -> [ViewEffect] {
    switch event {
    case .input(.resized(let columns, let rows)):
      (self.columns, self.rows) = (max(0, columns), max(0, rows))
      drag = nil
      showSelection()
      return []
    case .input(.mouse(let mouse)): return update(mouse)
    case .input(.key(let key)): return update(key)
    case .data(let data): return take(data)
    case .arranged(let request, let rows):
      return take(request, rows)
    case .detail(let detail):
      if detail.row == selection { self.detail = detail }
      return []
    case .whatIfValues(let row, let values, let problem):
      return take(values, problem, of: row)
    case .whatIfAnswer(let answer):
      if answer.request.row == whatIf?.row { whatIf?.answer = answer }
      return []
    case .progress(let progress):
      self.progress = progress
      return []
    case .message(let text):
      message = text
      return []
    }
  }

  private mutating func take(_ new: ViewData) -> [ViewEffect] {
    let showsEnergy = data.energy != nil
    if new.rowCount < data.rowCount { forgetRows() }
    let isFirst = selection == nil
    data = new
    if showsEnergy { data.energy = EnergyView(new.snapshot) }
    boardIndex = min(boardIndex, max(0, data.boards.count - 1))
    let effects = rearrange()
    refit()
    return effects + (isFirst ? selection.map { [.inspect($0)] } ?? [] : [])
  }

  /// A file was replaced: what was known of rows belongs to other ones now.
  private mutating func forgetRows() {
    (selection, detail, whatIf, hovered) = (nil, nil, nil, nil)
    tagged = []
    filter.tagged = nil
    if focus == .whatIf { focus = .plot }
  }

  private mutating func take(_ request: ArrangeRequest, _ rows: [RowID]) -> [ViewEffect] {
    let isFirst = selection == nil
    if request == wantedArrangement || arranging == request { arrange(request, rows) }
    let next = arranging == nil && arranged != wantedArrangement ? rearrange() : []
    return next + (isFirst ? selection.map { [.inspect($0)] } ?? [] : [])
  }

  private mutating func update(_ key: Key) -> [ViewEffect] {
    message = ""
    hovered = nil
    if dialog != nil { return updateDialog(key) }
    guard let action = KeyTable.action(for: key, in: focus) else { return [] }
    return perform(action)
  }

  /// Does what a key means.
  mutating func perform(_ action: ViewAction) -> [ViewEffect] {
    switch action {
    case .quit: return [.quit]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .help: dialog = .help(top: 0)
    case .escape: return escape()
    case .move(let direction): return move(direction)
    case .nextPanel: moveFocus(by: 1)
    case .previousPanel: moveFocus(by: -1)
    case .panel(let number): setFocus(number)
    case .zoomIn: zoom(by: 0.8)
    case .zoomOut: zoom(by: 1.25)
    case .fit: window = nil
    case .crosshair: toggleCrosshair()
    case .nextRun: return select(by: 1)
    case .previousRun: return select(by: -1)
    case .inspect: return inspect()
    case .tag: return tag()
    case .onlyTagged: return toggleTagged()
    case .memoryFilter: return cycleMemory()
    case .typeFilter: return cycleType()
    case .overlays:
      overlay = Self.after(overlay, in: Overlay.allCases)
      message = "lines: \(overlay.rawValue)"
      refit()
    case .energy: return toggleEnergy()
    case .table:
      showsTable.toggle()
      focus = showsTable ? .runs : .plot
      showSelection()
    case .sort:
      sort.column = sort.column.next
      message = "sorted by \(sort.column.rawValue)"
      return rearrange()
    case .reverse:
      sort.isReversed.toggle()
      return rearrange()
    case .filter: ask(.filter(before: filter.words), "filter:", filter.words)
    case .export: ask(.export, "write (.csv, .svg, .html, .txt) to:", exportName)
    case .problems: showProblems()
    case .command: dialog = .text(title: "this view as a command", lines: equivalentCommand)
    case .whatIf: return toggleWhatIf()
    }
    return []
  }

  static func after<Value: Equatable>(_ value: Value, in all: [Value]) -> Value {
    guard let index = all.firstIndex(of: value) else { return all.first ?? value }
    return all[(index + 1) % all.count]
  }

  private mutating func ask(_ purpose: Prompt.Purpose, _ question: String, _ text: String) {
    dialog = .prompt(Prompt(purpose: purpose, question: question, text: text))
  }

  private mutating func showProblems() {
    let snapshot = data.snapshot
    var lines = snapshot.problems + snapshot.warnings
    let left = snapshot.problemCount - snapshot.problems.count
    if left > 0 { lines.append("and \(left) more problems") }
    lines += Self.words(for: snapshot.counts)
    if lines.isEmpty {
      message = "nothing is wrong with the files"
    } else {
      dialog = .text(title: "what is wrong with the files", lines: lines)
    }
  }

  private static func words(for counts: RunCounts) -> [String] {
    [
      (counts.failed, "rows say that the run failed"), (counts.skipped, "rows were skipped"),
      (counts.wrong, "rows have results that were found wrong"),
      (counts.emulated, "rows were emulated: their times say nothing"),
      (counts.untimed, "rows have no time"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1); they are not shown" }
  }

  // MARK: Focus

  private mutating func moveFocus(by step: Int) {
    let all = panels
    let index = all.firstIndex(of: focus) ?? 0
    focus = all[(index + step + all.count) % all.count]
    showSelection()
  }

  private mutating func setFocus(_ number: Int) {
    guard let panel = Panel(number: number) else { return }
    guard panels.contains(panel) else {
      message = "w opens what-if"
      return
    }
    focus = panel
    if panel == .plot { showsTable = false }
    showSelection()
  }

  private mutating func move(_ direction: MoveDirection) -> [ViewEffect] {
    switch focus {
    case .plot:
      movePlot(direction)
      return []
    case .runs: return moveInTable(direction)
    case .details:
      detailTop = Self.scrolled(detailTop, direction, page: 10)
      return []
    case .boards:
      let target = Self.scrolled(boardIndex, direction, page: 10)
      boardIndex = min(target, max(0, data.boards.count - 1))
      return []
    case .whatIf: return moveInWhatIf(direction)
    }
  }

  private mutating func moveInTable(_ direction: MoveDirection) -> [ViewEffect] {
    let page = max(1, tableRowsOnScreen - 1)
    switch direction {
    case .up, .left: return select(by: -1)
    case .down, .right: return select(by: 1)
    case .pageUp: return select(by: -page)
    case .pageDown: return select(by: page)
    case .first: return select(by: -.max)
    case .last: return select(by: .max)
    }
  }

  /// A scroll position after a movement, not below 0.
  static func scrolled(_ position: Int, _ direction: MoveDirection, page: Int) -> Int {
    switch direction {
    case .up, .left: max(0, position - 1)
    case .down, .right: min(position, 100_000) + 1
    case .pageUp: max(0, position - page)
    case .pageDown: min(position, 100_000) + page
    case .first: 0
    case .last: 100_000
    }
  }

  // MARK: Rows

  private mutating func inspect() -> [ViewEffect] {
    if focus == .boards { return toggleBoard() }
    if focus == .whatIf { return askForValue() }
    guard let selection else { return [] }
    focus = .details
    showSelection()
    return detail?.row == selection ? [] : [.inspect(selection)]
  }

  /// Enter in what-if: the chosen value is typed.
  private mutating func askForValue() -> [ViewEffect] {
    guard let open = whatIf, open.values.indices.contains(open.index) else { return [] }
    let field = open.values[open.index].field
    ask(.whatIf(field), "\(field.rawValue):", "")
    return []
  }

  private mutating func tag() -> [ViewEffect] {
    if focus == .boards { return toggleBoard() }
    guard let selection else { return [] }
    if tagged.remove(selection) == nil { tagged.insert(selection) }
    if filter.tagged != nil {
      filter.tagged = tagged.isEmpty ? nil : tagged
      return rearrange()
    }
    return []
  }

  private mutating func toggleTagged() -> [ViewEffect] {
    if filter.tagged != nil {
      filter.tagged = nil
    } else if tagged.isEmpty {
      message = "nothing is tagged; Space tags the selected row"
      return []
    } else {
      filter.tagged = tagged
    }
    return rearrange()
  }

  private mutating func toggleBoard() -> [ViewEffect] {
    guard data.boards.indices.contains(boardIndex) else { return [] }
    let board = data.boards[boardIndex]
    if filter.hiddenBoards.remove(board) == nil { filter.hiddenBoards.insert(board) }
    let effects = rearrange()
    refit()
    return effects
  }

  private mutating func cycleMemory() -> [ViewEffect] {
    filter.memories = Self.after(filter.memories, in: [[]] + data.memories.map { [$0] })
    message = "memory: \(filter.memories.first ?? "all")"
    let effects = rearrange()
    refit()
    return effects
  }

  private mutating func cycleType() -> [ViewEffect] {
    filter.elementTypes = Self.after(
      filter.elementTypes, in: [[]] + data.elementTypes.map { [$0] })
    message = "type: \(filter.elementTypes.first ?? "all")"
    let effects = rearrange()
    refit()
    return effects
  }

  private mutating func toggleEnergy() -> [ViewEffect] {
    if data.energy != nil {
      data.energy = nil
    } else if data.snapshot.runs.count > EnergyView.limit {
      message = "per joule: at most \(EnergyView.limit) runs, found \(data.snapshot.runs.count)"
      return []
    } else {
      let energy = EnergyView(data.snapshot)
      guard !energy.powers.isEmpty else {
        message = "no row says its power (power_w is empty), so nothing is known per joule"
        return []
      }
      data.energy = energy
      message = "per joule; runs without power_w are left out"
    }
    window = nil
    crosshair = nil
    let effects = rearrange(isForced: true)
    refit()
    return effects
  }

  private mutating func escape() -> [ViewEffect] {
    if !filter.words.isEmpty || filter.tagged != nil {
      filter.words = ""
      filter.tagged = nil
      return rearrange()
    }
    if crosshair != nil {
      crosshair = nil
    } else if !tagged.isEmpty {
      tagged = []
    } else {
      message = "q leaves"
    }
    return []
  }
}
