import Measurements
import Quantities
import RooflineModel
import Specs

/// Fits rooflines to result files, with the theoretical ceilings of the boards that are known.
struct RooflineSource {
  let rows: [Measurement]
  let rooflines: [Roofline]

  /// Reads and fits.
  ///
  /// - Throws: ``CommandFailure`` for files that cannot be read or are empty.
  init(files: [String], catalog: SpecCatalog) throws {
    rows = try InputFile.measurements(files)
    guard !rows.isEmpty else {
      throw CommandFailure.usage(
        "\(files.joined(separator: ", ")): no rows; run ferrule bench first")
    }
    rooflines = RooflineFit.fit(rows: rows, theoretical: try Self.limits(of: rows, catalog))
  }

  /// The median of what the rows of a board say it draws; `nil` when none does.
  func power(of board: String) -> Power? {
    let watts = rows.filter { $0.board == board && $0.status == .ok }.compactMap { $0.power?.value }
    return SampleStatistics(watts.filter { $0 > 0 }).map { Power($0.median) }
  }

  /// Limits of every board of the rows that has a file; others are left without.
  private static func limits(
    of rows: [Measurement], _ catalog: SpecCatalog
  ) throws -> [TheoreticalLimits] {
    let boards = Set(rows.map(\.board)).sorted()
    return try boards.filter(catalog.boardNames.contains).map { name in
      TheoreticalLimits(board: try catalog.board(name), operations: operations(of: name, rows))
    }
  }

  /// The operators that the board's compute rows use; multiply-add when there are none.
  private static func operations(of board: String, _ rows: [Measurement]) -> [ArithmeticOperator] {
    let names = Set(rows.filter { $0.board == board && $0.kernel == "roofline" }.map(\.operation))
    return self.operations(named: names)
  }

  /// The operators among some names; multiply-add when there are none.
  static func operations(named names: Set<String>) -> [ArithmeticOperator] {
    let used = ArithmeticOperator.allCases.filter { names.contains($0.rawValue) }
    return used.isEmpty ? [.fma] : used
  }
}
