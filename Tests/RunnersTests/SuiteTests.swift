import KernelIR
import Specs
import Testing

@testable import Runners

@Suite("The default suite")
struct SuiteTests {
  @Test("Every job of every part can be built, placed and run", arguments: ShippedSpecs.boardNames)
  func buildable(name: String) throws {
    let board = try ShippedSpecs.board(name)
    let suite = try ShippedSpecs.suite(board, repetitions: 3)
    for part in Suite.Part.allCases {
      let jobs = suite.jobs(part, isQuick: false)
      #expect(!jobs.isEmpty)
      for job in jobs {
        #expect(job.repetitions == 3)
        guard case .kernel(let kernel) = job.work else { continue }
        let lowering = try KernelLowering(
          kernel: kernel.kernel, board: board, design: kernel.design)
        try lowering.check(kernel.run)
        let need = ResourceEstimate(try lowering.program(), board: board).computeUnit
        #expect(Placement.fits(kernel.design.computeUnits, need: need, board: board))
      }
    }
  }

  @Test(
    "The roofline part has at least 12 intensities, each above the one before and at most twice it",
    arguments: ShippedSpecs.boardNames)
  func intensities(name: String) throws {
    let board = try ShippedSpecs.board(name)
    let suite = try ShippedSpecs.suite(board)
    let intensities = try suite.jobs(.roofline, isQuick: false).map(Self.intensity)
    #expect(intensities.count >= 12)
    for (left, right) in zip(intensities, intensities.dropFirst()) {
      #expect(right > left && right <= 2 * left)
    }
    let quick = try suite.jobs(.roofline, isQuick: true).map(Self.intensity)
    #expect(quick.count >= 6)
    #expect(Set(quick).isSubset(of: Set(intensities)))
    #expect(quick.count < intensities.count)
  }

  private static func intensity(_ job: RunJob) throws -> Double {
    guard case .kernel(let kernel) = job.work else { return 0 }
    let program = try KernelLowering(
      kernel: kernel.kernel, board: job.board, design: kernel.design
    ).program()
    let work = WorkCount(program, sizes: kernel.run.sizes(tileBeats: kernel.design.tileBeats))
    let bytes = work.bytesRead.values.reduce(0, +) + work.bytesWritten.values.reduce(0, +)
    return Double(work.operations) / Double(bytes)
  }

  @Test("A sweep over any chain has 12 intensities or more, all distinct", arguments: 1...200)
  func sweep(chain: Int) {
    let taps = OperatorChain.taps(length: chain)
    let operators = Suite.sweep(chain: chain).map { taps[$0.tap] * $0.passes }
    #expect(operators.count >= 12)
    #expect(Set(operators).count == operators.count)
    #expect(operators == operators.sorted())
  }

  @Test("All intensities of a sweep come from one build")
  func oneBuild() throws {
    let jobs = try ShippedSpecs.suite(ShippedSpecs.board()).jobs(.roofline, isQuick: false)
    let designs = jobs.compactMap { job -> DesignPoint? in
      guard case .kernel(let kernel) = job.work else { return nil }
      return kernel.design
    }
    #expect(Set(designs).count == 1)
  }

  @Test(
    "Each memory is read, written and streamed through every port that it accepts and shares",
    arguments: ShippedSpecs.boardNames)
  func memories(name: String) throws {
    let board = try ShippedSpecs.board(name)
    let jobs = try ShippedSpecs.suite(board).jobs(.memory, isQuick: false)
    for memory in board.memories {
      let kernels = jobs.compactMap { job -> KernelJob? in
        guard case .kernel(let kernel) = job.work else { return nil }
        return kernel.design.memory == memory.name ? kernel : nil
      }
      let operations = kernels.map { "\($0.kernel.name) \($0.design.operation)" }
      #expect(
        operations == [
          "memory-probe read", "memory-probe write", "memory-probe read-write", "stream copy",
          "stream scale", "stream add", "stream triad",
        ])
      for kernel in kernels { try expectChannels(kernel, memory, board) }
    }
  }

  /// What the row will say is what the ports reach.
  private func expectChannels(
    _ job: KernelJob, _ memory: BoardMemory, _ board: BoardSpec
  ) throws {
    let program = try KernelLowering(kernel: job.kernel, board: board, design: job.design)
      .program()
    let ranges = ChannelAssignment(design: job.design, program: program).ranges.flatMap { $0 }
    let reached = Set(ranges.flatMap { Array($0) })
    #expect(reached.count == job.design.channels, "\(job.label)")
    #expect(Double(reached.count) > 0.9 * Double(memory.channels), "\(job.label)")
  }

  @Test("On-chip runs cover every storage of the fabric and every operation")
  func onChip() throws {
    let board = try ShippedSpecs.board()
    let jobs = try ShippedSpecs.suite(board).jobs(.onchip, isQuick: false)
    #expect(jobs.count == board.fabric.storage.count * 3)
    #expect(Set(jobs.map(\.label)).count == jobs.count)
  }

  @Test("Compute runs cover every type; a quick suite only f32")
  func compute() throws {
    let suite = try ShippedSpecs.suite(ShippedSpecs.board())
    #expect(suite.jobs(.compute, isQuick: false).count == ElementType.allCases.count)
    #expect(suite.jobs(.compute, isQuick: true).count == 1)
  }

  @Test("The host part moves data both ways and starts an empty kernel")
  func host() throws {
    let jobs = try ShippedSpecs.suite(ShippedSpecs.board()).jobs(.host, isQuick: true)
    #expect(
      jobs.map(\.label) == [
        "host-link host-to-device", "host-link device-to-host", "host-link launch",
      ])
  }

  @Test("Two suites of a board are equal")
  func deterministic() throws {
    let board = try ShippedSpecs.board("u50")
    for part in Suite.Part.allCases {
      let first = try ShippedSpecs.suite(board).jobs(part, isQuick: true)
      #expect(try ShippedSpecs.suite(board).jobs(part, isQuick: true) == first)
    }
  }
}
