import ArgumentParser
import Specs
import Validation

/// `ferrule validate [FILE...]`: how far the model is from published measurements.
struct Validate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the model with measurements of real boards.",
    discussion: """
      Without files, all measured facts that come with the boards are repeated on the model. A \
      file is a CSV with one fact per row; id, board, kernel, quantity and value are needed, an \
      empty field takes the default of the board or the kernel. Exits with 2 when the error of a \
      row exceeds its tolerance_percent.

        id,board,kernel,operation,memory,size_bytes,quantity,value,source
        a,u200,memory-probe,read,ddr,16777216,bytes_per_second,1.807e10,my own run

      A column named remark holds what to know about a row, such as the reason of a large error; it \
      is printed with the results.
      """)

  @Argument(help: "Files of measured facts (CSV). - is stdin.")
  var files: [String] = []

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() async throws {
    let catalog = try catalog.catalog()
    let facts = try ValidationSource(files: files, catalog: catalog).facts()
    let results = try await Validator(facts: facts, catalog: catalog).results(of: facts)
    let report = ValidateReport(results: results, display: display)
    report.print()
    try report.judge()
  }
}

/// The facts of the named files, or of all that come with the boards.
private struct ValidationSource {
  let files: [String]
  let catalog: SpecCatalog

  func facts() throws -> [ValidationFact] {
    let paths = files.isEmpty ? catalog.validationFiles : files
    guard !paths.isEmpty else {
      throw CommandFailure.usage(
        "no validation files in \(catalog.boardsFolder)/validation; name a CSV file")
    }
    var facts: [ValidationFact] = []
    var failures: [String] = []
    for path in paths {
      do {
        let table = try ValidationTable.read(from: InputFile.bytes(path), file: path)
        table.warnings.forEach(Diagnostics.warning)
        facts += table.facts
      } catch {
        failures.append(CommandFailure(error)?.message ?? "\(error)")
      }
    }
    guard failures.isEmpty else { throw CommandFailure.usage(failures.joined(separator: "\n")) }
    return facts
  }
}
