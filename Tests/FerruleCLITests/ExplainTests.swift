import Foundation
import Measurements
import Testing

@testable import FerruleCLI

@Suite(
  "Explaining rows as users do",
  .enabled(if: FerruleProcess.isBuilt, "no ferrule beside the test program"), .serialized)
struct ExplainTests {
  private func run(_ words: String) throws -> FerruleProcess.Outcome {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    return try ferrule.run(words)
  }

  /// What `--format json` gives, one dictionary per finding.
  private func findings(_ words: String) throws -> [[String: Any]] {
    let outcome = try run(words + " --format json")
    #expect(outcome.exitCode == 0)
    let objects = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(objects as? [[String: Any]])
  }

  @Test("A modelled row: the bound, the causes with their sum, limits, changes and refusals")
  func modelled() throws {
    let outcome = try run("explain rows_to_explain.csv 1")
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.isEmpty)
    #expect(
      outcome.output.hasPrefix(
        "Row 1 of rows_to_explain.csv: stream copy f32 ddr on u280, modelled"))
    for part in [
      "\nBound by ", "higher clock alone would make it ", "\nLimits by arithmetic alone\n",
      "\nChanges for the same work, each alone, modelled\n", "\nNot possible\n",
    ] {
      #expect(outcome.output.contains(part), "\(part)")
    }
    #expect(!outcome.output.localizedCaseInsensitiveContains("measured"))
    #expect(outcome.lines.allSatisfy { $0.count <= 80 })
  }

  @Test("Causes add up to the cycles of the model")
  func causes() throws {
    let found = try findings("explain rows_to_explain.csv 1")
    let causes = found.filter { $0["kind"] as? String == "cause" }
      .compactMap { $0["cycles"] as? Int }
    let model = try #require(found.first { $0["kind"] as? String == "model" })
    #expect(!causes.isEmpty)
    #expect(causes.reduce(0, +) == model["cycles"] as? Int)
    let gains = found.filter { $0["kind"] as? String == "change" }
      .compactMap { $0["gain_seconds"] as? Double }
    #expect(gains.count >= 3)
    let least = 0.01 * (try #require(model["seconds"] as? Double))
    #expect(zip(gains, gains.dropFirst()).allSatisfy { $0 >= $1 - least })
  }

  @Test("CSV and JSON have the same columns, fixed for programs that read them")
  func columns() throws {
    let csv = try run("explain rows_to_explain.csv 1 --format csv")
    #expect(
      csv.lines.first == "row,kind,name,evidence,cycles,share,seconds,gain_seconds,speedup,message")
    let found = try findings("explain rows_to_explain.csv 1")
    #expect(found.count == csv.lines.count - 1)
    let kinds = Set(found.compactMap { $0["kind"] as? String })
    #expect(kinds == ["row", "model", "bound", "cause", "limit", "change", "refused"])
  }

  @Test("A measured row keeps its time apart from what is modelled")
  func measured() throws {
    let text = try run("explain rows_to_explain.csv 10")
    #expect(text.exitCode == 0)
    #expect(text.output.contains("measured\n"))
    #expect(text.output.contains("Measured: 6 µs. The model predicts "))
    for finding in try findings("explain rows_to_explain.csv 10") {
      let expected = finding["kind"] as? String == "row" ? "measured" : "modelled"
      #expect(finding["evidence"] as? String == expected)
    }
  }

  @Test("Other cycles than the row's are a warning with both and with who wrote them")
  func otherCycles() throws {
    let outcome = try run("explain rows_to_explain.csv 9")
    #expect(outcome.exitCode == 0)
    #expect(
      outcome.diagnostics.contains(
        "warning: row 9 of rows_to_explain.csv: cycles: the row has 1 by ferrule 0.0.9, the model "
          + "of ferrule \(Ferrule.version) gives "))
  }

  @Test("Unknown boards and kernels are named with the nearest known ones and the way out")
  func unknown() throws {
    let board = try run("explain rows_to_explain.csv 5")
    #expect(board.exitCode == 64)
    #expect(
      board.diagnostics.hasPrefix(
        "error: row 5 of rows_to_explain.csv: board: found \"u28\", expected one that is "
          + "installed (nearest first: u280, "))
    #expect(board.diagnostics.contains("--board"))
    let kernel = try run("explain rows_to_explain.csv 6")
    #expect(kernel.exitCode == 64)
    #expect(kernel.diagnostics.contains("nearest first: stream, "))
    let own = try run(
      "explain rows_to_explain.csv 5 --board \(ShippedSpecs.package)/Boards/u280.yaml")
    #expect(own.exitCode == 64)
    #expect(own.diagnostics.contains("board: the row has \"u28\""))
  }

  @Test("Without a number the last modelled row is taken, and said so when there are others")
  func lastRow() throws {
    let outcome = try run("explain rows_to_explain.csv --ascii")
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.contains("row 9 of rows_to_explain.csv is taken, the last of 7"))
    #expect(outcome.output.hasPrefix("Row 9 of"))
    #expect(outcome.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("--all explains every run once, and none when one cannot be rebuilt")
  func all() throws {
    let ferrule = try FerruleProcess()
    defer { ferrule.remove() }
    let broken = try ferrule.run("explain rows_to_explain.csv --all")
    #expect(broken.exitCode == 64)
    #expect(broken.output.isEmpty)
    #expect(broken.diagnostics.contains("row 3 of rows_to_explain.csv: outstanding: found nothing"))
    let bench = try ferrule.run(
      "bench u280 --kernel stream --size 64KiB --operation copy,add --repetitions 2 -o two.csv")
    #expect(bench.exitCode == 0)
    let outcome = try ferrule.run("explain two.csv --all --format json")
    #expect(outcome.exitCode == 0)
    let objects = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let rows = try #require(objects as? [[String: Any]])
    #expect(Set(rows.compactMap { $0["row"] as? Int }) == [1, 3])
  }
}
