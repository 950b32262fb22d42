import Plotting

extension ViewState {
  /// Wheel: zoom or scroll; click: select; drag: pan; with a crosshair it follows the pointer.
  mutating func update(_ mouse: MouseEvent) -> [ViewEffect] {
    guard dialog == nil else { return closeDialog(mouse) }
    if let drag { return update(drag, mouse) }
    guard let panel = layout.panel(column: mouse.column, row: mouse.row) else { return [] }
    switch mouse.kind {
    case .wheelUp, .wheelDown: return wheel(mouse, panel)
    case .pressed: return press(mouse, panel)
    case .moved:
      hovered = panel == .plot ? nearest(mouse) : nil
      if panel == .plot, crosshair != nil {
        crosshair = place(column: mouse.column, row: mouse.row) ?? crosshair
      }
      return []
    case .released: return []
    }
  }

  private mutating func closeDialog(_ mouse: MouseEvent) -> [ViewEffect] {
    switch (dialog, mouse.kind) {
    case (.help(let top), .wheelUp): dialog = .help(top: max(0, top - 3))
    case (.help(let top), .wheelDown):
      dialog = .help(top: min(top + 3, HelpDialog.lastTop(for: self)))
    default: break
    }
    return []
  }

  private mutating func wheel(_ mouse: MouseEvent, _ panel: Panel) -> [ViewEffect] {
    let isUp = mouse.kind == .wheelUp
    switch panel {
    case .plot:
      zoom(by: isUp ? 0.8 : 1.25, at: place(column: mouse.column, row: mouse.row))
    case .runs:
      let last = max(0, order.count - tableRowsOnScreen)
      top = min(max(0, top + (isUp ? -3 : 3)), last)
    case .details: detailTop = max(0, min(detailTop, 100_000) + (isUp ? -3 : 3))
    case .boards, .whatIf: break
    }
    return []
  }

  private mutating func press(_ mouse: MouseEvent, _ panel: Panel) -> [ViewEffect] {
    message = ""
    focus = panel
    switch panel {
    case .plot:
      drag = Drag(column: mouse.column, row: mouse.row, window: shownWindow)
      return []
    case .runs: return pressTable(mouse)
    case .boards:
      guard let area = layout.panels[.boards] else { return [] }
      let line = mouse.row - area.row - 1
      if data.boards.indices.contains(line) { boardIndex = line }
      return []
    case .whatIf:
      guard let area = layout.panels[.whatIf], let values = whatIf?.values else { return [] }
      let line = mouse.row - area.row - 1
      if values.indices.contains(line) { whatIf?.index = line }
      return []
    case .details: return []
    }
  }

  private mutating func pressTable(_ mouse: MouseEvent) -> [ViewEffect] {
    guard let area = layout.panels[.runs] else { return [] }
    let line = mouse.row - area.row - RunsPanel.headRows
    guard line >= 0, line < tableRowsOnScreen, order.indices.contains(top + line) else { return [] }
    return select(order[top + line])
  }

  private mutating func update(_ drag: Drag, _ mouse: MouseEvent) -> [ViewEffect] {
    switch mouse.kind {
    case .moved:
      pan(drag, mouse)
      return []
    case .released:
      self.drag = nil
      guard !drag.hasMoved, mouse.column == drag.column, mouse.row == drag.row else {
        pan(drag, mouse)
        self.drag = nil
        return []
      }
      return selectNearest(mouse)
    case .wheelUp, .wheelDown, .pressed:
      self.drag = nil
      return update(mouse)
    }
  }

  private mutating func pan(_ drag: Drag, _ mouse: MouseEvent) {
    guard let cells = plotCells, !cells.isEmpty else { return }
    let right = Double(drag.column - mouse.column) / Double(cells.columns)
    let up = Double(mouse.row - drag.row) / Double(cells.rows)
    guard right != 0 || up != 0 || drag.hasMoved else { return }
    window = drag.window.moved(right: right, up: up)
    self.drag?.hasMoved = true
  }

  /// Selects what is nearest to a click, if it is near.
  private mutating func selectNearest(_ mouse: MouseEvent) -> [ViewEffect] {
    nearest(mouse).map { select($0) } ?? []
  }

  private func nearest(_ mouse: MouseEvent) -> RowID? {
    plotCells.flatMap {
      PointCloud.nearest(to: (mouse.column, mouse.row), state: self, cells: $0)
    }
  }
}
