import Foundation
import HLSGenerator
import KernelIR
import Specs

/// What every dialect must do, whatever it prints. Returns every broken promise, in words.
enum DialectConformance {
  /// Checks a dialect on designs of every structure that it does not refuse.
  static func check(_ dialect: any HLSDialect) throws -> [String] {
    var problems: [String] = []
    var accepted = 0
    for design in try designs() {
      do throws(GenerationError) {
        try dialect.validate(design)
      } catch {
        problems += refusal(error, dialect)
        continue
      }
      accepted += 1
      problems += try problemsOfFiles(dialect, design)
    }
    if accepted == 0 { problems.append("\(dialect.name) accepts no design at all") }
    if dialect.name != dialect.name.lowercased() || dialect.name.isEmpty {
      problems.append("the name `\(dialect.name)` is not lower case")
    }
    return problems
  }

  private static func designs() throws -> [GeneratedDesign] {
    let catalog = SampleDesigns.catalog
    return try catalog.kernelNames.flatMap { name in
      let types = try catalog.kernel(name).types
      return try SampleDesigns.all(name, types.contains(.i16) ? .i16 : types[0])
    }
  }

  private static func refusal(_ error: GenerationError, _ dialect: any HLSDialect) -> [String] {
    error.reasons.isEmpty || !error.subject.contains(dialect.name)
      ? ["a refusal must name the tool and give reasons: \(error)"] : []
  }

  private static func problemsOfFiles(
    _ dialect: any HLSDialect, _ design: GeneratedDesign
  ) throws -> [String] {
    let files = try dialect.files(for: design)
    var problems: [String] = []
    if try dialect.files(for: design) != files { problems.append("two runs give different files") }
    let paths = files.map(\.path)
    if Set(paths).count != paths.count { problems.append("two files have the same path") }
    if !paths.contains("manifest.json") { problems.append("there is no manifest.json") }
    if !paths.contains(where: { $0.contains("_tb.") }) { problems.append("there is no testbench") }
    let own = files.filter { !$0.path.hasPrefix("csim/") }
    return (problems + files.flatMap(problems(of:)) + own.flatMap { banner($0, design) })
      .map { "\(design.kernel.name) \(design.design.operation): \($0)" }
  }

  private static func problems(of file: GeneratedFile) -> [String] {
    var problems: [String] = []
    if file.path.hasPrefix("/") || file.path.contains("..") {
      problems.append("\(file.path) leaves the folder of the design")
    }
    if !file.contents.hasSuffix("\n") || file.contents.hasSuffix("\n\n") {
      problems.append("\(file.path) does not end with one newline")
    }
    let lines = file.contents.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.contains(where: { $0.hasSuffix(" ") }) {
      problems.append("\(file.path) has blanks at the end of a line")
    }
    if file.contents.contains(FileManager.default.currentDirectoryPath) {
      problems.append("\(file.path) contains a path of this machine")
    }
    return problems
  }

  /// Generator, command and, where the format has comments, the licence.
  private static func banner(_ file: GeneratedFile, _ design: GeneratedDesign) -> [String] {
    var wanted = [Generator.title]
    if !file.path.hasSuffix(".json") { wanted.append("SPDX-License-Identifier: MIT") }
    let text = file.contents.replacing("\n// ", with: " ").replacing("\n# ", with: " ")
    return (wanted + [design.command]).filter { !text.contains($0) }.map {
      "\(file.path) does not contain `\($0)`"
    }
  }
}
