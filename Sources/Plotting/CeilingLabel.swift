import RooflineModel

/// The label of a ceiling that names its theoretical peak: `f32 1.092 / 1.174 TOP/s`.
enum CeilingLabel {
  /// The label, without the operation when all compute ceilings share it.
  static func text(of ceiling: Ceiling, under peak: Ceiling, in board: BoardCeilings) -> String {
    let type = board.singleOperation == nil ? nil : ceiling.kind.elementType
    let name = type ?? ceiling.kind.name
    let value = ceiling.kind.text(of: ceiling.estimate.value)
    let limit = peak.kind.text(of: peak.estimate.value)
    return "\(name) \(joined(value, limit))"
  }

  /// `1.092 / 1.174 TOP/s`, or both units when they differ: `990 GOP/s / 1.1 TOP/s`.
  static func joined(_ value: String, _ limit: String) -> String {
    let unit = value.drop { $0 != " " }
    guard !unit.isEmpty, limit.hasSuffix(unit) else { return "\(value) / \(limit)" }
    return "\(value.dropLast(unit.count)) / \(limit)"
  }
}
