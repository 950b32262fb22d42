import Quantities

/// Finds where memory ceilings meet compute ceilings of the same basis.
package struct RidgePointFit {
  /// One ridge point per memory, element type and basis, with the type's best operation.
  ///
  /// Where a memory and a type are fitted, but never on the same basis, the best known of each are
  /// joined and count as modelled: the weaker of the two.
  package static func ridgePoints(of ceilings: [Ceiling]) -> [RidgePoint] {
    let memories = Set(
      ceilings.compactMap { ceiling -> String? in
        if case .memory(let name) = ceiling.kind { name } else { nil }
      })
    let types = Set(
      ceilings.compactMap { ceiling -> String? in
        if case .compute(let type, _) = ceiling.kind { type } else { nil }
      })
    return memories.sorted().flatMap { memory in
      types.sorted().flatMap { ridgePoints(memory: memory, type: $0, ceilings) }
    }
  }

  private static func ridgePoints(
    memory: String, type: String, _ ceilings: [Ceiling]
  ) -> [RidgePoint] {
    let pure = CeilingBasis.allCases.compactMap { basis in
      ridgePoint(memory, type, ceilings.filter { $0.basis == basis }, basis)
    }
    guard !pure.contains(where: \.basis.isFitted) else { return pure }
    let mixed = ridgePoint(memory, type, ceilings.filter(\.basis.isFitted), .modelled)
    return (mixed.map { [$0] } ?? []) + pure
  }

  private static func ridgePoint(
    _ memory: String, _ type: String, _ ceilings: [Ceiling], _ basis: CeilingBasis
  ) -> RidgePoint? {
    let choice = CeilingChoice(ceilings: ceilings, basis: .measured)
    guard let slope = choice.ceiling(.memory(memory)), slope.estimate.value > 0,
      let peak = choice.bestCompute(type: type)
    else { return nil }
    let throughput = Throughput(peak.estimate.value)
    return RidgePoint(
      memory: memory, elementType: type,
      intensity: throughput / Bandwidth(slope.estimate.value), throughput: throughput,
      basis: basis)
  }
}
