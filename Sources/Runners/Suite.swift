import KernelIR
import Quantities
public import Specs

/// The board's default measurements: what `ferrule bench BOARD` runs without a kernel.
public struct Suite {
  /// A part of the suite that can be run alone.
  public enum Part: String, Sendable, CaseIterable {
    case compute, memory, onchip, host, roofline
  }

  private let board: BoardSpec
  private let kernels: SuiteKernels
  private let repetitions: Int

  /// Prepares the suite.
  ///
  /// - Parameters:
  ///   - board: The board.
  ///   - kernels: The four kernels that the suite is made of.
  ///   - repetitions: Rows per run.
  public init(board: BoardSpec, kernels: SuiteKernels, repetitions: Int) {
    self.board = board
    self.kernels = kernels
    self.repetitions = repetitions
  }

  /// The jobs of a part.
  ///
  /// - Parameters:
  ///   - part: Which part.
  ///   - isQuick: Only f32, one operation per memory, and every other intensity.
  /// - Returns: Jobs in the order in which they are to run; none for what does not fit the board.
  public func jobs(_ part: Part, isQuick: Bool) -> [RunJob] {
    switch part {
    case .compute: computeJobs(isQuick: isQuick)
    case .memory: board.memories.flatMap { memoryJobs($0, isQuick: isQuick) }
    case .onchip: board.fabric.storage.flatMap { onChipJobs($0, isQuick: isQuick) }
    case .host: hostJobs
    case .roofline: rooflineJobs(isQuick: isQuick)
    }
  }

  private func job(_ kernel: KernelSpec, _ design: DesignPoint, _ run: RunArguments) -> RunJob {
    RunJob(
      work: .kernel(KernelJob(kernel: kernel, design: design, run: run)), board: board,
      repetitions: repetitions)
  }

  // MARK: Compute

  /// Passes that make the filling of the pipeline and the first, memory-bound pass negligible.
  private static let computePasses = 512

  private func computeJobs(isQuick: Bool) -> [RunJob] {
    let types = isQuick ? [ElementType.f32] : kernels.roofline.types
    return types.compactMap { type in
      let search = LargestDesign(
        board: board, kernel: kernels.roofline, memory: board.memories[0])
      guard let design = search.design(.fma, type) else { return nil }
      var run = RunArguments(beats: 2 * design.tileBeats)
      run.passes = Self.computePasses
      run.tap = OperatorChain.taps(length: design.chain).count - 1
      return job(kernels.roofline, design, run)
    }
  }

  // MARK: Roofline sweep

  /// Bytes per port of the sweep and of memory runs: long enough that start-up is below 1 %.
  private static let beatsPerPort = 16_384

  private func rooflineJobs(isQuick: Bool) -> [RunJob] {
    let memory = board.memories[0]
    let units = min(memory.maximumPorts / 2, memory.channels)
    let search = LargestDesign(board: board, kernel: kernels.roofline, memory: memory)
    let wanted = (1...max(1, units)).reversed().lazy.compactMap {
      search.design(.fma, .f32, computeUnits: $0)
    }
    guard let design = wanted.first else { return [] }
    return Self.sweep(chain: design.chain).enumerated().compactMap { number, point in
      guard !isQuick || number.isMultiple(of: 2) else { return nil }
      // Runs with few passes are short, so that start-up would show; they take twice the data.
      let beats = point.passes <= 4 ? 2 * Self.beatsPerPort : Self.beatsPerPort
      var run = RunArguments(beats: max(beats, 2 * design.tileBeats))
      run.tap = point.tap
      run.passes = point.passes
      return job(kernels.roofline, design, run)
    }
  }

  /// Taps at one pass, then the whole chain with 2, 4, 8, … passes: at least 12 intensities, each
  /// about twice the one before.
  package static func sweep(chain: Int) -> [(tap: Int, passes: Int)] {
    let taps = OperatorChain.taps(length: chain)
    let single = taps.indices.map { (tap: $0, passes: 1) }
    let repeated = (1...max(8, 13 - taps.count)).map { (tap: taps.count - 1, passes: 1 << $0) }
    return single + repeated
  }

  // MARK: Memory

  private func memoryJobs(_ memory: BoardMemory, isQuick: Bool) -> [RunJob] {
    let operations = isQuick ? kernels.probe.operations.prefix(1) : kernels.probe.operations[...]
    let probes = operations.map { operation in
      memoryJob(kernels.probe, operation, memory, portsPerUnit: 1, type: .i32)
    }
    let streams = (isQuick ? kernels.stream.operations.suffix(1) : kernels.stream.operations[...])
      .map { operation in
        memoryJob(
          kernels.stream, operation, memory,
          portsPerUnit: operation.inputs.count + operation.outputs.count, type: .f32)
      }
    return probes + streams
  }

  private func memoryJob(
    _ kernel: KernelSpec, _ operation: KernelOperation, _ memory: BoardMemory,
    portsPerUnit: Int, type: ElementType
  ) -> RunJob {
    var design = DesignPoint(board: board, kernel: kernel, memory: memory)
    design.operation = operation.name
    design.elementType = type
    design.lanes = 512 / type.bits
    let ports = min(memory.maximumPorts, memory.channels)
    // Few channels are shared by a unit each; many are divided among units port by port.
    design.computeUnits =
      memory.channels < 4 * portsPerUnit ? memory.channels : ports / portsPerUnit
    // Ports get equal shares, so some of many channels may be left over.
    let allPorts = max(1, design.computeUnits * portsPerUnit)
    design.channels = max(memory.channels / allPorts * allPorts, min(memory.channels, allPorts))
    var run = RunArguments(beats: Self.beatsPerPort)
    run.accessBeats = Self.beatsPerPort
    run.workingSetBeats = Self.beatsPerPort
    run.strideBeats = Self.beatsPerPort
    return job(kernel, design, run)
  }

  // MARK: On chip

  private func onChipJobs(_ storage: StorageSpec, isQuick: Bool) -> [RunJob] {
    let operations = isQuick ? kernels.onChip.operations.prefix(1) : kernels.onChip.operations[...]
    return operations.compactMap { operation in
      let search = WidestDesign(board: board, kernel: kernels.onChip)
      guard let design = search.design(operation, storage) else { return nil }
      var run = RunArguments(beats: design.tileBeats)
      run.passes = max(1, (1 << 21) / design.tileBeats)
      return job(kernels.onChip, design, run)
    }
  }

  // MARK: Host link

  private var hostJobs: [RunJob] {
    HostTransfer.Direction.allCases.map { direction in
      RunJob(
        work: .transfer(HostTransfer(direction: direction, size: .mebibytes(256))), board: board,
        repetitions: repetitions)
    }
  }
}

/// The kernels that the default suite is made of.
public struct SuiteKernels: Sendable {
  /// Structure `roofline`.
  public var roofline: KernelSpec
  /// Structure `elementwise`: STREAM.
  public var stream: KernelSpec
  /// Structure `memory-probe`.
  public var probe: KernelSpec
  /// Structure `on-chip`.
  public var onChip: KernelSpec

  /// Names the kernels.
  public init(roofline: KernelSpec, stream: KernelSpec, probe: KernelSpec, onChip: KernelSpec) {
    self.roofline = roofline
    self.stream = stream
    self.probe = probe
    self.onChip = onChip
  }
}
