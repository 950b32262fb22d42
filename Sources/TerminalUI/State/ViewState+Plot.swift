import Foundation
package import Plotting
import RooflineModel

extension ViewState {
  /// What of the rooflines is drawn.
  package var sceneOptions: RooflineSceneOptions {
    var options = RooflineSceneOptions()
    options.title = ""
    options.namesPeaksWithin = 0.15
    options.memories = filter.memories
    options.elementTypes = filter.elementTypes
    options.intensities = shownWindow.intensities
    options.throughputs = shownWindow.throughputs
    switch overlay {
    case .all: break
    case .withoutTheory: options.showsTheoretical = false
    case .withOnChip: options.showsOnChip = true
    case .ceilingsAlone:
      options.showsTheoretical = false
      options.showsHostLink = false
      options.showsRidgePoints = false
    }
    return options
  }

  /// Begins with what a command line asked for.
  package mutating func apply(_ options: RooflineSceneOptions) {
    filter.memories = options.memories
    filter.elementTypes = options.elementTypes
    rearrange()
    refit()
    guard options.intensities != nil || options.throughputs != nil else { return }
    window = PlotWindow(
      across: options.intensities.map(Self.logarithm) ?? fitWindow.across,
      up: options.throughputs.map(Self.logarithm) ?? fitWindow.up)
  }

  /// Finds the window that shows everything.
  mutating func refit() {
    var options = sceneOptions
    options.intensities = nil
    options.throughputs = nil
    let scene = RooflineScene(
      rooflines: shownRooflines, kernels: data.kernels, options: options
    ).scene
    var across = Self.logarithm(scene.horizontal.range)
    var up = Self.logarithm(scene.vertical.range)
    if let cloud = PointCloud.extent(of: self) {
      across =
        min(
          across.lowerBound, cloud.across.lowerBound - 0.15)...max(
          across.upperBound, cloud.across.upperBound + 0.15)
      up =
        min(
          up.lowerBound, cloud.up.lowerBound - 0.15)...max(
          up.upperBound, cloud.up.upperBound + 0.15)
    }
    fitWindow = PlotWindow(across: across, up: up)
  }

  private static func logarithm(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    log10(range.lowerBound)...log10(range.upperBound)
  }

  /// The cells between the axes of the plot; `nil` when it is not on the screen.
  var plotCells: CellArea? {
    layout.panels[.plot].map { PlotPanel.plotCells(of: $0, state: self) }
  }

  /// log10 of the values at the middle of a cell.
  func place(column: Int, row: Int) -> PlotPoint? {
    guard let cells = plotCells, !cells.isEmpty else { return nil }
    let across = (Double(column - cells.column) + 0.5) / Double(cells.columns)
    let up = 1 - (Double(row - cells.row) + 0.5) / Double(cells.rows)
    let place = shownWindow.place(across: across, up: up)
    return PlotPoint(place.x, place.y)
  }

  /// The cell of a place; `nil` outside the plot.
  func cell(of place: PlotPoint) -> (column: Int, row: Int)? {
    guard let cells = plotCells, !cells.isEmpty else { return nil }
    return shownWindow.cell(of: place, in: cells)
  }

  /// Zooms at the crosshair, else at the middle.
  mutating func zoom(by factor: Double, at place: PlotPoint? = nil) {
    let middle = shownWindow.place(across: 0.5, up: 0.5)
    let fixed = place ?? crosshair ?? PlotPoint(middle.x, middle.y)
    window = shownWindow.zoomed(by: factor, x: fixed.x, y: fixed.y)
  }

  /// Moves the crosshair by cells, or the picture by tenths without one.
  mutating func movePlot(_ direction: MoveDirection) {
    let (right, up): (Double, Double) =
      switch direction {
      case .left: (-1, 0)
      case .right: (1, 0)
      case .up: (0, 1)
      case .down: (0, -1)
      case .pageUp: (0, 5)
      case .pageDown: (0, -5)
      case .first: (-5, 0)
      case .last: (5, 0)
      }
    guard let cross = crosshair, let cells = plotCells, !cells.isEmpty else {
      window = shownWindow.moved(right: right / 10, up: up / 10)
      return
    }
    let shown = shownWindow
    let width = shown.across.upperBound - shown.across.lowerBound
    let height = shown.up.upperBound - shown.up.lowerBound
    crosshair = PlotPoint(
      Self.clamped(cross.x + right * width / Double(cells.columns), shown.across),
      Self.clamped(cross.y + up * height / Double(cells.rows), shown.up))
  }

  /// Switches the crosshair on at the selected row, else in the middle; or off.
  mutating func toggleCrosshair() {
    if crosshair != nil {
      crosshair = nil
      return
    }
    let middle = shownWindow.place(across: 0.5, up: 0.5)
    let chosen = selection.flatMap { data.place(of: $0) }
    let place = chosen.map { PlotPoint($0.x, $0.y) } ?? PlotPoint(middle.x, middle.y)
    crosshair = PlotPoint(
      Self.clamped(place.x, shownWindow.across), Self.clamped(place.y, shownWindow.up))
  }

  private static func clamped(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    min(max(value, range.lowerBound), range.upperBound)
  }
}

extension PlotWindow {
  /// The cell of a place in log10 units; `nil` outside.
  package func cell(of place: PlotPoint, in cells: CellArea) -> (column: Int, row: Int)? {
    let x = (place.x - across.lowerBound) / (across.upperBound - across.lowerBound)
    let y = (up.upperBound - place.y) / (up.upperBound - up.lowerBound)
    guard x >= 0, x <= 1, y >= 0, y <= 1 else { return nil }
    return (
      cells.column + min(Int(x * Double(cells.columns)), cells.columns - 1),
      cells.row + min(Int(y * Double(cells.rows)), cells.rows - 1)
    )
  }
}
