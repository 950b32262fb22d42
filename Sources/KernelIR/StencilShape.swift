package import Specs

/// Grids of a stencil: every compute unit has one of its own, whose width (and in three dimensions
/// height) is fixed when the kernel is built, because it sizes the delay lines.
package struct StencilShape: KernelShape {
  package static let parameters = [
    ShapeParameter(
      .width, usual: 512, range: 1...65_536, isWholeBeats: true, describesProblem: true),
    ShapeParameter(.height, usual: 32, range: 1...65_536, describesProblem: true),
    ShapeParameter(.radius, usual: 1, range: 1...mostRadius, describesProblem: true),
    ShapeParameter(.steps, usual: 1, range: 1...64, describesProblem: true),
  ]
  static let mostRadius = 8

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  package let design: DesignPoint
  /// What is computed of a cell's neighbours.
  package let form: StencilForm

  package init(design: DesignPoint) {
    self.design = design
    form = StencilForm(Self.nothing, radius: 1)
  }

  package init(kernel: KernelSpec, design: DesignPoint) {
    self.design = design
    form = StencilForm(
      kernel.operation(named: design.operation) ?? Self.nothing, radius: design[.radius])
  }

  /// What stands for an operation that the kernel does not have.
  private static let nothing = KernelOperation(
    name: "", form: "", inputs: [], outputs: [], scalars: [], expression: nil, loads: 0, stores: 0,
    operationsPerElement: 0)

  /// The operation without an expression whose grid has planes; others have rows.
  static let inThreeDimensions = "jacobi3d"
  /// The operation without an expression whose neighbours are a square.
  static let convolution = "conv2d"

  /// Dimensions of the grid.
  package var dimensions: Int { form.dimensions }
  /// Cells that a dimension has at least, x first.
  private func least(_ dimension: Int) -> Int {
    let (below, above) = form.reach(dimension)
    return below + above + 1
  }
  /// Steps that are computed one after another on the chip.
  var steps: Int { design[.steps] }
  /// Cells in x and, in three dimensions, in y.
  package var extents: [Int] {
    dimensions == 3 ? [design[.width], design[.height]] : [design[.width]]
  }
  /// Cells of a row, or of a plane in three dimensions.
  package var slabCells: Int { extents.checkedProduct ?? Int.max }
  /// The size that counts rows or planes.
  package var slabs: String { dimensions == 3 ? "planes" : "rows" }
  /// The counter of rows or planes.
  var slab: String { dimensions == 3 ? "plane" : "row" }

  package var designReasons: [String] {
    var reasons: [String] = []
    for (number, extent) in extents.enumerated() where extent < least(number) {
      reasons.append(
        "\(["width", "height"][number]): found \(extent), but \(cause) "
          + "needs \(least(number)) cells or more")
    }
    if !form.hasRadius, design[.radius] != 1 {
      reasons.append(
        "radius: found \(design[.radius]), but the expression says which neighbours there are; "
          + "leave it out")
    }
    let coefficients = form.hasRadius && design.operation == Self.convolution
    let side = 2 * design[.radius] + 1
    if coefficients, form.scalars.count < side * side {
      reasons.append(
        "radius: found \(design[.radius]), which needs \(side * side) coefficients, but the kernel "
          + "file has \(form.scalars.count); use a smaller one or add scalars")
    }
    return reasons
  }

  private var cause: String {
    form.hasRadius ? "a radius of \(design[.radius])" : "the expression"
  }

  package func runReasons(_ run: RunArguments) -> [String] {
    let count = run.shape[slabs] ?? 0
    let least = least(dimensions - 1)
    guard count >= least else {
      return ["\(slabs): found \(count), but \(cause) needs \(least) or more"]
    }
    let (most, overflow) = count.addingReportingOverflow(form.reach(dimensions - 1).above)
    let beats = overflow ? nil : [most, slabCells / max(1, design.lanes)].checkedProduct
    guard (beats ?? Int.max) > Int(UInt32.max) else { return [] }
    return ["the grid has more than 2³² beats; use a smaller problem size"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let slab = [units, max(1, slabCells)].checkedProduct ?? Int.max
    return run(slabs: max(least(dimensions - 1), (problemSize ?? Self.usualCells) / slab))
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
    [steps, design.lanes, form.expression.operationCount].checkedProduct ?? Int.max
  }

  /// Rows of four beats, so that delay lines are memories and registers as in the design itself.
  package var reducedDesign: DesignPoint {
    var reduced = design
    let lanes = max(1, design.lanes)
    let beats = max(4, (least(0) + lanes - 1) / lanes)
    reduced.parameters[.width] = min(design[.width], beats * lanes)
    reduced.parameters[.height] = min(design[.height], least(min(1, dimensions - 1)) + 1)
    reduced.parameters[.steps] = min(steps, 2)
    return reduced
  }

  package var reducedRuns: [RunArguments] {
    [2, 0, 3].map { run(slabs: least(dimensions - 1) + $0) }
  }
}
