import KernelIR
import Specs

extension DesignBuilder {
  /// Accesses of a chase that nobody counted: long enough for many refreshes.
  static let chaseAccesses = 4096
  /// Bytes of a chase that nobody bounded: many rows of every bank.
  static let chaseBytes = 16 << 20

  /// Links, their order and the region of a chain; a page state decides all of it.
  mutating func readChain(_ design: DesignPoint, _ run: inout RunArguments) {
    let beatBytes = max(1, design.lanes * design.elementType.bytes)
    func inBeats(_ bytes: Int) -> Int { max(1, bytes / beatBytes) }
    let _: AccessPattern? = choice(.pattern)
    for key in [DesignKey.stride, .workingSet] {
      guard let bytes = byteCount(key), bytes % beatBytes != 0 else { continue }
      mistakes.append(
        "\(label(key)): found \(bytes) bytes, expected a multiple of \(beatBytes) bytes, a beat")
    }
    run.strideBeats = values[.stride] == nil ? 1 : inBeats(byteCount(.stride) ?? 1)
    if addressPattern != .strided, values[.stride] != nil {
      mistakes.append("\(label(.stride)) needs \(label(.pattern)) strided")
    }
    run.workingSetBeats =
      byteCount(.workingSet).map(inBeats) ?? Self.powerOfTwo(atMost: inBeats(Self.chaseBytes))
    if values[.page] != nil {
      readPage(beatBytes, design, &run)
    } else if values[.size] == nil, values[.problemSize] == nil {
      run.beats = Self.chaseAccesses
    }
  }

  private mutating func readPage(
    _ beatBytes: Int, _ design: DesignPoint, _ run: inout RunArguments
  ) {
    for key in [DesignKey.pattern, .stride, .workingSet] where values[key] != nil {
      mistakes.append("\(label(key)) is decided by \(label(.page)); leave one of them out")
    }
    guard let state: PageState = choice(.page),
      let memory = board.memory(named: design.memory)?.device
    else { return }
    guard let dram = memory.dram,
      let pattern = PagePattern(state, dram: dram, busBits: memory.busBits),
      pattern.strideBytes % beatBytes == 0
    else {
      mistakes.append(
        "\(label(.page)): \(memory.name) has no such pattern for beats of \(beatBytes) bytes; its "
          + "file needs a `dram` block, and a beat must not be longer than the distance of accesses"
      )
      return
    }
    run.strideBeats = pattern.strideBytes / beatBytes
    run.workingSetBeats = pattern.workingSetBytes / beatBytes
    if values[.size] == nil {
      run.beats = pattern.accesses
    } else if run.beats > pattern.accesses {
      mistakes.append(
        "\(label(.size)): found \(run.beats) accesses, but only the first \(pattern.accesses) are "
          + "sure to be of the state that \(label(.page)) asks for; leave it out")
    }
  }

  /// The memory behind the port that the kernel has.
  mutating func applyAdapter(to memory: BoardMemory) {
    guard let adapter: PortAdapter = choice(.adapter), adapter == .none else { return }
    guard let device = memory.device.withoutAdapter else {
      mistakes.append(
        "\(label(.adapter)): nobody measured \(memory.device.name) without an adapter; add "
          + "`port_latency` and a `dram` block to its file, or use hls")
      return
    }
    replace(memory.name, with: device)
  }
}
