import Quantities
import Specs

/// Every reason why a design point cannot be built for a kernel and a board.
struct DesignCheck {
  let kernel: KernelSpec
  let board: BoardSpec
  let design: DesignPoint

  var reasons: [String] {
    choiceReasons + countReasons + portReasons + memoryReasons + clockReasons + bindingReasons
      + shapeReasons + cacheReasons + portlessReasons
  }

  /// A cache of one line, or of lines that no address bits count, is none.
  private var cacheReasons: [String] {
    guard let lines = design.parameters[.cacheLines] else { return [] }
    if kernel.structure == .onChip {
      return ["cache_lines: found \(lines), but on-chip kernels have no memory ports; leave it out"]
    }
    guard (2...1024).contains(lines), isPowerOfTwo(lines) else {
      return ["cache_lines: found \(lines), expected a power of two from 2 to 1024"]
    }
    return []
  }

  /// Chains without memory ports: one element at a time, as a function or between streams.
  private var portlessReasons: [String] {
    let interval = design.parameters[.functionInterval]
    let processes = design.parameters[.processes]
    guard interval != nil || processes != nil else { return [] }
    let key = interval == nil ? "processes" : "function_ii"
    guard kernel.structure == .roofline else {
      return ["\(key): only roofline kernels have a chain that is built without memory ports"]
    }
    var reasons: [String] = []
    if let interval, !(1...64).contains(interval) {
      reasons.append("function_ii: found \(interval), expected 1 to 64 cycles")
    }
    if let processes, !(1...max(1, design.chain)).contains(processes) {
      reasons.append(
        "processes: found \(processes), expected 1 to \(design.chain), the stages of the chain")
    }
    if interval != nil, processes != nil {
      reasons.append("function_ii and processes: a process is not pipelined; give one of them")
    }
    if design.parameters[.cacheLines] != nil {
      reasons.append("\(key): without memory ports there are no caches; leave cache_lines out")
    }
    if design.lanes != 1 {
      reasons.append(
        "\(key): found \(design.lanes) lanes, expected one element at a time; use --lanes 1")
    }
    return reasons
  }

  private var shapeReasons: [String] {
    guard let shape = kernel.shape(of: design) else { return [] }
    return shape.parameterReasons + shape.designReasons
  }

  private var choiceReasons: [String] {
    var reasons: [String] = []
    if kernel.operation(named: design.operation) == nil {
      reasons.append(
        "no operation named `\(design.operation)`; choose one of "
          + list(kernel.operations.map(\.name)))
    }
    if !kernel.types.contains(design.elementType) {
      reasons.append(
        "the kernel is not defined for \(design.elementType.rawValue); choose one of "
          + list(kernel.types.map(\.rawValue)))
    }
    if !kernel.schedules.contains(design.schedule) {
      reasons.append(
        "the kernel has no \(design.schedule.rawValue) schedule; choose one of "
          + list(kernel.schedules.map(\.rawValue)))
    }
    if kernel.structure == .onChip, design.tileBeats > 1, !isPowerOfTwo(design.tileBeats) {
      reasons.append("words per bank: found \(design.tileBeats), expected a power of two")
    }
    if kernel.structure == .onChip, board.fabric.storage(design.storage) == nil {
      reasons.append(
        "\(board.name) has no \(design.storage.rawValue); choose one of "
          + list(board.fabric.storage.map(\.kind.rawValue)))
    }
    return reasons
  }

  private var countReasons: [String] {
    let counts: [(String, Int, ClosedRange<Int>)] = [
      ("lanes", design.lanes, 1...65_536),
      ("compute units", design.computeUnits, 1...DesignPoint.mostComputeUnits),
      ("tile beats", design.tileBeats, 2...(1 << 24)),
      ("burst beats", design.burstBeats, 1...256), ("outstanding", design.outstanding, 1...256),
    ]
    return counts.filter { !$0.2.contains($0.1) }.map {
      "\($0.0): found \($0.1), expected \($0.2.lowerBound) to \($0.2.upperBound)"
    } + chainReasons
  }

  private var chainReasons: [String] {
    if kernel.structure != .roofline {
      guard design.chain != 1 else { return [] }
      return ["chain: found \(design.chain), but only roofline kernels have a chain"]
    }
    guard !(1...DesignPoint.longestChain).contains(design.chain) else { return [] }
    return ["chain: found \(design.chain), expected 1 to \(DesignPoint.longestChain)"]
  }

  private var portReasons: [String] {
    guard kernel.structure != .onChip, design.lanes > 0, design.lanes <= 65_536 else { return [] }
    let bits = design.portBits
    guard widthReasons.isEmpty else { return widthReasons }
    let (burst, overflow) = bits.multipliedReportingOverflow(by: design.burstBeats)
    guard overflow || burst > 4096 * 8 else { return [] }
    return [
      "bursts of \(design.burstBeats) beats of \(bits) bits are longer than 4 KiB, which no AXI "
        + "burst may cross; use --burst-beats \(4096 * 8 / max(1, bits)) or less"
    ]
  }

  /// A beat wider than a port is several of its words; one beat per burst is what there is at least.
  private var widthReasons: [String] {
    let element = design.elementType.bits
    let widest = PortWidth.bits(lanes: design.lanes, elementBits: element)
    if let bits = design.chosenPortBits,
      !(element...widest).contains(bits) || bits.nonzeroBitCount != 1
    {
      return [
        "port bits: found \(bits), but \(design.lanes) lanes of \(design.elementType.rawValue) need "
          + (element == widest ? "\(element)" : "a power of two from \(element) to \(widest)")
      ]
    }
    let words = design.lanes * element / design.portBits
    guard words > DesignPoint.mostPortWords else { return [] }
    return [
      "\(design.lanes) lanes of \(design.elementType.rawValue) are \(words) words of a port of "
        + "\(design.portBits) bits, expected at most \(DesignPoint.mostPortWords); use fewer lanes, or a "
        + "number that more powers of two divide"
    ]
  }

  private var memoryReasons: [String] {
    guard let memory = board.memory(named: design.memory) else {
      return [
        "\(board.name) has no memory named `\(design.memory)`; choose one of "
          + list(board.memories.map(\.name))
      ]
    }
    return channelReasons(memory) + portCountReasons(memory)
  }

  private func channelReasons(_ memory: BoardMemory) -> [String] {
    guard design.channels < 1 || design.channels > memory.channels else { return [] }
    return [
      "channels: found \(design.channels), expected 1 to \(memory.channels) of \(memory.name)"
    ]
  }

  private func portCountReasons(_ memory: BoardMemory) -> [String] {
    let perUnit = kernel.portsPerUnit(
      operation: design.operation, schedule: design.schedule)
    let (ports, overflow) = perUnit.multipliedReportingOverflow(by: max(0, design.computeUnits))
    guard overflow || ports > memory.maximumPorts else { return [] }
    return [
      "\(design.computeUnits) compute units with \(perUnit) ports each need \(ports) ports, but "
        + "\(memory.name) accepts \(memory.maximumPorts); use at most "
        + "\(memory.maximumPorts / max(1, perUnit)) compute units"
    ]
  }

  private var clockReasons: [String] {
    let isPossible = design.clock >= .megahertz(1) && design.clock <= board.clock.maximum
    guard !isPossible else { return [] }
    return ["clock: found \(design.clock), expected 1 MHz to \(board.clock.maximum)"]
  }

  private var bindingReasons: [String] {
    let counts = design.bindings.map(\.stages)
    if let wrong = counts.first(where: { !(1...DesignPoint.longestChain).contains($0) }) {
      return ["a binding names \(wrong) stages, expected 1 to \(DesignPoint.longestChain)"]
    }
    let stages = counts.reduce(0, +)
    guard !design.bindings.isEmpty, stages != design.chain else { return [] }
    return ["the bindings name \(stages) stages, but the chain has \(design.chain)"]
  }

  private func isPowerOfTwo(_ value: Int) -> Bool { value.nonzeroBitCount == 1 }

  private func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}

/// Every reason why a built design cannot run with given arguments.
struct RunCheck {
  let kernel: KernelSpec
  let design: DesignPoint
  let run: RunArguments

  var reasons: [String] {
    var reasons = rangeReasons
    guard reasons.isEmpty else { return reasons }
    let structure = kernel.structure
    reasons += kernel.shape(of: design)?.runReasons(run) ?? []
    if structure == .memoryProbe { reasons += probeReasons }
    if structure == .pointerChase { reasons += chaseReasons }
    if structure == .randomAccess { reasons += tableReasons }
    if structure == .roofline || structure == .elementwise { reasons += tileReasons }
    if structure == .roofline {
      let taps = OperatorChain.taps(length: design.chain)
      if !taps.indices.contains(run.tap) {
        reasons.append("tap: found \(run.tap), expected 0 to \(taps.count - 1) (chain \(taps))")
      }
    }
    return reasons
  }

  private var rangeReasons: [String] {
    let most = Int(UInt32.max)
    let counts = [
      ("beats per compute unit", run.beats), ("passes", run.passes),
      ("stride in beats", run.strideBeats), ("access in beats", run.accessBeats),
      ("working set in beats", run.workingSetBeats),
    ]
    return counts.filter { !(1...most).contains($0.1) }.map {
      "\($0.0): found \($0.1), expected 1 to \(most)"
    }
  }

  private var tileReasons: [String] {
    guard run.beats % design.tileBeats != 0 else { return [] }
    let step = design.tileBeats * design.lanes * design.computeUnits
    let below = run.beats / design.tileBeats * step
    return [
      "the problem is not a whole number of tiles: use a multiple of \(step) elements, e.g. "
        + "\(max(step, below))"
    ]
  }

  private var tableReasons: [String] {
    let part = run.workingSetBeats
    var reasons: [String] = []
    if part & (part - 1) != 0 {
      reasons.append(
        "working set, a unit's part of the table: found \(part) beats, expected a power of two")
    }
    if !(0..<max(1, design.computeUnits)).contains(run.unit) {
      reasons.append("unit: found \(run.unit), expected 0 to \(design.computeUnits - 1)")
    }
    if run.beats % design.tileBeats != 0 {
      let below = max(1, run.beats / design.tileBeats) * design.tileBeats
      reasons.append(
        "updates: found \(run.beats), expected whole chunks of \(design.tileBeats), e.g. \(below)")
    }
    return reasons
  }

  private var chaseReasons: [String] {
    let set = run.workingSetBeats
    var reasons: [String] = []
    if set & (set - 1) != 0 {
      reasons.append("working set: found \(set) beats, expected a power of two")
    }
    if run.accessBeats != 1 {
      reasons.append("access: found \(run.accessBeats) beats, but a link of the chain is one beat")
    }
    return reasons
  }

  private var probeReasons: [String] {
    var reasons: [String] = []
    for (name, value) in [
      ("working set", run.workingSetBeats), ("access", run.accessBeats),
    ] where value & (value - 1) != 0 {
      reasons.append("\(name): found \(value) beats, expected a power of two")
    }
    if !design.isRandom, run.strideBeats % run.accessBeats != 0 {
      reasons.append(
        "stride: found \(run.strideBeats) beats, expected a multiple of the access of "
          + "\(run.accessBeats) beats, so that no access leaves the working set")
    }
    if run.accessBeats > run.workingSetBeats {
      reasons.append("the access is larger than the working set; enlarge --working-set")
    }
    if run.beats % run.accessBeats != 0 {
      reasons.append("the size is not a whole number of accesses of \(run.accessBeats) beats")
    }
    return reasons
  }
}
