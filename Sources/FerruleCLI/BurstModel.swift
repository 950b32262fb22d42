import DataflowModel
import DesignAdvice
import KernelIR
import Measurements
import ModelRunner
import Quantities
import Runners
import Specs

/// What one port gets with its bursts, as the board model says: reads that follow each other.
final class BurstModel {
  /// Bytes of a run: long enough that its start does not count.
  private static let size = 1 << 20

  private let board: BoardSpec
  private let probe: KernelSpec
  private var known: [BurstPort: Bandwidth?] = [:]

  /// Prepares a model; each kind of port is run once.
  init(board: BoardSpec, probe: KernelSpec) {
    self.board = board
    self.probe = probe
  }

  /// Bytes per second of a port; `nil` when the model cannot run it.
  func rate(_ port: BurstPort) -> Bandwidth? {
    if let rate = known[port] { return rate }
    let rate = modelled(port)
    known[port] = .some(rate)
    return rate
  }

  private func modelled(_ port: BurstPort) -> Bandwidth? {
    let values: [DesignKey: String] = [
      .operation: "read", .memory: port.memory, .channels: "1", .computeUnits: "1",
      .portBits: "\(port.bits)", .burstBeats: "\(port.beats)",
      .clock: "\(CSVWriter.number(port.clock.value)) Hz", .size: "\(Self.size) B",
    ]
    var builder = DesignBuilder(board: board, kernel: probe, values: values)
    guard let job = try? builder.job(),
      let design = try? ModelledDesign(job, board: builder.board),
      let result = try? BoardModel(board: builder.board).time(
        design.program, design: job.design, run: job.run),
      result.seconds > 0
    else { return nil }
    return Bandwidth(Double(Self.size) / result.seconds)
  }
}
