package import Plotting
package import RooflineModel
import RunStore

extension ViewState {
  /// Rows that an exported picture shows at most.
  package static let mostExported = 20_000

  /// The boards that are shown, each with its runs of the table, in the order of the table.
  package var exportedRooflines: [Roofline] {
    var pointsByBoard: [String: [RooflinePoint]] = [:]
    for row in order {
      guard case .run = row, let point = data.point(of: row) else { continue }
      pointsByBoard[point.board, default: []].append(point)
    }
    return shownRooflines.map { roofline in
      var copy = roofline
      copy.points = pointsByBoard[roofline.board] ?? []
      return copy
    }
  }

  /// The user's kernels of the table.
  package var exportedKernels: [RooflinePoint] {
    order.compactMap { row in
      guard case .kernel = row else { return nil }
      return data.point(of: row)
    }
  }

  /// What is shown as a scene for another back end.
  package func exportedScene(isText: Bool) -> PlotScene {
    var options = sceneOptions
    options.title = nil
    if !isText { options.namesPeaksWithin = nil }
    return RooflineScene(
      rooflines: exportedRooflines, kernels: exportedKernels, options: options
    ).scene
  }
}
