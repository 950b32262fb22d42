package import Quantities

extension Roofline {
  /// The ceiling of a kind, best known first: the basis asked for, then measured, modelled and
  /// theoretical ones.
  ///
  /// - Parameters:
  ///   - kind: What is bounded.
  ///   - basis: The basis to prefer.
  /// - Returns: `nil` when nothing is known about this kind.
  public func ceiling(_ kind: Ceiling.Kind, preferring basis: CeilingBasis = .measured) -> Ceiling?
  {
    CeilingChoice(ceilings: ceilings, basis: basis).ceiling(kind)
  }

  /// The highest compute ceiling of an element type among those of the best known basis.
  ///
  /// - Parameters:
  ///   - type: Element type, e.g. `f32`.
  ///   - basis: The basis to prefer.
  /// - Returns: `nil` when no operation of the type is known.
  public func bestCompute(
    type: String, preferring basis: CeilingBasis = .measured
  ) -> Ceiling? {
    CeilingChoice(ceilings: ceilings, basis: basis).bestCompute(type: type)
  }

  /// The ceiling that binds at an intensity: the lowest of a memory's slope and the highest compute
  /// ceiling of some element types.
  ///
  /// - Parameters:
  ///   - memory: The memory's name.
  ///   - types: Element types; empty for all.
  ///   - intensity: Operations per byte.
  /// - Returns: `nil` when neither is known.
  package func bindingCeiling(
    memory: String, types: [String], at intensity: OperationalIntensity
  ) -> Ceiling? {
    let compute = (types.isEmpty ? computeTypes : types).compactMap { bestCompute(type: $0) }
      .max { $0.estimate.value < $1.estimate.value }
    return [ceiling(.memory(memory)), compute].compactMap(\.self)
      .filter { $0.estimate.value > 0 }
      .min { $0.throughput(at: intensity) < $1.throughput(at: intensity) }
  }

  /// The fastest off-chip memory: by fitted ceilings when there are any, else by theoretical ones. The
  /// caches of a processor (`l1`, `l2`, …) are none where a memory behind them is known.
  public var fastestMemory: String? {
    let all = ceilings.filter { if case .memory = $0.kind { true } else { false } }
    let behind = all.filter { $0.kind.name.wholeMatch(of: /l[0-9]/) == nil }
    let memories = behind.isEmpty ? all : behind
    let fitted = memories.filter(\.basis.isFitted)
    let candidates = fitted.isEmpty ? memories : fitted
    return candidates.max {
      ($0.estimate.value, $1.kind.name) < ($1.estimate.value, $0.kind.name)
    }?.kind.name
  }

  /// Element types with a compute ceiling, in alphabetical order.
  public var computeTypes: [String] {
    let types = ceilings.compactMap { ceiling -> String? in
      if case .compute(let type, _) = ceiling.kind { type } else { nil }
    }
    return Set(types).sorted()
  }
}

/// Picks among ceilings of different basis.
struct CeilingChoice {
  let ceilings: [Ceiling]
  let basis: CeilingBasis

  func ceiling(_ kind: Ceiling.Kind) -> Ceiling? {
    ceilings.filter { $0.kind == kind }.min { rank($0) < rank($1) }
  }

  func bestCompute(type: String) -> Ceiling? {
    let ofType = ceilings.filter {
      if case .compute(type, _) = $0.kind { true } else { false }
    }
    guard let bestRank = ofType.map(rank).min() else { return nil }
    return ofType.filter { rank($0) == bestRank }.max {
      ($0.estimate.value, $1.kind.name) < ($1.estimate.value, $0.kind.name)
    }
  }

  private func rank(_ ceiling: Ceiling) -> Int {
    ceiling.basis == basis ? -1 : ceiling.basis.rank
  }
}
