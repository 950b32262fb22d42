import ArgumentParser
import RooflineModel

/// `ferrule roofline FILE...`: ceilings, ridge points and what binds each run, then the picture.
struct RooflineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roofline",
    abstract: "Fit ceilings to results: a table, the picture, and the physics check.",
    discussion: """
      Exits with 2 when a row or a ceiling breaks a physical limit (above the \
      data sheet, above the port); the findings are listed on stderr.
      """)

  @Argument(help: "Result files (CSV). - is stdin.")
  var files: [String]

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var boards: BoardOptions

  func run() throws {
    let source = try RooflineSource(files: files, catalog: boards.catalog())
    RooflineReport(
      rooflines: source.rooflines, display: display, style: try display.style()
    ).print()
    let violations = source.rooflines.flatMap(\.violations)
    for violation in violations {
      Diagnostics.error("physics check: \(violation.subject), but \(violation.limit)")
    }
    if !violations.isEmpty { throw CommandFailure("", .checkFailed) }
  }
}
