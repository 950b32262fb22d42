import Measurements
import RooflineModel

/// Fits rooflines to a table: the columns tell which few rows matter, and only these are read.
struct RooflineSummary {
  /// How much is looked at.
  struct Effort {
    /// Design points that may share the place of the best, per ceiling.
    var ties: Int
    /// Runs held against the physics, per board.
    var suspects: Int
    /// Points of a board up to which labels are chosen among all of them.
    var labels: Int

    /// While loading.
    static let brief = Effort(ties: 16, suspects: 50, labels: 0)
    /// At the end.
    static let full = Effort(ties: 1024, suspects: 1000, labels: 2000)
  }

  private(set) var rooflines: [Roofline] = []
  private(set) var labels: [Int: String] = [:]
  /// What could not be done, as sentences.
  private(set) var warnings: [String] = []

  private let runs: RunTable
  private let reader: RowReader
  private let effort: Effort

  /// Fits every board.
  ///
  /// - Parameters:
  ///   - runs: Up to date.
  ///   - reader: For its files.
  ///   - boards: In order of first appearance.
  ///   - limits: Theoretical ceilings of any board.
  ///   - effort: How much to look at.
  init(
    runs: RunTable, reader: RowReader, boards: [BoardUse], limits: [Ceiling], effort: Effort
  ) {
    self.runs = runs
    self.reader = reader
    self.effort = effort
    let best = BestRuns(of: runs, limit: effort.ties)
    var seen: Set<String> = []
    let names = boards.map(\.name) + limits.map(\.board)
    for name in names where seen.insert(name).inserted {
      let ceilings = RooflineFit.ceilings(
        of: groups(best.indices[name] ?? []), board: name,
        theoretical: limits.filter { $0.board == name })
      rooflines.append(
        Roofline(
          board: name, ceilings: ceilings, ridgePoints: RidgePointFit.ridgePoints(of: ceilings),
          points: [], violations: []))
    }
    for place in rooflines.indices { judge(place) }
  }

  /// The groups of some design points; those whose file changed are left out.
  private mutating func groups(_ indices: [Int]) -> [RepetitionGroup] {
    RepetitionGroup.ordered(indices.compactMap { group($0) })
  }

  private mutating func group(_ index: Int) -> RepetitionGroup? {
    do throws(RunStoreError) {
      let row = try reader.row(of: index, in: runs)
      return RepetitionGroup(row: row, seconds: runs.seconds(of: index))
    } catch {
      if !warnings.contains(error.description) { warnings.append(error.description) }
      return nil
    }
  }

  // MARK: Labels and physics

  private mutating func judge(_ place: Int) {
    let roofline = rooflines[place]
    chooseLabels(roofline.board)
    let suspects = SuspectRuns(of: runs, roofline: roofline, limit: effort.suspects)
    var points: [RooflinePoint] = []
    var groups: [RepetitionGroup] = []
    let fit = PointFit(ceilings: roofline.ceilings, board: roofline.board)
    for index in suspects.indices {
      guard let group = group(index) else { continue }
      groups.append(group)
      guard suspects.aboveFit.contains(index) else { continue }
      let label = labels[index] ?? PointLabels.fullLabel(of: group.point)
      if let point = fit.point(of: group, label: label) { points.append(point) }
    }
    rooflines[place].violations = PhysicsCheck(ceilings: roofline.ceilings)
      .violations(of: groups, points: points)
    if suspects.rest > 0 {
      warnings.append(
        "\(roofline.board): \(suspects.rest) more runs seem faster than the hardware allows;"
          + " filter the file to see them")
    }
  }

  private mutating func chooseLabels(_ board: String) {
    guard let points = runs.points(of: board, atMost: effort.labels) else { return }
    let named = points.compactMap { index in group(index).map { (index, $0.point) } }
    let chosen = PointLabels.labels(of: named.map(\.1))
    for (point, label) in zip(named, chosen) { labels[point.0] = label }
  }
}

extension RunTable {
  /// The runs of a board that make points; `nil` when there are more than a number of them.
  fileprivate func points(of board: String, atMost limit: Int) -> [Int]? {
    let isOfBoard = families.map { $0.board == board && $0.kinds.offChipMemory != nil }
    var found: [Int] = []
    for index in 0..<count where isOfBoard[family(of: index)] {
      let record = records[index]
      guard record.operations > 0, record.bytesMoved > 0 else { continue }
      guard found.count < limit else { return nil }
      found.append(index)
    }
    return found
  }
}
