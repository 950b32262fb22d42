import Quantities
import RooflineModel

/// The ceilings that kernels on one board are measured against, looked up and worded once for all of them.
struct KernelCeilings: Sendable {
  /// The choice for one memory or one type.
  struct Choice: Sendable {
    /// `nil` when none is known.
    var ceiling: Ceiling?
    /// The word for it in the `bound` column.
    var word: String
    /// What to say when none is known.
    var missing: String
    /// What to say of the one that was taken.
    var phrase: String

    init(_ ceiling: Ceiling?, word: String, missing: String) {
      self.ceiling = ceiling.flatMap { $0.estimate.value > 0 ? $0 : nil }
      self.word = word
      self.missing = missing
      phrase =
        self.ceiling.map {
          "\($0.kind.name): \($0.kind.text(of: $0.estimate.value)), \($0.basisWords)"
        } ?? ""
    }
  }

  private let roofline: Roofline
  private let usual: Choice
  private var memories: [String: Choice] = [:]
  private var types: [String: Choice] = [:]

  init(_ roofline: Roofline) {
    self.roofline = roofline
    usual = Self.memory(roofline.fastestMemory, of: roofline)
    for name in Set(Self.memoryNames(roofline)) {
      memories[name] = Self.memory(name, of: roofline)
    }
    for type in Set(roofline.computeTypes) { types[type] = Self.compute(type, of: roofline) }
  }

  /// For a memory; `nil` is the board's fastest off-chip memory.
  func memory(_ name: String?) -> Choice {
    guard let name else { return usual }
    return memories[name] ?? Self.memory(name, of: roofline)
  }

  /// For an element type.
  func compute(_ type: String) -> Choice { types[type] ?? Self.compute(type, of: roofline) }

  private static func memoryNames(_ roofline: Roofline) -> [String] {
    roofline.ceilings.compactMap { ceiling in
      switch ceiling.kind {
      case .memory, .onChip: ceiling.kind.name
      default: nil
      }
    }
  }

  private static func memory(_ name: String?, of roofline: Roofline) -> Choice {
    let ceiling = name.flatMap { roofline.ceiling(.memory($0)) ?? roofline.ceiling(.onChip($0)) }
    var word = name ?? ""
    if case .onChip = ceiling?.kind { word = "on-chip" }
    let known = roofline.ceilings.filter { $0.kind.category == "memory" }.map(\.kind.name)
    return Choice(
      ceiling, word: word,
      missing: "no ceiling is known for the memory \(name ?? "of the board")"
        + (known.isEmpty ? "" : " (known: \(Set(known).sorted().joined(separator: ", ")))"))
  }

  private static func compute(_ type: String, of roofline: Roofline) -> Choice {
    let known = roofline.computeTypes
    return Choice(
      roofline.bestCompute(type: type), word: "compute",
      missing: "no compute ceiling is known for \(type)"
        + (known.isEmpty ? "" : " (known: \(known.joined(separator: ", ")))"))
  }
}
