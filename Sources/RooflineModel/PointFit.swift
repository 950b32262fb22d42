import Measurements
package import Quantities

/// Turns runs on off-chip memory into points and finds the ceiling that binds each.
package struct PointFit {
  let ceilings: [Ceiling]
  let board: String

  /// Fits against the ceilings of a board.
  package init(ceilings: [Ceiling], board: String) {
    self.ceilings = ceilings
    self.board = board
  }

  /// Points with operations and bytes, ordered by intensity, then label.
  func points(of groups: [RepetitionGroup]) -> [RooflinePoint] {
    let runs = groups.filter(Self.isPoint)
    let points = zip(runs, PointLabels.labels(of: runs.map(\.point))).compactMap(point)
    return points.sorted {
      ($0.intensity.value, $0.label, $0.throughput.value, $0.basis.rank)
        < ($1.intensity.value, $1.label, $1.throughput.value, $1.basis.rank)
    }
  }

  /// Whether a group makes a point: off-chip memory, operations and bytes.
  package static func isPoint(_ group: RepetitionGroup) -> Bool {
    group.offChipMemory != nil && (group.point.operations ?? 0) > 0
      && (group.point.bytesMoved ?? 0) > 0
  }

  /// The point of a group under a label; `nil` when it makes none.
  package func point(of group: RepetitionGroup, label: String) -> RooflinePoint? {
    guard let memory = group.offChipMemory, let operations = group.point.operations,
      let intensity = group.point.operationalIntensity
    else { return nil }
    let throughput = group.rate(of: operations)
    guard throughput.value.isFinite else { return nil }
    let bound = binding(of: group, memory: memory, intensity: intensity)
    return RooflinePoint(
      label: label, board: board, memory: memory, elementType: group.point.elementType,
      intensity: intensity, throughput: throughput, basis: group.basis, binding: bound?.kind,
      shareOfBound: bound.map { throughput.value / $0.throughput(at: intensity).value })
  }

  /// The lowest of the memory's slope and the compute ceiling at the point's intensity.
  private func binding(
    of group: RepetitionGroup, memory: String, intensity: OperationalIntensity
  ) -> Ceiling? {
    candidates(
      memory: memory, compute: group.computeKind, elementType: group.point.elementType,
      basis: group.basis
    )
    .min { $0.throughput(at: intensity) < $1.throughput(at: intensity) }
  }

  /// The ceilings that can bind a run: its memory's and its compute ceiling, those that are known.
  ///
  /// - Parameters:
  ///   - memory: The off-chip memory.
  ///   - compute: What the operations bound, where that is one kind; else the type's best counts.
  ///   - elementType: Element type.
  ///   - basis: How the run is known; ceilings of the same basis are preferred.
  /// - Returns: None to two, the memory's first.
  package func candidates(
    memory: String, compute: Ceiling.Kind?, elementType: String, basis: CeilingBasis
  ) -> [Ceiling] {
    let choice = CeilingChoice(ceilings: ceilings, basis: basis)
    let own = compute.flatMap(choice.ceiling) ?? choice.bestCompute(type: elementType)
    return [choice.ceiling(.memory(memory)), own].compactMap { $0 }
      .filter { $0.estimate.value > 0 }
  }
}

extension Ceiling {
  /// What the ceiling allows at an intensity: a slope for bandwidths, flat for compute.
  package func throughput(at intensity: OperationalIntensity) -> Throughput {
    kind.isCompute ? Throughput(estimate.value) : Bandwidth(estimate.value) * intensity
  }
}
