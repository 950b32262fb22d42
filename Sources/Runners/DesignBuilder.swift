package import KernelIR
import Quantities
package import Specs

/// Turns chosen values, as texts by name, into a kernel job; every mistake is collected.
package struct DesignBuilder {
  let kernel: KernelSpec
  let values: [DesignKey: String]
  /// How a key is called where the values come from.
  let label: (DesignKey) -> String
  /// The board, with the memory clock applied to the chosen memory.
  package private(set) var board: BoardSpec
  /// How the stages of a chain are built; `nil`: chosen here, empty: as the tool would.
  package var bindings: [StageBinding]?
  /// What is wrong with the values, one line each.
  package internal(set) var mistakes: [String] = []

  /// Prepares a design.
  ///
  /// - Parameters:
  ///   - board: The board.
  ///   - kernel: The kernel.
  ///   - values: What is chosen; quantities with their units. The rest takes its default.
  ///   - label: How messages call a key; the flag of the command line unless told otherwise.
  package init(
    board: BoardSpec, kernel: KernelSpec, values: [DesignKey: String],
    label: @escaping (DesignKey) -> String = \.flag
  ) {
    self.board = board
    self.kernel = kernel
    self.values = values
    self.label = label
  }

  /// The job, or all that is wrong with the values.
  ///
  /// - Throws: ``DesignMistakes`` with one line per mistake.
  package mutating func job() throws(DesignMistakes) -> KernelJob {
    var design = DesignPoint(board: board, kernel: kernel, memory: memory())
    readChoices(&design)
    readShape(&design)
    let run = arguments(&design)
    guard mistakes.isEmpty else {
      throw DesignMistakes(lines: mistakes)
    }
    if let bindings {
      design.bindings = bindings
    } else {
      design = ChainBinding.bound(design, kernel: kernel, board: board)
    }
    return KernelJob(kernel: kernel, design: design, run: run)
  }

  // MARK: Choices

  private mutating func memory() -> BoardMemory {
    var memory = board.memories[0]
    if kernel.structure != .onChip, let name = values[.memory] {
      if let named = board.memory(named: name) { memory = named } else { unknownMemory(name) }
    }
    if let clock: Frequency = quantity(.memoryClock) {
      memory.device.interfaceClock = clock
      replace(memory.name, with: memory.device)
    }
    applyAdapter(to: memory)
    return memory
  }

  mutating func replace(_ memory: String, with device: MemorySpec) {
    for index in board.memories.indices where board.memories[index].name == memory {
      board.memories[index].device = device
    }
  }

  private mutating func unknownMemory(_ name: String) {
    let known = NearestNames.sorted(board.memories.map(\.name), to: name)
    mistakes.append(
      "\(label(.memory)): \(board.name) has no memory named \"\(name)\"; known memories, nearest first: "
        + known.joined(separator: ", "))
  }

  private mutating func readChoices(_ design: inout DesignPoint) {
    if let name = values[.operation] { design.operation = name }
    if let schedule: KernelSchedule = choice(.schedule) { design.schedule = schedule }
    if let type: ElementType = choice(.type) { design.elementType = type }
    if let storage: StorageKind = choice(.storage) { design.storage = storage }
    if kernel.structure == .onChip, let storage: StorageKind = choice(.memory) {
      design.storage = storage
    }
    if let clock: Frequency = quantity(.clock) { design.clock = clock }
    design.hasAdapter = values[.adapter] != PortAdapter.none.rawValue
    if kernel.structure == .randomAccess {
      design.burstBeats = 1
      design.outstanding = 32
    }
    if kernel.structure == .pointerChase {
      design.isRandom = addressPattern == .random && values[.page] == nil
      design.burstBeats = 1
      design.outstanding = 1
    }
    if kernel.structure == .memoryProbe, addressPattern != .sequential {
      // Short accesses need many in flight, not long bursts; the buffer stays the same.
      design.isRandom = addressPattern == .random
      design.burstBeats = 16
      design.outstanding = 32
    }
  }

  /// As chosen, or strided when only a stride is given; a wrong name counts as sequential here.
  var addressPattern: AccessPattern {
    guard let text = values[.pattern] else {
      if values[.stride] != nil { return .strided }
      return kernel.structure == .pointerChase ? .random : .sequential
    }
    return AccessPattern(rawValue: text) ?? .sequential
  }

  private mutating func readShape(_ design: inout DesignPoint) {
    design.lanes = max(1, 512 / design.elementType.bits)
    if kernel.structure == .roofline { design.chain = 8 }
    if kernel.structure == .onChip {
      design.tileBeats = board.fabric.storage(design.storage).map { max(2, $0.depth) } ?? 512
    }
    readWidth(&design)
    set(&design.chain, .chain)
    set(&design.burstBeats, .burstBeats)
    set(&design.outstanding, .outstanding)
    readParameters(&design)
    set(&design.computeUnits, .computeUnits)
    if kernel.structure == .roofline {
      design.tileBeats = Self.defaultTile(design, kernel: kernel, board: board)
    }
    set(&design.tileBeats, .tileBeats)
    set(&design.tileBeats, .bufferBeats)
    let ports = kernel.portsPerUnit(
      operation: design.operation, schedule: design.schedule)
    let (all, overflow) = design.computeUnits.multipliedReportingOverflow(by: ports)
    let most = board.memory(named: design.memory)?.channels ?? 1
    design.channels = overflow ? most : max(1, min(most, all))
    set(&design.channels, .channels)
  }

  /// Parameters that nobody chose take their defaults, in whole beats.
  private mutating func readParameters(_ design: inout DesignPoint) {
    var chosen: Set<DesignParameter> = []
    for key in DesignKey.allCases {
      guard let parameter = key.parameter,
        design.parameters[parameter] != nil || parameter.isOfTool, let value = count(key)
      else { continue }
      design.parameters[parameter] = value
      chosen.insert(parameter)
    }
    guard let shape = kernel.shape(of: design) else { return }
    design.parameters.merge(shape.usualParameters.filter { !chosen.contains($0.key) }) { $1 }
  }

  /// Lanes make the width of the ports, or the width makes the lanes; where both are given, a beat may
  /// be several words of a port.
  private mutating func readWidth(_ design: inout DesignPoint) {
    set(&design.lanes, .lanes)
    guard let bits = count(.portBits) else { return }
    let lanes = bits / design.elementType.bits
    if bits % design.elementType.bits != 0 || lanes < 1 {
      mistakes.append(
        "\(label(.portBits)): found \(bits), expected a multiple of \(design.elementType.bits), the width "
          + "of \(design.elementType.rawValue)")
    } else if values[.lanes] != nil, design.lanes % lanes != 0 {
      mistakes.append(
        "\(label(.portBits)) \(bits) holds \(lanes) lanes of \(design.elementType.rawValue), but "
          + "\(label(.lanes)) is \(design.lanes), which is no multiple of it; give one of them")
    }
    if values[.lanes] == nil { design.lanes = max(1, lanes) }
    if bits != design.portBits { design.chosenPortBits = bits }
  }

  /// Beats of a tile as long as the pipeline needs it when every stage takes its first
  /// implementation; 512 for kernels without a chain.
  package static func defaultTile(_ design: DesignPoint, kernel: KernelSpec, board: BoardSpec)
    -> Int
  {
    guard kernel.structure == .roofline, (1...4096).contains(design.chain) else {
      return 512
    }
    let table = board.operators
    let type = design.elementType
    let multiply = table.implementations(of: .mul, type: type).map(\.latency).max() ?? 0
    let add = table.implementations(of: .add, type: type).map(\.latency).max() ?? 0
    var beats = 512
    while beats < 16 + design.chain * (multiply + add) { beats *= 2 }
    return beats
  }

  // MARK: Arguments

  private mutating func arguments(_ design: inout DesignPoint) -> RunArguments {
    if let shape = kernel.shape(of: design) { return shapedRun(shape) }
    var run = RunArguments(beats: beats(design))
    if kernel.structure == .onChip {
      run.beats = design.tileBeats
      run.passes = max(1, (1 << 21) / max(1, design.tileBeats))
    }
    set(&run.passes, .passes)
    run.tap = tap(design)
    if kernel.structure == .memoryProbe { readPattern(design, &run) }
    if kernel.structure == .pointerChase { readChain(design, &run) }
    if kernel.structure == .randomAccess { readTable(design, &run) }
    return run
  }

  /// The run for the problem size, which the design has to divide evenly.
  private mutating func shapedRun(_ shape: any KernelShape) -> RunArguments {
    let wanted = count(.problemSize)
    let run = shape.run(problemSize: wanted)
    if let wanted, let nearest = shape.problemSize(run), nearest != wanted {
      mistakes.append(
        "\(label(.problemSize)): found \(wanted), which the design does not divide evenly; the "
          + "nearest size \(nearest < wanted ? "below" : "that it has") is \(nearest)")
    }
    return run
  }

  /// Beats per array and unit: from the problem size, the size, or 1 MiB per port.
  private mutating func beats(_ design: DesignPoint) -> Int {
    let beatBytes = max(1, design.lanes * design.elementType.bytes)
    if kernel.structure != .randomAccess, let elements = count(.problemSize) {
      let step = max(1, design.lanes * design.computeUnits)
      if elements % step != 0 {
        mistakes.append(
          "\(label(.problemSize)): found \(elements), expected a multiple of \(step) (lanes × compute units)"
        )
      }
      return max(1, elements / step)
    }
    guard let size = byteCount(.size) else {
      let beats = max((1 << 20) / beatBytes / max(1, design.tileBeats), 2) * design.tileBeats
      return kernel.structure == .memoryProbe ? Self.powerOfTwo(atMost: beats) : beats
    }
    if size % beatBytes != 0 {
      mistakes.append(
        "\(label(.size)): found \(size) bytes, expected a multiple of a beat, \(beatBytes) bytes")
    }
    return max(1, size / beatBytes)
  }

  private mutating func tap(_ design: DesignPoint) -> Int {
    let taps = OperatorChain.taps(length: max(1, design.chain))
    guard let wanted = count(.tap) else { return taps.count - 1 }
    if let index = taps.firstIndex(of: wanted) { return index }
    mistakes.append(
      "\(label(.tap)): found \(wanted), expected one of \(taps.map(String.init).joined(separator: ", "))"
    )
    return 0
  }

  private mutating func readPattern(_ design: DesignPoint, _ run: inout RunArguments) {
    let beatBytes = max(1, design.lanes * design.elementType.bytes)
    func inBeats(_ bytes: Int) -> Int { max(1, bytes / beatBytes) }
    let _: AccessPattern? = choice(.pattern)
    let set = byteCount(.workingSet).map(inBeats)
    run.workingSetBeats = set ?? DesignBuilder.powerOfTwo(atLeast: run.beats)
    for key in [DesignKey.stride, .accessBytes, .workingSet] {
      guard let bytes = byteCount(key), bytes % beatBytes != 0 else { continue }
      mistakes.append(
        "\(label(key)): found \(bytes) bytes, expected a multiple of \(beatBytes) bytes, a beat")
    }
    if addressPattern == .sequential {
      run.accessBeats = min(run.workingSetBeats, run.beats)
      run.strideBeats = run.accessBeats
      for key in [DesignKey.stride, .accessBytes] where values[key] != nil {
        mistakes.append("\(label(key)) needs \(label(.pattern)) strided or random")
      }
    } else {
      run.accessBeats = byteCount(.accessBytes).map(inBeats) ?? 1
      run.strideBeats = byteCount(.stride).map(inBeats) ?? run.accessBeats
      if addressPattern == .random, values[.stride] != nil {
        mistakes.append("\(label(.stride)) needs \(label(.pattern)) strided")
      }
    }
  }

  /// Working sets are powers of two of beats.
  static func powerOfTwo(atMost value: Int) -> Int {
    value < 1 ? 1 : 1 << (Int.bitWidth - 1 - value.leadingZeroBitCount)
  }

  private static func powerOfTwo(atLeast value: Int) -> Int {
    var power = 1
    while power < value, power < 1 << 40 { power *= 2 }
    return power
  }
}
