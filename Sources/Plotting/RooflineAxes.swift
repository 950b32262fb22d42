import Quantities
import RooflineModel

/// The axes of a roofline: operations per byte over operations per second, both logarithmic.
///
/// They hold every point, every ridge point and every compute ceiling, with room around. Host link
/// and on-chip storage do not widen them.
struct RooflineAxes {
  let horizontal: PlotAxis
  let vertical: PlotAxis

  init(boards: [BoardCeilings], points: [KeyedPoint], options: RooflineSceneOptions) {
    let across = options.intensities ?? Self.intensities(boards, points)
    let up = options.throughputs ?? Self.throughputs(boards, points, from: across.lowerBound)
    horizontal = PlotAxis(
      title: "operational intensity", unit: "OP/B", scale: .logarithmic, from: across.lowerBound,
      to: across.upperBound)
    vertical = PlotAxis(
      title: "throughput", unit: "GOP/s", unitFactor: 1e9, scale: .logarithmic,
      from: up.lowerBound, to: up.upperBound)
  }

  private static func intensities(
    _ boards: [BoardCeilings], _ points: [KeyedPoint]
  ) -> ClosedRange<Double> {
    let ridges = boards.flatMap { board in
      board.memoryCeilings.flatMap { memory in
        board.computeCeilings.map { $0.estimate.value / memory.estimate.value }
      }
    }
    let shown = drawable(ridges + points.map(\.point.intensity.value))
    guard let low = shown.min(), let high = shown.max() else { return 0.01...100 }
    return low / 2...max(high * 3, low * 50)
  }

  private static func throughputs(
    _ boards: [BoardCeilings], _ points: [KeyedPoint], from intensity: Double
  ) -> ClosedRange<Double> {
    let floors = boards.flatMap(\.memoryCeilings).map { $0.estimate.value * intensity * 2 }
    let compute = boards.flatMap(\.computeCeilings).map(\.estimate.value)
    let reached = points.map(\.point.throughput.value)
    let shown = drawable(floors + compute + reached)
    guard let low = shown.min(), let high = shown.max() else { return 1e9...1e12 }
    return low / 1.5...max(high * 2, low * 10)
  }

  private static func drawable(_ values: [Double]) -> [Double] {
    values.filter { $0.isFinite && $0 > 1e-250 && $0 < 1e250 }
  }
}
