import Measurements
import Quantities
import Runners
import Testing

@testable import FerruleCLI

@Suite("What each run of a kernel reached")
struct RunTableTests {
  private func row(lanes: Int, operations: Int = 0) -> Measurement {
    var row = Measurement()
    row.operation = "copy"
    row.elementType = "f32"
    row.memory = "hbm"
    row.computeUnits = 2
    row.lanes = lanes
    row.chain = 4
    row.bytesRead = 1_000_000_000
    row.bytesWritten = 1_000_000_000
    row.operations = operations
    row.seconds = 0.5
    row.resultCheck = .passed
    return row
  }

  @Test("Only what was varied and differs is a column")
  func choices() {
    let rows = [row(lanes: 4), row(lanes: 8)]
    #expect(RunTable(rows, swept: [.lanes, .chain]).header.contains("lanes"))
    #expect(!RunTable(rows, swept: [.lanes, .chain]).header.contains("chain"))
    #expect(!RunTable(rows, swept: []).header.contains("lanes"))
    #expect(!RunTable([rows[0], rows[0]], swept: [.lanes]).header.contains("lanes"))
  }

  @Test("A run without arithmetic has no throughput column")
  func moving() {
    let table = RunTable([row(lanes: 4)], swept: [])
    #expect(
      table.header == ["operation", "type", "memory", "units", "time", "bandwidth"])
    #expect(table.cells == [["copy", "f32", "hbm", "2", "500 ms", "4 GB/s"]])
  }

  @Test("A run with arithmetic shows throughput and intensity, one without leaves them empty")
  func computing() throws {
    let table = RunTable([row(lanes: 4, operations: 500_000_000), row(lanes: 4)], swept: [])
    let column = try #require(table.header.firstIndex(of: "OP/B"))
    #expect(table.cells.map { $0[column] } == ["0.25", ""])
    #expect(table.numbers.contains("OP/B"))
  }

  @Test("The check is a column only when its outcome differs or is bad")
  func check() {
    var unchecked = row(lanes: 4)
    unchecked.resultCheck = .notChecked
    #expect(RunTable([row(lanes: 4)], swept: []).remark == "all results are right")
    #expect(RunTable([unchecked], swept: []).remark == "results are not checked")
    #expect(RunTable([unchecked, row(lanes: 4)], swept: []).header.contains("check"))
  }

  @Test("A run that failed says so and has no rate")
  func failed() {
    var broken = row(lanes: 4)
    broken.status = .failed
    broken.seconds = nil
    #expect(RunTable([broken], swept: []).cells == [["copy", "f32", "hbm", "2", "failed"]])
  }
}
