import Quantities
import RooflineModel

/// The lowest ceiling over a place on the roofline.
struct RowBound {
  /// The ceiling.
  let ceiling: Ceiling
  /// What it allows there.
  let throughput: Throughput

  /// Finds it: the memory's slope or the highest compute ceiling, of the types when some are chosen.
  init?(
    _ roofline: Roofline, memory: String, types: [String], at intensity: OperationalIntensity
  ) {
    let compute = (types.isEmpty ? roofline.computeTypes : types)
      .compactMap { roofline.bestCompute(type: $0) }
      .max { $0.estimate.value < $1.estimate.value }
    let known = [roofline.ceiling(.memory(memory)), compute].compactMap(\.self)
      .filter { $0.estimate.value > 0 }
    guard
      let lowest = known.min(by: { $0.throughput(at: intensity) < $1.throughput(at: intensity) })
    else { return nil }
    ceiling = lowest
    throughput = lowest.throughput(at: intensity)
  }
}
