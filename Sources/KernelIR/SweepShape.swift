package import Specs

/// A symmetric Gauss-Seidel sweep over the matrix of HPCG: every compute unit has a matrix of its
/// own. All vectors are held on chip, and the matrix is read twice, forwards and backwards.
package struct SweepShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.held, usual: 16_384, range: 64...(1 << 24), isWholeBeats: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 3 }

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

  private func run(edge: Int) -> RunArguments {
    let matrix = grid.matrix(edge: edge)
    let beats = [matrix.rows ?? Int.max, matrix.evenBeats].checkedProduct
    var run = RunArguments(beats: max(1, beats ?? Int.max))
    run.shape = shape(matrix)
    return run
  }

  private func shape(_ matrix: StencilMatrix) -> [String: Int] {
    ["edge": matrix.edge, "words": (matrix.rows ?? Int.max) / lanes]
  }

  package func sizes(registers: [String: Int]) -> [String: Int]? {
    grid.sizes(registers: registers, of: shape)
  }

  package func problemSize(_ run: RunArguments) -> Int? { grid.problemSize(run) }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    let matrix = grid.matrix(run)
    let width = ["columns", "values"].contains(array.name) ? matrix.evenBeats * lanes : 1
    return matrix.rows.flatMap { [$0, width].checkedProduct } ?? Int.max
  }

  /// Four operations for every entry that is not zero, as HPCG counts: two in each direction.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    grid.matrix(run).nonzeros.flatMap { [4, $0].checkedProduct }
  }

  package var operationsPerCycle: Int { 2 * lanes }

  /// Everything is positive, so every new element is a sum of positive terms: its relative error is
  /// at most that of its terms and of the up to 29 operations that make it. Errors go on from element to
  /// element, at most through all rows in both directions (Higham, Accuracy and Stability of
  /// Numerical Algorithms, 2002, lemma 3.1). Twice that, because the reference rounds, too.
  package var tolerance: ShapeTolerance? {
    let roundoff = design.elementType == .f64 ? 0x1p-53 : 0x1p-24
    let rows = reducedRuns.compactMap { grid.matrix($0).rows }.max() ?? 1
    return ShapeTolerance(block: 1, relative: Double(2 * 2 * 30 * rows) * roundoff)
  }

  package var reducedDesign: DesignPoint { grid.reducedDesign }

  package var reducedRuns: [RunArguments] { [run(edge: grid.step)] }

  package func contents<Element: KernelElement>(
    of array: MemoryArray, _ run: RunArguments
  ) -> [Element]? {
    let matrix = grid.matrix(run)
    switch array.name {
    case "columns":
      return matrix.swept.joined().map { .element(counting: UInt32(clamping: $0.column)) }
    case "values": return matrix.swept.joined().map { .element($0.value) }
    case "inverse":
      return (0..<(matrix.rows ?? 0)).map { .element(1 / StencilMatrix.diagonal($0)) }
    default: return nil
    }
  }
}
