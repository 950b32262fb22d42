import RooflineModel

/// The ceilings of one board that are drawn, and their colours.
struct BoardCeilings {
  let roofline: Roofline
  /// What is drawn, the undermost first: theoretical, modelled, measured.
  let shown: [Ceiling]
  /// The board's colour when several boards are drawn.
  let boardColor: PlotColorRole?
  let showsRidgePoints: Bool
  /// Theoretical ceilings that are not drawn but named beside a fitted one.
  let namedPeaks: [Ceiling]

  private let memories: [String]
  private let types: [String]

  init(_ roofline: Roofline, index: Int, boardCount: Int, options: RooflineSceneOptions) {
    self.roofline = roofline
    boardColor = boardCount > 1 ? .series(index) : nil
    showsRidgePoints = options.showsRidgePoints
    let isAlone = boardCount == 1
    let drawable = roofline.ceilings.filter {
      $0.estimate.value.isFinite && $0.estimate.value > 0 && Self.isShown($0, options, isAlone)
    }
    let fitted = drawable.filter { $0.basis != .theoretical }
    let showsTheoretical = options.showsTheoretical ?? isAlone || fitted.isEmpty
    let best = Self.best(showsTheoretical ? drawable : fitted)
    let named = Self.namedPeaks(best, within: options.namesPeaksWithin)
    namedPeaks = named
    shown = best.filter { !named.contains($0) }
    memories = shown.compactMap(\.kind.memory).uniqued
    types = shown.compactMap(\.kind.elementType).uniqued
  }

  /// The colour of a ceiling.
  func color(_ kind: Ceiling.Kind) -> PlotColorRole {
    switch kind {
    case .hostLink, .onChip: boardColor ?? .faint
    case .memory(let name): color(memory: name)
    case .compute(let type, _):
      boardColor ?? types.firstIndex(of: type).map { .series(memories.count + $0) } ?? .foreground
    }
  }

  /// The colour of a memory, and of what runs from it.
  func color(memory name: String) -> PlotColorRole {
    boardColor ?? memories.firstIndex(of: name).map { .series($0) } ?? .foreground
  }

  /// Off-chip memories that are drawn.
  var memoryCeilings: [Ceiling] { shown.filter { $0.kind.memory != nil } }

  /// Compute ceilings that are drawn.
  var computeCeilings: [Ceiling] { shown.filter { $0.kind.elementType != nil } }

  /// The theoretical ceiling that is named beside a fitted one.
  func namedPeak(beside ceiling: Ceiling) -> Ceiling? {
    guard ceiling.basis != .theoretical else { return nil }
    return namedPeaks.first { $0.kind.group == ceiling.kind.group }
  }

  /// Whether all compute ceilings are of one operation, which then need not be in every label.
  var singleOperation: String? {
    let operations = Set(computeCeilings.compactMap(\.kind.operation))
    return operations.count == 1 ? operations.first : nil
  }

  /// The highest of `ceilings`, of the same basis where there is one.
  func highest(_ ceilings: [Ceiling], like basis: CeilingBasis) -> Double? {
    let same = ceilings.filter { $0.basis == basis }
    return (same.isEmpty ? ceilings : same).map(\.estimate.value).max()
  }

  private static func namedPeaks(_ ceilings: [Ceiling], within share: Double?) -> [Ceiling] {
    guard let share else { return [] }
    return ceilings.filter { peak in
      peak.basis == .theoretical
        && ceilings.contains { fitted in
          fitted.basis != .theoretical && fitted.kind.group == peak.kind.group
            && (peak.kind.isHostLink
              || abs(peak.estimate.value / fitted.estimate.value - 1) <= share)
        }
    }
  }

  private static func isShown(
    _ ceiling: Ceiling, _ options: RooflineSceneOptions, _ isAlone: Bool
  ) -> Bool {
    switch ceiling.kind {
    case .memory(let name): options.shows(memory: name)
    case .onChip: options.showsOnChip
    case .hostLink: options.showsHostLink ?? isAlone
    case .compute(let type, _): options.shows(type: type)
    }
  }

  /// The highest ceiling of each basis and memory, link direction, or element type.
  private static func best(_ ceilings: [Ceiling]) -> [Ceiling] {
    let order: [CeilingBasis] = [.theoretical, .modelled, .measured]
    return order.flatMap { basis -> [Ceiling] in
      var kept: [Ceiling] = []
      for ceiling in ceilings where ceiling.basis == basis {
        if let index = kept.firstIndex(where: { $0.kind.group == ceiling.kind.group }) {
          if kept[index].estimate.value < ceiling.estimate.value { kept[index] = ceiling }
        } else {
          kept.append(ceiling)
        }
      }
      return kept
    }
  }
}

extension Ceiling.Kind {
  /// The name of an off-chip memory; `nil` for another kind.
  var memory: String? {
    if case .memory(let name) = self { return name }
    return nil
  }

  /// The element type of a compute ceiling; `nil` for another kind.
  var elementType: String? {
    if case .compute(let type, _) = self { return type }
    return nil
  }

  /// The operation of a compute ceiling; `nil` for another kind.
  var operation: String? {
    if case .compute(_, let operation) = self { return operation }
    return nil
  }

  /// Whether it bounds transfers from or to the host.
  var isHostLink: Bool {
    if case .hostLink = self { true } else { false }
  }

  /// Equal for ceilings of which only the highest is drawn.
  fileprivate var group: String {
    switch self {
    case .memory(let name): "memory \(name)"
    case .onChip(let name): "on-chip \(name)"
    case .hostLink(let name): "link \(name)"
    case .compute(let type, _): "compute \(type)"
    }
  }
}

extension [String] {
  /// Each text once, in the order of first appearance.
  var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
