import HLSGenerator
import KernelIR
import Measurements
import OffloadPredictor
import Plotting
import Quantities
import Specs
import Testing

@testable import FerruleCLI

@Suite("Exit codes")
struct ExitStatusTests {
  @Test("The codes are the documented ones")
  func codes() {
    let all: [FerruleCLI.ExitStatus] = [
      .done, .failed, .checkFailed, .usage, .unavailable, .interrupted,
    ]
    #expect(all.map(\.rawValue) == [0, 1, 2, 64, 69, 130])
  }

  @Test("Mistakes in files and values are wrong usage, with the library's own words")
  func libraries() {
    let errors: [any Error] = [
      SpecError.unknownName(kind: "board", name: "u2", known: ["u280"]),
      DesignError(subject: "stream copy", reasons: ["too wide"]),
      MeasurementError(file: "a.csv", problems: []), OffloadError(file: "k.csv", problems: []),
      GenerationError(subject: "vitis", reasons: ["no f16"]),
    ]
    for error in errors {
      let failure = CommandFailure(error)
      #expect(failure?.status == .usage)
      #expect(failure?.message == "\(error)")
    }
  }

  @Test("A cancelled task is an interruption")
  func cancelled() {
    #expect(CommandFailure(CancellationError())?.status == .interrupted)
  }

  @Test("A failure keeps its status and message")
  func failure() {
    let failure = CommandFailure(CommandFailure("no xrt", .unavailable))
    #expect(failure?.status == .unavailable && failure?.message == "no xrt")
  }

  @Test("An error of somebody else is left to the argument parser")
  func foreign() {
    struct Foreign: Error {}
    #expect(CommandFailure(Foreign()) == nil)
  }

  @Test("Failed runs end with 1, wrong results with 2, and both are good otherwise")
  func judgement() {
    var failed = Measurement()
    failed.status = .failed
    var wrong = Measurement()
    wrong.resultCheck = .failed
    #expect(status { try BenchRun.judge([Measurement()]) } == nil)
    #expect(status { try BenchRun.judge([wrong]) } == .checkFailed)
    #expect(status { try BenchRun.judge([wrong, failed]) } == .failed)
  }

  private func status(_ work: () throws -> Void) -> FerruleCLI.ExitStatus? {
    do {
      try work()
      return nil
    } catch {
      return CommandFailure(error)?.status
    }
  }
}
