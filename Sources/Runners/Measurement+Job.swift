public import Measurements
public import Specs
import KernelIR
import Quantities

extension Measurement {
  /// A row with everything that a kernel job decides: design point, arguments, memory.
  ///
  /// `chain` is the number of operators in effect, that is the tap; a build with a longer chain and
  /// settings that have no column are named in `message`.
  public init(job: KernelJob, board: BoardSpec) {
    self.init()
    let design = job.design
    self.board = board.name
    runner = "model"
    evidence = .modelled
    kernel = design.kernel
    operation = design.operation
    schedule = design.schedule.rawValue
    elementType = design.elementType.rawValue
    lanes = design.lanes
    chain = job.kernel.structure == .roofline ? design.chain : nil
    computeUnits = design.computeUnits
    clockTarget = design.clock
    clock = design.clock
    memory = design.memory
    switch job.kernel.structure {
    case .roofline: describeRoofline(job)
    case .onChip: describeOnChip(job)
    default: break
    }
    if job.kernel.structure != .onChip { describeTraffic(job, board) }
    describeSettings(job, board)
  }

  private mutating func describeRoofline(_ job: KernelJob) {
    passes = job.run.passes
    let taps = OperatorChain.taps(length: job.design.chain)
    guard taps.indices.contains(job.run.tap), taps[job.run.tap] != job.design.chain else { return }
    chain = taps[job.run.tap]
  }

  private mutating func describeSettings(_ job: KernelJob, _ board: BoardSpec) {
    var settings = RowSettings(job, board: board)
    if chain != nil, chain != job.design.chain { settings.builtChain = job.design.chain }
    message = settings.message(tap: chain)
  }

  private mutating func describeOnChip(_ job: KernelJob) {
    memory = job.design.storage.rawValue
    passes = job.run.passes
    let design = job.design
    workingSetBytes = product(design.tileBeats, design.lanes, design.elementType.bytes)
    problemSize = product(design.tileBeats, design.lanes, design.computeUnits)
  }

  private mutating func describeTraffic(_ job: KernelJob, _ board: BoardSpec) {
    let design = job.design
    let elementBytes = design.elementType.bytes
    memoryClock = board.memory(named: design.memory)?.device.interfaceClock
    channels = design.channels
    portBits = design.portBits
    burstBeats = design.burstBeats
    outstanding = design.outstanding
    problemSize = product(job.run.beats, design.lanes, design.computeUnits)
    if let shape = job.kernel.shape(of: design) {
      problemSize = shape.problemSize(job.run)
    }
    pattern = "sequential"
    if job.kernel.structure == .randomAccess {
      pattern = "random"
      problemSize = product(job.run.workingSetBeats, design.lanes, design.computeUnits)
      workingSetBytes = product(job.run.workingSetBeats, design.lanes, elementBytes)
      return
    }
    let isChase = job.kernel.structure == .pointerChase
    guard isChase || job.kernel.structure == .memoryProbe else { return }
    workingSetBytes = product(job.run.workingSetBeats, design.lanes, elementBytes)
    guard isChase || design.isRandom || job.run.accessBeats < job.run.workingSetBeats else {
      return
    }
    accessBytes = product(job.run.accessBeats, design.lanes, elementBytes)
    pattern = design.isRandom ? "random" : "strided"
    if !design.isRandom {
      strideBytes = product(job.run.strideBeats, design.lanes, elementBytes)
    }
  }

  /// `nil`, an empty field, when the product leaves 64 bits: rows of refused jobs are written too.
  private func product(_ factors: Int...) -> Int? {
    factors.reduce(1) { product, factor in
      let result = product?.multipliedReportingOverflow(by: factor)
      return result.flatMap { $0.overflow ? nil : $0.partialValue }
    }
  }
}
