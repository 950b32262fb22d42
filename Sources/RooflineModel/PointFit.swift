import Measurements
package import Quantities

/// Turns runs on off-chip memory into points and finds the ceiling that binds each.
struct PointFit {
  let ceilings: [Ceiling]
  let board: String

  /// Points with operations and bytes, ordered by intensity, then label.
  func points(of groups: [RepetitionGroup]) -> [RooflinePoint] {
    let runs = groups.filter {
      $0.offChipMemory != nil && ($0.point.operations ?? 0) > 0 && ($0.point.bytesMoved ?? 0) > 0
    }
    let points = zip(runs, PointLabels.labels(of: runs.map(\.point))).compactMap(point)
    return points.sorted {
      ($0.intensity.value, $0.label, $0.throughput.value, $0.basis.rank)
        < ($1.intensity.value, $1.label, $1.throughput.value, $1.basis.rank)
    }
  }

  private func point(of group: RepetitionGroup, label: String) -> RooflinePoint? {
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
    let choice = CeilingChoice(ceilings: ceilings, basis: group.basis)
    let own = group.computeKind.flatMap(choice.ceiling)
    let compute = own ?? choice.bestCompute(type: group.point.elementType)
    return [choice.ceiling(.memory(memory)), compute].compactMap { $0 }
      .filter { $0.estimate.value > 0 }
      .min { $0.throughput(at: intensity) < $1.throughput(at: intensity) }
  }
}

extension Ceiling {
  /// What the ceiling allows at an intensity: a slope for bandwidths, flat for compute.
  package func throughput(at intensity: OperationalIntensity) -> Throughput {
    kind.isCompute ? Throughput(estimate.value) : Bandwidth(estimate.value) * intensity
  }
}
