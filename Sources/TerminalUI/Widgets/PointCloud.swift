import Plotting
import RooflineModel

/// Many runs as dots: one per cell, heavier where there are more.
struct PointCloud {
  let state: ViewState
  let cells: CellArea

  /// Draws over what is there, but not over letters and labels.
  func draw(on buffer: inout CellBuffer) {
    guard !cells.isEmpty else { return }
    let counts = counted()
    let (one, several) = state.charset == .ascii ? (".", "o") : ("∙", "•")
    for row in 0..<cells.rows {
      for column in 0..<cells.columns {
        let count = counts[row * cells.columns + column]
        guard count > 0 else { continue }
        let (x, y) = (cells.column + column, cells.row + row)
        guard Self.mayCover(buffer[x, y]?.text ?? "") else { continue }
        buffer.set(x, y, count == 1 ? one : several, .strong)
      }
    }
  }

  /// How many runs lie in each cell, row after row.
  private func counted() -> [Int32] {
    var counts = [Int32](repeating: 0, count: cells.columns * cells.rows)
    let window = state.shownWindow
    let (left, top) = (Float(window.across.lowerBound), Float(window.up.upperBound))
    let scaleX = Float(cells.columns) / (Float(window.across.upperBound) - left)
    let scaleY = Float(cells.rows) / (top - Float(window.up.lowerBound))
    let (columns, rows) = (Float(cells.columns), Float(cells.rows))
    for place in state.places {
      let x = (place.x - left) * scaleX
      let y = (top - place.y) * scaleY
      guard x >= 0, y >= 0, x < columns, y < rows else { continue }
      counts[Int(y) * cells.columns + Int(x)] += 1
    }
    return counts
  }

  private static func mayCover(_ text: String) -> Bool {
    guard let scalar = text.unicodeScalars.first else { return false }
    return [" ", "·", "."].contains(text) || (0x2800...0x28FF).contains(scalar.value)
      || ["-", "/", "\\", "|"].contains(text)
  }

  /// The ranges that hold every run of the table, in log10; `nil` without one.
  static func extent(of state: ViewState) -> PlotWindow? {
    guard var low = state.places.first else { return nil }
    var high = low
    for place in state.places {
      low = pointwiseMin(low, place)
      high = pointwiseMax(high, place)
    }
    return PlotWindow(
      across: Double(low.x)...Double(high.x), up: Double(low.y)...Double(high.y))
  }

  /// The row nearest to a cell, within three cells; rows are weighed twice, cells being higher than wide.
  static func nearest(
    to cell: (column: Int, row: Int), state: ViewState, cells: CellArea
  ) -> RowID? {
    let window = state.shownWindow
    let scaleX = Double(cells.columns) / (window.across.upperBound - window.across.lowerBound)
    let scaleY = Double(cells.rows) / (window.up.upperBound - window.up.lowerBound)
    let (x, y) = (
      Double(cell.column - cells.column) + 0.5, Double(cell.row - cells.row) + 0.5
    )
    var best: (index: Int, distance: Double)?
    for (index, place) in state.places.enumerated() {
      let dx = (Double(place.x) - window.across.lowerBound) * scaleX - x
      let dy = ((window.up.upperBound - Double(place.y)) * scaleY - y) * 2
      let distance = dx * dx + dy * dy
      if distance <= 9, distance < best?.distance ?? .infinity { best = (index, distance) }
    }
    return best.map { state.order[$0.index] }
  }
}
