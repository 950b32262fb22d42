import Measurements
import Quantities
import RooflineModel
import RunStore

/// The same runs and ceilings per joule instead of per second: rates divided by the power of their
/// runs.
///
/// As for rates, what any run reached is a lower bound of what can be: the most operations per joule
/// of a type and the most bytes per joule of a memory stand for the ceilings. Runs without `power_w`
/// and theoretical ceilings, which say no power, are left out; so are the user's kernels.
struct EnergyView: Sendable {
  /// More rows than this are not read for their power.
  static let limit = 20_000

  /// Watts by run; those that say their power.
  let powers: [Int: Double]
  /// One per board, in operations and bytes per joule.
  let rooflines: [Roofline]

  /// Reads the power of every run; its first repetition stands for all.
  ///
  /// - Parameter snapshot: At most ``limit`` design points.
  init(_ snapshot: RunSnapshot) {
    var powers: [Int: Double] = [:]
    for index in 0..<min(snapshot.runs.count, Self.limit) {
      // A file that changed is told by the details; here the run is left out.
      guard let power = (try? snapshot.row(of: index))?.power, power.value > 0 else { continue }
      powers[index] = power.value
    }
    self.powers = powers
    rooflines = snapshot.rooflines.map { roofline in
      Roofline(
        board: roofline.board, ceilings: Self.ceilings(of: roofline.board, snapshot, powers),
        ridgePoints: [], points: [], violations: [])
    }
  }

  /// A point per joule: what binds it is the lowest of the ceilings per joule.
  func point(_ point: RooflinePoint, run index: Int) -> RooflinePoint? {
    guard let power = powers[index] else { return nil }
    var changed = point
    changed.throughput.value /= power
    changed.throughput.interval = point.throughput.interval.map {
      ($0.lowerBound / power)...($0.upperBound / power)
    }
    let roofline = rooflines.first { $0.board == point.board }
    let bound = roofline.flatMap {
      $0.bindingCeiling(memory: point.memory, types: [point.elementType], at: point.intensity)
    }
    changed.binding = bound?.kind
    changed.shareOfBound = bound.map {
      changed.throughput.value / $0.throughput(at: point.intensity).value
    }
    return changed
  }

  private struct Key: Hashable {
    var kind: Ceiling.Kind
    var basis: CeilingBasis
  }

  private static func ceilings(
    of board: String, _ snapshot: RunSnapshot, _ powers: [Int: Double]
  ) -> [Ceiling] {
    var best: [Key: Double] = [:]
    for (index, power) in powers {
      let run = snapshot.runs[index]
      guard run.family.board == board else { continue }
      let rates = [
        (run.family.kinds.bandwidth, run.bandwidth?.value),
        (run.family.kinds.compute, run.throughput?.value),
      ]
      for case (let kind?, let rate?) in rates {
        let key = Key(kind: kind, basis: run.family.basis)
        best[key] = max(best[key] ?? 0, rate / power)
      }
    }
    return best.filter { $0.value > 0 && $0.value.isFinite }.map { key, value in
      Ceiling(
        kind: key.kind, board: board, basis: key.basis, estimate: Estimate(value: value),
        origin: "the most per joule of any run")
    }.sorted {
      ($0.kind.category, $0.kind.name, $0.basis.rawValue) < (
        $1.kind.category, $1.kind.name, $1.basis.rawValue
      )
    }
  }
}
