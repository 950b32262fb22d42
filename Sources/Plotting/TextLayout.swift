/// Cells from a column and a row on.
package struct TextArea: Hashable, Sendable {
  /// The first column.
  package var column: Int
  /// The first row.
  package var row: Int
  /// Width in cells.
  package var columns: Int
  /// Height in cells.
  package var rows: Int

  var box: PlotBox {
    PlotBox(x: Double(column), y: Double(row), width: Double(columns), height: Double(rows))
  }

  /// The cell that a place lies in; the far edges belong to the last cells.
  func cell(of place: PlotPoint) -> (column: Int, row: Int) {
    let x = min(max(place.x - Double(column), 0), Double(max(0, columns - 1)))
    let y = min(max(place.y - Double(row), 0), Double(max(0, rows - 1)))
    return (column + Int(x), row + Int(y))
  }
}

/// Which rows and columns of a text plot hold what; parts without room are left out.
struct TextLayout {
  /// Between the axes.
  let plot: TextArea
  /// The column for labels of lines that run out of the plot.
  let labels: TextArea?
  let titleRow: Int?
  let verticalCaptionRow: Int?
  let axisRow: Int?
  let tickRow: Int?
  let horizontalCaptionRow: Int?
  /// Legend and footnotes.
  let below: TextArea
  /// Columns for tick labels, without the axis itself; 0 without labels.
  let tickColumns: Int
  let hasVerticalAxis: Bool

  /// - Parameters:
  ///   - scene: What to draw.
  ///   - options: Size of the whole.
  ///   - labelWidth: Cells that labels beside the plot would like to have; 0 for none.
  ///   - belowRows: Rows that legend and footnotes would like to have.
  init(scene: PlotScene, options: TextPlotOptions, labelWidth: Int, belowRows: Int) {
    let (width, height) = (options.columns, options.rows)
    let widestTick = scene.vertical.ticks.map { PrintableText.width($0.label) }.max() ?? 0
    tickColumns =
      width >= 24 ? min(widestTick, scene.vertical.isNamed ? width * 2 / 5 : width / 4) : 0
    hasVerticalAxis = width >= 6
    let left = tickColumns + (tickColumns > 0 ? 1 : 0) + (hasVerticalAxis ? 1 : 0)
    let wanted = width >= 60 ? min(labelWidth, width * 3 / 10) : 0
    let right = wanted > 0 ? wanted + 1 : 0

    var top = 0
    func next(_ isShown: Bool) -> Int? {
      defer { top += isShown ? 1 : 0 }
      return isShown ? top : nil
    }
    titleRow = next(height >= 6 && !scene.title.isEmpty)
    verticalCaptionRow = next(height >= 12 && !scene.vertical.caption.isEmpty)
    let hasTicks = height >= 5 && width >= 12
    let hasCaption = height >= 10 && !scene.horizontal.caption.isEmpty
    let under = [height >= 4, hasTicks, hasCaption].reduce(0) { $0 + ($1 ? 1 : 0) }
    let belowLimit = height >= 16 ? height / 3 : 0
    let legendRows = min(belowRows, belowLimit)
    let plotRows = max(0, height - top - under - legendRows)
    plot = TextArea(
      column: left, row: top, columns: max(0, width - left - right), rows: plotRows)
    labels =
      right > 0
      ? TextArea(column: width - wanted, row: top, columns: wanted, rows: plotRows) : nil
    top += plotRows
    axisRow = next(height >= 4)
    tickRow = next(hasTicks)
    horizontalCaptionRow = next(hasCaption)
    below = TextArea(column: 0, row: top, columns: width, rows: legendRows)
  }
}
