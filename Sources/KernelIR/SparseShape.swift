package import Specs

/// The product of a sparse matrix and a vector: every compute unit has a matrix of its own, as the
/// processes of HPCG have, without what they exchange. The vector is held on chip.
package struct SparseShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.held, usual: 32_768, range: 64...(1 << 24), isWholeBeats: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 4 }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  private var lanes: Int { max(1, design.lanes) }
  private var grid: SparseGrid { SparseGrid(design: design) }

  package var designReasons: [String] { grid.designReasons }

  package func runReasons(_ run: RunArguments) -> [String] {
    grid.runReasons(run, isValid: run.shape == shape(grid.matrix(run)))
  }

  package func run(problemSize: Int?) -> RunArguments {
    run(edge: grid.edge(problemSize: problemSize))
  }

  func run(edge: Int) -> RunArguments {
    let matrix = grid.matrix(edge: edge)
    var run = RunArguments(beats: max(1, matrix.beats ?? Int.max))
    run.shape = shape(matrix)
    return run
  }

  private func shape(_ matrix: StencilMatrix) -> [String: Int] {
    [
      "edge": matrix.edge, "words": (matrix.rows ?? Int.max) / lanes,
      "beats": matrix.beats ?? Int.max,
    ]
  }

  package func sizes(registers: [String: Int]) -> [String: Int]? {
    grid.sizes(registers: registers, of: shape)
  }

  package func problemSize(_ run: RunArguments) -> Int? { grid.problemSize(run) }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    let isMatrix = ["columns", "values"].contains(array.name)
    let count =
      isMatrix
      ? grid.matrix(run).beats.flatMap { [$0, lanes].checkedProduct } : grid.matrix(run).rows
    return count ?? Int.max
  }

  /// A multiplication and an addition for every entry that is not zero, as HPCG counts.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    grid.matrix(run).nonzeros.flatMap { [2, $0].checkedProduct }
  }

  package var operationsPerCycle: Int { 2 * lanes }

  package var reducedDesign: DesignPoint { grid.reducedDesign }

  package var reducedRuns: [RunArguments] { grid.reducedEdges.map { run(edge: $0) } }

  package func contents<Element: KernelElement>(
    of array: MemoryArray, _ run: RunArguments
  ) -> [Element]? {
    let rows = grid.matrix(run).stored
    switch array.name {
    case "columns": return rows.joined().map { .element(counting: UInt32(clamping: $0.column)) }
    case "values": return rows.joined().map { .element($0.value) }
    case "ends":
      var end = 0
      return rows.map { row in
        end += row.count / lanes
        return .element(counting: UInt32(clamping: end))
      }
    default: return nil
    }
  }
}
