import DataflowModel
import KernelIR
import Quantities
import Specs

/// Traffic of one unit on one channel, ready to be timed by the model.
struct ModelledTraffic {
  /// How addresses follow each other.
  enum Pattern: Hashable {
    /// Reads, beat after beat; from the start again at the end of the channel.
    case sequential
    /// Reads of 64 B whose addresses are this many bytes apart, modulo the channel.
    case strided(Int)
    /// STREAM copy: half of the traffic is read, half of it written.
    case copy
    /// Reads of 64 B at scrambled addresses all over the channel.
    case random
  }

  private let board: BoardSpec
  private let design: DesignPoint
  private let run: RunArguments
  private let program: KernelProgram
  /// Beats of 64 B in all.
  let beats: Int

  /// Lowers the kernel for a pattern.
  ///
  /// - Parameters:
  ///   - pattern: How addresses follow each other.
  ///   - bytes: Traffic in all, a power of two from 1 MiB on.
  ///   - memory: Where.
  ///   - target: Board and kernels.
  /// - Throws: `DesignError` when kernel, board and run do not go together.
  init(
    _ pattern: Pattern, bytes: Int, memory: BenchmarkTarget.Memory, target: BenchmarkTarget
  ) throws {
    let kernel = pattern == .copy ? target.stream : target.probe
    let place = try target.memory(memory)
    var design = DesignPoint(board: target.board, kernel: kernel, memory: place)
    design.operation = pattern == .copy ? "copy" : "read"
    design.isRandom = pattern == .random
    beats = bytes / 64
    run = Self.arguments(pattern, beats: beats, channelBeats: place.device.capacity.value / 64)
    let lowering = try KernelLowering(kernel: kernel, board: target.board, design: design)
    try lowering.check(run)
    program = try lowering.program()
    board = target.board
    self.design = design
  }

  private static func arguments(
    _ pattern: Pattern, beats: Int, channelBeats: Int
  ) -> RunArguments {
    var run = RunArguments(beats: pattern == .copy ? beats / 2 : beats)
    switch pattern {
    case .copy: break
    case .sequential:
      run.workingSetBeats = min(beats, channelBeats)
      run.accessBeats = run.workingSetBeats
      run.strideBeats = run.workingSetBeats
    case .strided(let bytes):
      run.workingSetBeats = channelBeats
      run.strideBeats = max(1, bytes / 64)
    case .random: run.workingSetBeats = channelBeats
    }
    return run
  }

  /// Models the run.
  ///
  /// - Throws: What the model throws, and ``BenchmarkError`` when it takes no time at all.
  func model() throws {
    let result = try BoardModel(board: board).time(program, design: design, run: run)
    guard result.cycles > 0 else { throw BenchmarkError("the model gave no cycles") }
  }
}
