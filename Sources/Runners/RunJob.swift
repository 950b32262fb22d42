public import KernelIR
public import Quantities
public import Specs

/// One thing to run and repeat: a kernel at a design point, or a transfer over the host link.
public struct RunJob: Hashable, Sendable {
  /// What is run.
  public enum Work: Hashable, Sendable {
    /// A kernel.
    case kernel(KernelJob)
    /// A transfer over the host link.
    case transfer(HostTransfer)
  }

  /// What is run.
  public var work: Work
  /// The board.
  public var board: BoardSpec
  /// How often the run is repeated; every repetition is a row.
  public var repetitions: Int

  /// Creates a job.
  public init(work: Work, board: BoardSpec, repetitions: Int) {
    self.work = work
    self.board = board
    self.repetitions = repetitions
  }

  /// A few words for progress lines and messages.
  public var label: String {
    switch work {
    case .kernel(let job): job.label
    case .transfer(let transfer): "host-link \(transfer.direction.rawValue)"
    }
  }
}

/// A kernel at a design point with the arguments of its run.
public struct KernelJob: Hashable, Sendable {
  /// The kernel's description.
  public var kernel: KernelSpec
  /// What is built.
  public var design: DesignPoint
  /// What the run chooses.
  public var run: RunArguments

  /// Creates a job.
  public init(kernel: KernelSpec, design: DesignPoint, run: RunArguments) {
    self.kernel = kernel
    self.design = design
    self.run = run
  }

  /// A few words for progress lines and messages.
  public var label: String {
    let place = kernel.structure == .onChip ? design.storage.rawValue : design.memory
    let base = "\(kernel.name) \(design.operation) \(design.elementType.rawValue) \(place)"
    guard kernel.structure == .roofline else { return base }
    let taps = OperatorChain.taps(length: design.chain)
    let tap = taps.indices.contains(run.tap) ? taps[run.tap] : design.chain
    return base + " chain \(tap) passes \(run.passes)"
  }
}

/// A transfer over the host link, or the start of an empty kernel.
public struct HostTransfer: Hashable, Sendable {
  /// What is done.
  public enum Direction: String, Sendable, CaseIterable {
    /// Host memory to board memory.
    case hostToDevice = "host-to-device"
    /// Board memory to host memory.
    case deviceToHost = "device-to-host"
    /// An empty kernel: no bytes.
    case launch
  }

  /// What is done.
  public var direction: Direction
  /// Bytes moved; ignored for `launch`.
  public var size: ByteCount

  /// Creates a transfer.
  public init(direction: Direction, size: ByteCount) {
    self.direction = direction
    self.size = size
  }
}
