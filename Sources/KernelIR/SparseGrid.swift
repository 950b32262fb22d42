import Specs

/// What kernels on the grid of HPCG have in common: sizes of the grid, and vectors that must fit the
/// memory that a design has for them.
struct SparseGrid {
  let design: DesignPoint
  /// What edges are multiples of: 4, so that vectors are whole beats of up to 64 elements.
  var step = 4

  /// The default where the vector fits; every beat is timed, so a larger grid would take long.
  private static let usualEdge = 32

  private var lanes: Int { max(1, design.lanes) }

  /// The matrix of a grid; no edge is so long that counting would overflow.
  func matrix(edge: Int) -> StencilMatrix {
    StencilMatrix(edge: max(2, min(edge, 1 << 20)), lanes: lanes)
  }

  func matrix(_ run: RunArguments) -> StencilMatrix { matrix(edge: run.shape["edge"] ?? 0) }

  var designReasons: [String] {
    guard design[.held] % lanes != 0 else { return [] }
    return ["held: found \(design[.held]), expected whole beats of \(lanes) elements"]
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
    var edge = step
    while let rows = matrix(edge: edge + step).rows, rows <= share, edge < 1 << 16 { edge += step }
    return edge
  }

  func problemSize(_ run: RunArguments) -> Int? {
    matrix(run).rows.flatMap { [$0, design.computeUnits].checkedProduct }
  }

  /// A design that holds the vectors of a grid with an edge of 8.
  var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.held] = min(design[.held], 512 / lanes * lanes)
    return reduced
  }
}
