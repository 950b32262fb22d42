package import Specs

/// Lattice Boltzmann on a grid of cells with nine populations each (D2Q9): a beat is one cell, its
/// first nine elements are the populations, the others stay as they are.
///
/// Pull scheme: the population that moves along c comes from the cell at −c; then all nine relax
/// towards the equilibrium of He and Luo, which has no division. Cells of the border keep theirs.
package struct LatticeShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.width, usual: 512, range: 3...65_536, describesProblem: true),
    ShapeParameter(.steps, usual: 1, range: 1...64, describesProblem: true),
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  /// Populations of a cell.
  package static let populations = 9

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// Cells of a row.
  var width: Int { design[.width] }
  /// Steps that are computed one after another on the chip.
  var steps: Int { design[.steps] }

  package var designReasons: [String] {
    guard design.lanes < Self.populations else { return [] }
    return [
      "lanes: found \(design.lanes), but a beat is one cell of \(Self.populations) populations; use "
        + "--lanes \(Self.populations) or more"
    ]
  }

  package func runReasons(_ run: RunArguments) -> [String] {
    let rows = run.shape["rows"] ?? 0
    guard rows >= 3 else { return ["rows: found \(rows), expected 3 or more"] }
    let (most, overflow) = rows.addingReportingOverflow(2)
    let beats = overflow ? nil : [most, width].checkedProduct
    guard (beats ?? Int.max) > Int(UInt32.max) else { return [] }
    return ["the grid has more than 2³² cells; use a smaller problem size"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let row = [units, max(1, width)].checkedProduct ?? Int.max
    return run(rows: max(3, (problemSize ?? Self.usualCells) / row))
  }

  /// Cells of all units by default.
  private static let usualCells = 1 << 17

  private func run(rows: Int) -> RunArguments {
    var run = RunArguments(beats: max(1, [rows, width].checkedProduct ?? Int.max))
    run.shape = ["rows": rows]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["rows"] ?? 0, width, design.computeUnits].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    [run.shape["rows"] ?? 0, width, design.lanes].checkedProduct ?? Int.max
  }

  /// Operations of one cell and step: 8 for the density, 5 for each component of the momentum, 5 for
  /// what all equilibria share, 2 for the diagonals, 1 and 8 · 6 for the equilibria, and 3 for each
  /// relaxation.
  static let operationsPerCell = 8 + 2 * 5 + 5 + 2 + 1 + 8 * 6 + 9 * 3

  /// Those of the cells that are not at the border.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    let rows = run.shape["rows"] ?? 0
    return [steps, max(0, rows - 2), max(0, width - 2), Self.operationsPerCell].checkedProduct
  }

  package var operationsPerCycle: Int {
    [steps, Self.operationsPerCell].checkedProduct ?? Int.max
  }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.width] = min(width, 7)
    reduced.parameters[.steps] = min(steps, 2)
    return reduced
  }

  package var reducedRuns: [RunArguments] { [5, 3, 6].map { run(rows: $0) } }

  /// Where populations move, x first; the cell itself, the axes, the diagonals.
  static let directions = [
    [0, 0], [1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, 1], [-1, -1], [1, -1],
  ]
}
