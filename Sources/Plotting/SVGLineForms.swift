/// What tells lines of one dash pattern apart without colour where their labels are in the legend: a
/// plain line, one with a light core, and a broad one, in turn.
///
/// Labels that stand at their lines need no such help.
struct SVGLineForms {
  private enum Form: CaseIterable {
    case plain, cored, broad
  }

  private struct Line: Hashable {
    var label: String
    var dash: PlotDash
  }

  private var forms: [Line: Form] = [:]

  /// Forms for the lines whose labels were moved to the legend.
  init(_ dropped: [PlotLegendEntry]) {
    var counts: [PlotDash: Int] = [:]
    for entry in dropped {
      guard case .line(let stroke) = entry.sample, stroke.weight == .strong else { continue }
      let number = counts[stroke.dash, default: 0]
      counts[stroke.dash] = number + 1
      let forms = Form.allCases
      self.forms[Line(label: entry.text, dash: stroke.dash)] = forms[number % forms.count]
    }
  }

  /// The elements of a line or of its sample in the legend.
  ///
  /// - Parameters:
  ///   - label: The line's label.
  ///   - stroke: How it is drawn.
  ///   - path: Its path data.
  ///   - sheet: The classes of the picture.
  /// - Returns: One `path`, or two.
  func elements(
    _ label: String, _ stroke: PlotStroke, _ path: String, _ sheet: SVGStyleSheet
  ) -> String {
    let form = forms[Line(label: label, dash: stroke.dash)] ?? .plain
    let attributes = sheet.attributes(stroke)
    guard form != .plain else { return "<path \(attributes) d=\"\(path)\"/>" }
    let broad = attributes.replacing("class=\"line", with: "class=\"line broad")
    let line = "<path \(broad) d=\"\(path)\"/>"
    guard form == .cored else { return line }
    return line + "<path class=\"core\" d=\"\(path)\"/>"
  }
}
