import Foundation
import Plotting
import RooflineModel
import TerminalUI

/// Writes what a full-screen view shows to a file.
struct ViewExport {
  let state: ViewState
  let path: String

  /// Writes it; the answer is a sentence for the last line of the screen.
  func write() -> String {
    do {
      guard path != "-" else { return "name a file; stdout is the screen" }
      let existed = FileManager.default.fileExists(atPath: path)
      try OutputFile.write(try text(), to: path)
      return "\(existed ? "replaced" : "wrote") \(path)"
    } catch let failure as CommandFailure {
      return failure.message
    } catch {
      return "cannot write \(path): \(OutputFile.reason(error))"
    }
  }

  private func text() throws -> String {
    if path.lowercased().hasSuffix(".csv") {
      return RooflineTables.points(of: state.exportedRooflines, kernels: state.exportedKernels).csv
    }
    let options = TextPlotOptions(width: 120, height: 40, charset: state.charset)
    guard let backend = PlotBackends.backend(forFile: path, style: state.style, text: options)
    else {
      throw CommandFailure.usage(
        "\(path): the extension decides the format; expected .csv, .svg, .html or .txt")
    }
    guard state.order.count <= ViewState.mostExported else {
      throw CommandFailure.usage(
        "a picture shows at most \(ViewState.mostExported) rows, and the table has "
          + "\(state.order.count); filter it, or write a .csv")
    }
    return backend.render(state.exportedScene(isText: backend.fileExtension == "txt"))
  }
}
