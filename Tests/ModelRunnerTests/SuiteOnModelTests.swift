import Measurements
import Runners
import Specs
import Testing

@testable import ModelRunner

@Suite("The default suite on the model")
struct SuiteOnModelTests {
  @Test("Every job of every board is accepted", arguments: ShippedSpecs.boardNames)
  func accepted(boardName: String) throws {
    let suite = try ShippedSpecs.suite(ShippedSpecs.board(boardName))
    let runner = BoardModelRunner()
    for part in Suite.Part.allCases {
      for job in suite.jobs(part, isQuick: false) {
        #expect(throws: Never.self, "\(job.label)") { try runner.check(job) }
        #expect(runner.expectedSeconds(job) > 0)
      }
    }
  }
}
