import Specs

/// What kernels on the grid of HPCG have in common: sizes of the grid, and vectors that must fit the
/// memory that a design has for them.
struct SparseGrid {
  let design: DesignPoint
  /// What edges are multiples of: 4 or the least multiple of it with which vectors are whole beats.
  /// 4 will do for powers of two up to 64.
  var step: Int {
    guard lanes <= 65_536 else { return 4 }
    return stride(from: 4, through: 4 * lanes, by: 4).first {
      ($0 % lanes) * ($0 % lanes) % lanes * ($0 % lanes) % lanes == 0
    } ?? 4 * lanes
  }

  /// The default where the vector fits; every beat is timed, so a larger grid would take long.
  private static let usualEdge = 32

  private var lanes: Int { max(1, design.lanes) }

  /// The matrix of a grid; no edge is so long that counting would overflow.
  func matrix(edge: Int) -> StencilMatrix {
    StencilMatrix(edge: max(2, min(edge, 1 << 20)), lanes: lanes)
  }

  func matrix(_ run: RunArguments) -> StencilMatrix { matrix(edge: run.shape["edge"] ?? 0) }

  /// The memory must hold the vector of the least grid.
  var designReasons: [String] {
    let least = rows(edge: step)
    guard design[.held] < least else { return [] }
    return [
      "held: found \(design[.held]), but the smallest grid whose vectors are whole beats of \(lanes) "
        + "lanes has \(least) points; use --set held=\(least) or more"
    ]
  }

  private func rows(edge: Int) -> Int { [edge, edge, edge].checkedProduct ?? Int.max }

  /// Edges of the least grids that the design holds: one, or two.
  var reducedEdges: [Int] {
    let step = step
    return [step, 2 * step].filter { $0 == step || rows(edge: $0) <= design[.held] }
  }

  /// Every reason why a run does not suit the design; `isValid` says that its sizes are those of
  /// its grid.
  func runReasons(_ run: RunArguments, isValid: Bool) -> [String] {
    let matrix = matrix(run)
    guard isValid, let rows = matrix.rows, rows % lanes == 0, matrix.edge % step == 0,
      let entries = [rows, StencilMatrix.mostEntries + lanes].checkedProduct,
      entries / lanes <= Int(UInt32.max)
    else { return ["the sizes are not those of a grid whose matrix has fewer than 2³² beats"] }
    guard rows > design[.held] else { return [] }
    return [
      "the vector has \(rows) elements, but the design holds \(design[.held]) on chip; use --set "
        + "held=\((rows + lanes - 1) / lanes * lanes) or a smaller problem"
    ]
  }

  /// The edge of the largest grid of one unit.
  func edge(problemSize: Int?) -> Int {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let usual = min(Self.usualEdge * Self.usualEdge * Self.usualEdge, max(1, design[.held]))
    let share = problemSize.map { $0 / units } ?? usual
    let step = step
    var edge = step
    while let rows = matrix(edge: edge + step).rows, rows <= share, edge < 1 << 16 { edge += step }
    return edge
  }

  func problemSize(_ run: RunArguments) -> Int? {
    matrix(run).rows.flatMap { [$0, design.computeUnits].checkedProduct }
  }

  /// A design that holds the vectors of a grid with twice the least edge.
  var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.held] = min(design[.held], rows(edge: 2 * step) / lanes * lanes)
    return reduced
  }

  /// The sizes of a grid of which the kernel gets only those that are not its edge.
  func sizes(
    registers: [String: Int], of shape: (StencilMatrix) -> [String: Int]
  ) -> [String: Int]? {
    for edge in stride(from: step, through: 1 << 16, by: step) {
      let sizes = shape(matrix(edge: edge))
      if registers.allSatisfy({ sizes[$0.key] == $0.value }) { return sizes }
      // Sizes grow with the edge.
      guard registers.allSatisfy({ sizes[$0.key, default: 0] <= $0.value }) else { return nil }
    }
    return nil
  }
}
