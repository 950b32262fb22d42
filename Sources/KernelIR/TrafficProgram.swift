import Specs

/// Traffic that was counted, as a program of pipelines without arithmetic: one for each direction of each array, all
/// of them at once.
package struct TrafficProgram: Sendable {
  /// What goes one way between a port and memory.
  package struct Way: Hashable, Sendable {
    /// A C identifier.
    package var name: String
    /// Name of the port.
    package var port: String
    package var isWritten: Bool
    /// Bytes of a beat: a power of two.
    package var beatBytes: Int
    /// All bytes that went this way.
    package var bytes: UInt64
    /// In how many pieces they were whose bytes follow each other.
    package var runs: UInt64
    /// Bytes of the buffer.
    package var room: Int

    /// Describes one way.
    package init(
      name: String, port: String, isWritten: Bool, beatBytes: Int, bytes: UInt64, runs: UInt64,
      room: Int
    ) {
      (self.name, self.port, self.isWritten, self.beatBytes) = (name, port, isWritten, beatBytes)
      (self.bytes, self.runs, self.room) = (bytes, runs, room)
    }
  }

  /// The program of one compute unit.
  package private(set) var program: KernelProgram
  /// The run that moves everything once.
  package private(set) var run = RunArguments(beats: 1)

  /// Makes the program.
  ///
  /// Pieces of one way are taken to have equal lengths; several of them lie anywhere in the buffer.
  ///
  /// - Parameters:
  ///   - name: The kernel's identifier.
  ///   - ports: Name, width in bits, longest burst in beats and outstanding bursts of each port.
  ///   - ways: What is moved; ways without bytes have no part in it.
  ///   - interval: Cycles between two beats of a way.
  /// - Throws: ``DesignError`` for more beats than 31 bits count.
  package init(
    name: String, ports: [(name: String, bits: Int, burstBeats: Int, outstanding: Int)],
    ways: [Way], interval: Int
  ) throws(DesignError) {
    program = KernelProgram(
      name: name, elementType: .i8, sizes: [], scalars: [],
      ports: ports.map {
        MemoryPort(
          name: $0.name, bits: $0.bits, burstBeats: $0.burstBeats, outstanding: $0.outstanding)
      }, arrays: [], streams: [], buffers: [], regions: [])
    var processes: [Process] = []
    for way in ways where way.bytes > 0 {
      program.arrays.append(
        MemoryArray(
          name: way.name, port: way.port, isWritten: way.isWritten, lanes: way.beatBytes))
      processes.append(try process(way, interval: interval))
    }
    program.body = [.region(.dataflow(processes))]
  }

  private mutating func process(_ way: Way, interval: Int) throws(DesignError) -> Process {
    let bytes = UInt64(max(1, way.beatBytes))
    let beats = (way.bytes - 1) / bytes + 1
    let length = (beats - 1) / min(max(1, way.runs), beats) + 1
    guard beats <= UInt64(Int32.max) else {
      throw DesignError(
        subject: way.name,
        reasons: ["a run of more than 2³¹ beats is not timed; use a smaller problem"])
    }
    let pieces = (beats - 1) / length + 1
    // The largest power of two of beats that, with a piece behind it, stays in the buffer.
    var room = 1
    while room * 2 + Int(length) <= way.room / Int(bytes) { room *= 2 }
    for (key, value) in [("pieces", Int(pieces)), ("length", Int(length)), ("mask", room - 1)] {
      program.sizes.append("\(way.name)_\(key)")
      run.shape["\(way.name)_\(key)"] = value
    }
    let piece: IndexExpression = .counter("piece") * .size("\(way.name)_length")
    let start: IndexExpression =
      pieces > 1 && room > 1
      ? .and(
        .scrambled(.counter("piece")) * .size("\(way.name)_length"), .size("\(way.name)_mask"))
      : piece
    let place = start + .counter("beat")
    return Process(
      name: way.name,
      loops: [
        LoopLevel("piece", .size("\(way.name)_pieces")),
        LoopLevel("beat", .size("\(way.name)_length")),
      ], initiationInterval: interval, depth: 8,
      body: way.isWritten
        ? [
          .map(into: "x", lanes: way.beatBytes, .pattern(piece + .counter("beat"))),
          .store(array: way.name, index: place, value: "x"),
        ] : [.load(array: way.name, index: place, into: "x")])
  }
}
