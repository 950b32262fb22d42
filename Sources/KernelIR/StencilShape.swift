package import Specs

/// Grids of a stencil: every compute unit has one of its own, whose width (and in three dimensions
/// height) is fixed when the kernel is built, because it sizes the delay lines.
package struct StencilShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.width, usual: 512, range: 1...65_536, describesProblem: true),
    ShapeParameter(.height, usual: 32, range: 1...65_536, describesProblem: true),
    ShapeParameter(.radius, usual: 1, range: 1...mostRadius, describesProblem: true),
    ShapeParameter(.steps, usual: 1, range: 1...64, describesProblem: true),
  ]
  private static let mostRadius = 8

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// The operation on planes; all others work on rows.
  static let inThreeDimensions = "jacobi3d"

  /// Dimensions of the grid.
  var dimensions: Int { design.operation == Self.inThreeDimensions ? 3 : 2 }
  /// Distance of the farthest neighbours in cells.
  var radius: Int { design[.radius] }
  /// Steps that are computed one after another on the chip.
  var steps: Int { design[.steps] }
  /// Cells in x and, in three dimensions, in y.
  var extents: [Int] {
    dimensions == 3 ? [design[.width], design[.height]] : [design[.width]]
  }
  /// Cells of a row, or of a plane in three dimensions.
  var slabCells: Int { extents.checkedProduct ?? Int.max }
  /// The size that counts rows or planes.
  var slabs: String { dimensions == 3 ? "planes" : "rows" }
  /// The counter of rows or planes.
  var slab: String { dimensions == 3 ? "plane" : "row" }

  package var designReasons: [String] {
    var reasons: [String] = []
    for (name, extent) in zip(["width", "height"], extents) where extent <= 2 * radius {
      reasons.append(
        "\(name): found \(extent), but a radius of \(radius) needs \(2 * radius + 1) cells or more")
    }
    let (width, lanes) = (design[.width], max(1, design.lanes))
    if width % lanes != 0 {
      reasons.append(
        "width: found \(width), expected whole beats of \(lanes) cells, e.g. "
          + "\((width / lanes + 1) * lanes)")
    }
    return reasons
  }

  package func runReasons(_ run: RunArguments) -> [String] {
    let count = run.shape[slabs] ?? 0
    guard count > 2 * radius else {
      return ["\(slabs): found \(count), but a radius of \(radius) needs \(2 * radius + 1) or more"]
    }
    let (most, overflow) = count.addingReportingOverflow(radius)
    let beats = overflow ? nil : [most, slabCells / max(1, design.lanes)].checkedProduct
    guard (beats ?? Int.max) > Int(UInt32.max) else { return [] }
    return ["the grid has more than 2³² beats; use a smaller problem size"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let slab = [units, max(1, slabCells)].checkedProduct ?? Int.max
    let least = 2 * max(1, min(radius, Self.mostRadius)) + 1
    return run(slabs: max(least, (problemSize ?? Self.usualCells) / slab))
  }

  /// Cells of all units by default: every beat is timed, so more would take long.
  private static let usualCells = 1 << 19

  private func run(slabs count: Int) -> RunArguments {
    let cells = [count, slabCells].checkedProduct ?? Int.max
    var run = RunArguments(beats: max(1, cells / max(1, design.lanes)))
    run.shape = [slabs: count]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape[slabs] ?? 0, slabCells, design.computeUnits].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    [run.shape[slabs] ?? 0, slabCells].checkedProduct ?? Int.max
  }

  package var operationsPerCycle: Int {
    let taps = 1 + 2 * dimensions * radius
    return [steps, design.lanes, 2 * taps - 1].checkedProduct ?? Int.max
  }

  /// Rows of four beats, so that delay lines are memories and registers as in the design itself.
  package var reducedDesign: DesignPoint {
    var reduced = design
    let lanes = max(1, design.lanes)
    let beats = max(4, (2 * radius + lanes) / lanes)
    reduced.parameters[.width] = min(design[.width], beats * lanes)
    reduced.parameters[.height] = min(design[.height], 2 * radius + 2)
    reduced.parameters[.steps] = min(steps, 2)
    return reduced
  }

  package var reducedRuns: [RunArguments] {
    [3, 1, 4].map { run(slabs: 2 * radius + $0) }
  }
}
