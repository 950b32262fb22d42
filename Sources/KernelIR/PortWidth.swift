/// How wide the ports are that beats go through.
///
/// AXI data buses are 8 to 1024 bits wide, a power of two (AXI4 specification, A1.3.1); memories of
/// Alveo cards take up to 512. A beat of 3 elements, or of more than 512 bits, is therefore several
/// words of its port: as wide a word as divides the beat.
public enum PortWidth {
  /// Bits of the widest port.
  public static let most = 512

  /// Bits of the widest port whose words divide a beat: a power of two of elements.
  ///
  /// - Parameters:
  ///   - lanes: Elements of a beat; fewer than one count as one.
  ///   - elementBits: Bits of an element, a power of two from 8 to 64.
  /// - Returns: `elementBits` or a power-of-two multiple of it up to ``most``.
  public static func bits(lanes: Int, elementBits: Int) -> Int {
    let widest = max(1, most / max(1, elementBits))
    var elements = 1
    while elements < widest, lanes > 0, lanes.isMultiple(of: 2 * elements) { elements *= 2 }
    return elements * elementBits
  }
}

extension KernelProgram {
  /// Words of its port that a beat of an array is, 1 or more; narrow beats are one.
  public func portWords(of array: MemoryArray) -> Int {
    guard let bits = port(of: array)?.bits, bits > 0 else { return 1 }
    return max(1, array.lanes * elementBytes(of: array) * 8 / bits)
  }

  /// The same program whose processes start no more iterations than their ports have words for:
  /// a port passes one word per cycle and direction.
  func pacedByPorts() -> KernelProgram {
    let wide = arrays.filter { portWords(of: $0) > 1 }
    guard !wide.isEmpty else { return self }
    var paced = self
    for index in paced.body.indices { paced.body[index].pace(portCycles) }
    return paced
  }

  /// Cycles that the busiest direction of a port needs for an iteration of a process.
  private func portCycles(_ process: Process) -> Int {
    var words: [String: Int] = [:]
    for statement in process.body {
      guard let (name, isStore) = statement.memoryAccess,
        let array = arrays.first(where: { $0.name == name })
      else { continue }
      words["\(array.port) \(isStore)", default: 0] += portWords(of: array)
    }
    return words.values.max() ?? 1
  }
}

extension Statement {
  /// The array that a statement loads from or stores to.
  fileprivate var memoryAccess: (array: String, isStore: Bool)? {
    switch self {
    case .load(let array, _, _), .follow(let array, _, _, _, _), .loadDrawn(let array, _, _):
      (array, false)
    case .store(let array, _, _), .storeDrawn(let array, _, _): (array, true)
    default: nil
    }
  }
}

extension Phase {
  /// Raises initiation intervals to what a process needs at least.
  fileprivate mutating func pace(_ cycles: (Process) -> Int) {
    func paced(_ processes: [Process]) -> [Process] {
      processes.map {
        var process = $0
        process.initiationInterval = max(process.initiationInterval, cycles(process))
        return process
      }
    }
    switch self {
    case .region(.dataflow(let processes)): self = .region(.dataflow(paced(processes)))
    case .region(.sequence(let loop, let processes)):
      self = .region(.sequence(loop: loop, paced(processes)))
    case .loop(let loop, var phases):
      for index in phases.indices { phases[index].pace(cycles) }
      self = .loop(loop, phases)
    }
  }
}
