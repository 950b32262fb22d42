/// Short names for the groups of a scene, in the order of their appearance.
struct SVGGroups {
  private var names: [String: String] = [:]

  init(_ scene: PlotScene) {
    let tags =
      scene.legend.map { [$0.tag] } + scene.bands.map(\.tags) + scene.bars.map(\.tags)
      + scene.series.map(\.tags) + scene.marks.map(\.tags)
    for tag in tags.joined() where !tag.isEmpty && names[tag] == nil {
      names[tag] = "g\(names.count)"
    }
  }

  /// The attribute of an item of some groups; nothing without groups.
  func attribute(_ tags: [String]) -> String {
    let known = tags.compactMap { names[$0] }
    return known.isEmpty ? "" : " data-tags=\"\(known.joined(separator: " "))\""
  }

  /// The attributes of a legend entry that shows and hides a group; nothing without one.
  func toggle(_ tag: String) -> String {
    names[tag].map { " data-tag=\"\($0)\" role=\"button\" tabindex=\"0\" aria-pressed=\"true\"" }
      ?? ""
  }
}
