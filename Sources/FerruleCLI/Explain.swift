import ArgumentParser
import Explanation
import Measurements
import Quantities
import Specs

/// `ferrule explain FILE [ROW]`: why a run took its time and what would make it shorter.
struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what bounds a run and which change of its design would help most.",
    discussion: """
      The design of the row is rebuilt and run on the model again; changes of it are \
      modelled too, each doing the same work. Rows of real boards are explained in \
      the same way: what the model says about them is modelled, and is called so.

      Examples:
        ferrule explain u280.csv         the last modelled run of the file
        ferrule explain u280.csv 7       its seventh row of data
        ferrule explain u280.csv --all --format csv
      """)

  @Argument(help: "Results file (CSV). - is stdin.")
  var file: String

  @Argument(help: "Number of the row from 1, the header not counted.")
  var row: Int?

  @Flag(help: "Explain every row that is ok and ran a kernel; equal repetitions once.")
  var all = false

  @Option(help: ArgumentHelp("Board file, for a board that is not installed.", valueName: "file"))
  var board: String?

  @Option(help: ArgumentHelp("Kernel file, for a kernel that is not installed.", valueName: "file"))
  var kernel: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() async throws {
    let source = ExplainSource(
      catalog: try catalog.catalog(), boardFile: board, kernelFile: kernel, file: file)
    let rows = try InputFile.measurements(file).rows
    let chosen = try RowChoice(rows: rows, file: file).numbers(row: row, all: all)
    var printer = ExplainPrinter(file: file, display: display)
    for (number, rebuilt) in try source.rebuilt(chosen, of: rows) {
      printer.print(try await Explanation(rebuilt.rebuild, board: rebuilt.board), of: number)
    }
    printer.finish()
  }
}

/// Finds what rows name and rebuilds their designs.
struct ExplainSource {
  let catalog: SpecCatalog
  let boardFile: String?
  let kernelFile: String?
  let file: String

  /// Rows by number with their rebuilt designs; every mistake of all of them is collected.
  func rebuilt(
    _ numbers: [Int], of rows: [Measurement]
  ) throws -> [(Int, (rebuild: RowRebuild, board: BoardSpec))] {
    var failures: [String] = []
    var found: [(Int, (rebuild: RowRebuild, board: BoardSpec))] = []
    for number in numbers {
      do {
        let row = rows[number - 1]
        let subject = "row \(number) of \(file)"
        let board = try board(row, subject)
        let kernel = try kernel(row, subject)
        found.append(
          (number, (try RowRebuild(row, subject: subject, board: board, kernel: kernel), board)))
      } catch {
        failures.append(CommandFailure(error)?.message ?? "\(error)")
      }
    }
    guard failures.isEmpty else { throw CommandFailure.usage(failures.joined(separator: "\n")) }
    return found
  }

  private func board(_ row: Measurement, _ subject: String) throws -> BoardSpec {
    if let boardFile { return try catalog.board(boardFile) }
    guard catalog.boardNames.contains(row.board) else {
      throw unknown("board", row.board, catalog.boardNames, subject)
    }
    return try catalog.board(row.board)
  }

  private func kernel(_ row: Measurement, _ subject: String) throws -> KernelSpec {
    if let kernelFile { return try catalog.kernel(kernelFile) }
    guard catalog.kernelNames.contains(row.kernel) else {
      throw unknown("kernel", row.kernel, catalog.kernelNames, subject)
    }
    return try catalog.kernel(row.kernel)
  }

  /// The name is foreign text, so it is never taken for a path.
  private func unknown(
    _ kind: String, _ name: String, _ known: [String], _ subject: String
  ) -> CommandFailure {
    .usage(
      "\(subject): \(kind): found \(TableProblem.quoted(name)), expected one that is installed "
        + "(nearest first: \(NearestNames.sorted(known, to: name).joined(separator: ", "))); "
        + "name the file of your own one with --\(kind)")
  }
}
