package import Specs

/// Transforms of N = 2^`log2n` complex points, one after the other; every compute unit takes an
/// equal share of them. A point is its real and its imaginary part, side by side.
package struct FourierShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.log2n, usual: 12, range: 2...18, describesProblem: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// The exponent, limited so that nothing overflows before it is refused.
  var log2n: Int { max(0, min(design[.log2n], 30)) }
  /// Points of a transform.
  var points: Int { 1 << log2n }
  /// Points of a beat.
  var pointsPerBeat: Int { max(1, design.lanes / 2) }
  /// Beats of a transform.
  var beats: Int { max(1, points / pointsPerBeat) }
  /// Points between the two of a butterfly in each stage, first stages first.
  var spans: [Int] { (0..<log2n).map { points >> ($0 + 1) } }

  package var designReasons: [String] {
    if design.lanes < 4 || design.lanes.nonzeroBitCount != 1 {
      return [
        "lanes: found \(design.lanes), but a butterfly takes two points of two numbers each from "
          + "one beat, and the points of a transform are a power of two; use --lanes 4, 8, 16, …"
      ]
    }
    guard parameterReasons.isEmpty, points < pointsPerBeat else { return [] }
    return [
      "a transform of \(points) points is shorter than a beat of \(pointsPerBeat); use "
        + "--set log2n=\(pointsPerBeat.trailingZeroBitCount) or more, or fewer lanes"
    ]
  }

  package func runReasons(_ run: RunArguments) -> [String] {
    let most = Int(UInt32.max) / beats
    let transforms = run.shape["transforms"] ?? 0
    guard !(1...most).contains(transforms) else { return [] }
    return ["transforms per unit: found \(transforms), expected 1 to \(most), below 2³² beats"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let usual = max(1, (1 << 18) / points)
    let share = min(problemSize ?? usual, 1 << 40) / units
    return run(transforms: max(1, share))
  }

  private var units: Int { max(1, min(design.computeUnits, DesignPoint.mostComputeUnits)) }

  /// A run of one unit.
  private func run(transforms: Int) -> RunArguments {
    var run = RunArguments(beats: product([transforms, beats]) ?? Int.max)
    run.shape = ["transforms": transforms]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    product([run.shape["transforms"] ?? 0, units])
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    product([run.shape["transforms"] ?? 0, 2, points]) ?? Int.max
  }

  /// 5 · N · log2 N per transform, as the literature counts, whatever is spent on it.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    product([run.shape["transforms"] ?? 0, 5, points, log2n])
  }

  package var operationsPerCycle: Int { 5 * log2n * pointsPerBeat }

  /// The error of a transform in floating point, relative to the Euclidean norm of its result, is at
  /// most log2 N · (μ + γ₄ (√2 + μ)) with μ, the error of the factors, at most one unit roundoff:
  /// below 7 units per stage (Higham, Accuracy and Stability of Numerical Algorithms, 2002, theorem
  /// 24.2). One more is for the rounding of the reference.
  package var tolerance: ShapeTolerance? {
    let roundoff = design.elementType == .f64 ? 0x1p-53 : 0x1p-24
    return ShapeTolerance(block: 2 * points, relative: Double(7 * log2n + 1) * roundoff)
  }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.log2n] = min(log2n, pointsPerBeat.trailingZeroBitCount + 3)
    return reduced
  }

  package var reducedRuns: [RunArguments] { [3, 1].map { run(transforms: $0) } }

  private func product(_ factors: [Int]) -> Int? {
    factors.reduce(1) { product, factor in
      let result = product?.multipliedReportingOverflow(by: factor)
      return result.flatMap { $0.overflow ? nil : $0.partialValue }
    }
  }
}
