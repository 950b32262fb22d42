import Quantities
import RooflineModel

/// Finds the design points of a board that may break the physics, a little early: what it finds is
/// to be held against the exact limits.
struct SuspectRuns {
  /// What the runs of one family may reach, in bytes or operations per second.
  private struct Limits {
    var bandwidth = Double.infinity
    var compute = Double.infinity
    /// The memory's fitted slope and the compute ceiling that bind points of the family.
    var slope = Double.infinity
    var peak = Double.infinity
  }

  private static let tolerance = 1 + PhysicsCheck.tolerance / 2

  /// The first of them, in ascending order.
  private(set) var indices: [Int] = []
  /// Those of them that are above the fitted ceilings of their board.
  private(set) var aboveFit: Set<Int> = []
  /// How many more there are.
  private(set) var rest = 0

  /// Looks at every design point once.
  init(of runs: RunTable, roofline: Roofline, limit: Int) {
    let limits = runs.families.map { family in
      family.board == roofline.board ? Self.limits(of: family, roofline.ceilings) : nil
    }
    for (number, records) in runs.records.blocks.enumerated() {
      let families = runs.familyIDs.blocks[number]
      let start = number * BlockArray<RunRecord>.blockSize
      for offset in records.indices {
        guard let allowed = limits[Int(families[offset])] else { continue }
        let isAboveFit = Self.isAboveFit(records[offset], allowed)
        guard isAboveFit || Self.isAboveData(records[offset], allowed) else { continue }
        guard indices.count < limit else {
          rest += 1
          continue
        }
        indices.append(start + offset)
        if isAboveFit { aboveFit.insert(start + offset) }
      }
    }
  }

  /// Above what the board's data, or its own ports and operators, allow.
  private static func isAboveData(_ run: RunRecord, _ limits: Limits) -> Bool {
    Double(max(run.bytesMoved, 0)) * run.rate > limits.bandwidth * tolerance
      || Double(max(run.operations, 0)) * run.rate > limits.compute * tolerance
      || run.rate > Double(run.largestRate) * tolerance
  }

  /// A point above the ceiling that binds it: bytes at its rate against the slope are operations
  /// against slope times intensity.
  private static func isAboveFit(_ run: RunRecord, _ limits: Limits) -> Bool {
    run.operations > 0 && run.bytesMoved > 0
      && (Double(run.bytesMoved) * run.rate > limits.slope * tolerance
        || Double(run.operations) * run.rate > limits.peak * tolerance)
  }

  private static func limits(of family: RunFamily, _ ceilings: [Ceiling]) -> Limits {
    var limits = Limits()
    if let kind = family.kinds.bandwidth { limits.bandwidth = theory(kind, ceilings) }
    if let kind = family.kinds.compute { limits.compute = theory(kind, ceilings) }
    guard let memory = family.kinds.offChipMemory else { return limits }
    let fit = PointFit(ceilings: ceilings, board: family.board)
    let binding = fit.candidates(
      memory: memory, compute: family.kinds.compute, elementType: family.elementType,
      basis: family.basis)
    for ceiling in binding {
      if ceiling.kind.isCompute {
        limits.peak = ceiling.estimate.value
      } else {
        limits.slope = ceiling.estimate.value
      }
    }
    return limits
  }

  private static func theory(_ kind: Ceiling.Kind, _ ceilings: [Ceiling]) -> Double {
    ceilings.filter { $0.kind == kind && $0.basis == .theoretical }.map(\.estimate.value).max()
      ?? .infinity
  }
}
