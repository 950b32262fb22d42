public import Measurements

/// Draws conclusions from rows: ceilings, ridge points, points, and what cannot be true.
///
/// Assumptions:
/// - A rate that any run reached is a lower bound of its ceiling; the largest median of repetitions
///   stands for the ceiling. Its 95 % interval covers the scatter of repetitions, nothing else.
/// - Rows that failed, whose values were wrong, or that were emulated say nothing.
/// - Runs that recompute tiles on chip (more than one pass) make no memory ceilings.
/// - Only the `roofline` kernel makes compute ceilings: the arithmetic of other kernels is a mix.
public enum RooflineFit {
  /// Fits every board of the rows.
  ///
  /// - Parameters:
  ///   - rows: Of any number of boards, files and evidences, in any order.
  ///   - theoretical: What board files allow; ceilings of any board, told apart by their `board`.
  /// - Returns: One roofline per board, in order of first appearance: boards with rows, then boards
  ///   that only have theoretical ceilings. Except for that, the order of the rows is irrelevant.
  public static func fit(
    rows: [Measurement], theoretical: [TheoreticalLimits] = []
  ) -> [Roofline] {
    let limits = theoretical.flatMap(\.ceilings)
    let rowsByBoard = Dictionary(grouping: rows, by: \.board)
    var seen: Set<String> = []
    let boards = (rows.map(\.board) + limits.map(\.board)).filter { seen.insert($0).inserted }
    return boards.map { board in
      roofline(
        board: board, rows: rowsByBoard[board] ?? [],
        theoretical: limits.filter { $0.board == board })
    }
  }

  private static func roofline(
    board: String, rows: [Measurement], theoretical: [Ceiling]
  ) -> Roofline {
    let groups = RepetitionGroup.groups(of: rows)
    let ceilings = ceilings(of: groups, board: board, theoretical: theoretical)
    let points = PointFit(ceilings: ceilings, board: board).points(of: groups)
    let check = PhysicsCheck(ceilings: ceilings)
    return Roofline(
      board: board, ceilings: ceilings,
      ridgePoints: RidgePointFit.ridgePoints(of: ceilings), points: points,
      violations: check.violations(of: groups, points: points))
  }

  /// The ceilings that groups show and those of the board's data, in the order of a roofline.
  package static func ceilings(
    of groups: [RepetitionGroup], board: String, theoretical: [Ceiling]
  ) -> [Ceiling] {
    (CeilingFit.ceilings(of: groups, board: board) + theoretical).sorted { $0.order < $1.order }
  }
}
