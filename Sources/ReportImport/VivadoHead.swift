/// The lines before the tables of a report of Vivado: `| Device : xcu280`.
struct VivadoHead {
  private(set) var device = ""
  private(set) var design = ""
  private(set) var tool = ""
  private(set) var state = ""

  mutating func take(_ text: Substring) {
    guard text.hasPrefix("| "), let colon = text.firstIndex(of: ":") else { return }
    let key = text[text.index(text.startIndex, offsetBy: 2)..<colon].trimmed
    let value = text[text.index(after: colon)...].trimmed
    switch key {
    case "Device": device = String(value)
    case "Design": design = String(value)
    case "Design State": state = String(value)
    case "Tool Version":
      let words = value.split(separator: " ").prefix(2)
      tool = words.joined(separator: " ").replacing("v.", with: "", maxReplacements: 1)
    default: break
    }
  }

  /// Whether the figures are those of a design that was placed and routed.
  var isRouted: Bool { state.lowercased().contains("routed") }
}
