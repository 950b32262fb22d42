package import Plotting
package import RooflineModel
import RunStore

/// Everything that decides what the screen shows: a value that `update` changes.
package struct ViewState: Sendable {
  /// Which lines are drawn.
  package enum Overlay: String, Hashable, Sendable, CaseIterable {
    case all = "all lines"
    case withoutTheory = "without theoretical peaks"
    case withOnChip = "with on-chip storage"
    case ceilingsAlone = "ceilings alone"
  }

  /// Columns of the screen.
  package var columns: Int
  /// Rows of the screen.
  package var rows: Int
  /// Characters that may be used.
  package let charset: TextCharset
  /// Signs and dashes.
  package let style: PlotStyle
  /// What is looked at.
  package var data: ViewData

  /// The panel that keys go to.
  package var focus = Panel.plot
  /// The part of the plot that is shown; `nil` for everything.
  package var window: PlotWindow?
  /// What everything is.
  package var fitWindow = PlotWindow(across: -2...2, up: 9...12)
  /// log10 of intensity and throughput at the crosshair; `nil` without one.
  package var crosshair: PlotPoint?
  /// Where a drag began, and the window then.
  package var drag: Drag?
  /// The row that details are about.
  package var selection: RowID?
  /// Tagged rows.
  package var tagged: Set<RowID> = []
  /// Rows that are shown.
  package var filter = RowFilter()
  /// Their order.
  package var sort = RowSort()
  /// The rows of the table in order.
  package var order: [RowID] = []
  /// The user's kernels among these rows, in the order of their file.
  var shownKernels: [RowID] = []
  /// log10 of intensity and throughput of these rows, for going through all of them.
  var places: [SIMD2<Float>] = []
  /// What `order` was made from, and what is being made; they differ while that goes on.
  package var arranged: ArrangeRequest?
  /// What is being arranged in the background.
  package var arranging: ArrangeRequest?
  /// The first row of the table on the screen.
  package var top = 0
  /// The selected board, as an index.
  package var boardIndex = 0
  /// First line of the details on the screen.
  package var detailTop = 0
  /// Which lines are drawn.
  package var overlay = Overlay.all
  /// Whether the table takes the place of the plot.
  package var showsTable = false
  /// What lies over the panels.
  package var dialog: Dialog?
  /// What would be; `nil` when closed.
  package var whatIf: WhatIfState?
  /// What is known of the selected row beside its place.
  package var detail: RowDetail?
  /// The row under the pointer.
  package var hovered: RowID?
  /// A sentence in the last line until the next key.
  package var message = ""
  /// A run that goes on; `nil` when files are only looked at.
  package var progress: RunProgress?

  /// Creates the first state.
  package init(
    columns: Int, rows: Int, charset: TextCharset, style: PlotStyle, data: ViewData
  ) {
    self.columns = columns
    self.rows = rows
    self.charset = charset
    self.style = style
    self.data = data
    rearrange()
    selection = order.first
    refit()
  }

  /// A drag with the mouse.
  package struct Drag: Hashable, Sendable {
    var column: Int
    var row: Int
    var window: PlotWindow
    var hasMoved = false
  }

  /// The window that is drawn.
  package var shownWindow: PlotWindow { window ?? fitWindow }

  /// The part of the screen of each panel.
  package var layout: ScreenLayout { ScreenLayout(self) }

  /// Rooflines of the boards that are not hidden.
  package var shownRooflines: [Roofline] {
    data.rooflines.filter { !filter.hiddenBoards.contains($0.board) }
  }

  /// Panels that the focus can go to, in their order.
  package var panels: [Panel] {
    Panel.allCases.filter { $0 != .whatIf || whatIf != nil }
  }
}

/// A run of `bench` that goes on while its rows are looked at.
package struct RunProgress: Hashable, Sendable {
  /// Runs that are finished.
  package var done: Int
  /// All runs.
  package var total: Int
  /// What is left, in words; empty when it is not known yet.
  package var timeLeft: String
  /// The run that goes on; or how the whole ended.
  package var label: String
  /// Whether nothing will follow.
  package var isFinished: Bool

  /// Creates progress.
  package init(
    done: Int, total: Int, timeLeft: String = "", label: String = "", isFinished: Bool = false
  ) {
    self.done = done
    self.total = total
    self.timeLeft = timeLeft
    self.label = label
    self.isFinished = isFinished
  }
}
