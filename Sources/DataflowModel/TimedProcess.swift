import KernelIR

/// A process reduced to what takes time: iterations, and which of them touch streams and ports.
struct TimedProcess {
  /// Name for messages.
  let name: String
  /// Turns of each loop, outermost first.
  let counts: [Int]
  let initiationInterval: Int
  let depth: Int
  /// Streams read at the start of an iteration.
  let reads: [StreamAccess]
  /// Streams written when an iteration leaves the pipeline.
  let writes: [StreamAccess]
  /// Indices into the graph's read ports, one per load.
  var loads: [Int] = []
  /// Indices into the graph's write ports, one per store.
  var stores: [Int] = []

  /// One access to a stream with the iterations in which it happens.
  struct StreamAccess {
    let stream: Int
    /// The loop whose turns decide; -1 where it happens in every iteration.
    var guardLevel = -1
    /// The turns of that loop in which it happens.
    var turns = 0..<0

    /// Whether there are iterations without it.
    var isGuarded: Bool { guardLevel >= 0 }

    /// Whether it happens in the present turns of all loops.
    func isActive(_ counters: [Int]) -> Bool {
      guardLevel < 0 || turns.contains(counters[guardLevel])
    }
  }

  /// The part of a process in handing over tiles: tokens that it takes at the first beat, and gives
  /// at the last, of every turn of its outer `level` loops.
  struct Tile {
    let level: Int
    let taken: Int
    let given: Int
  }

  /// Whether there can be iterations that touch neither stream nor port.
  var isOftenIdle: Bool {
    let accesses = reads + writes
    guard loads.isEmpty, stores.isEmpty, accesses.allSatisfy(\.isGuarded) else { return false }
    return Set(accesses.map(\.guardLevel)).allSatisfy { level in
      // A turn without any access follows the end of one of their ranges, or is the first.
      let ranges = accesses.filter { $0.guardLevel == level }.map(\.turns)
      return ([0] + ranges.map(\.upperBound)).contains { turn in
        turn < counts[level] && !ranges.contains { $0.contains(turn) }
      }
    }
  }

  /// Iterations in all.
  var iterations: Int { counts.reduce(1, *) }

  /// Length of the innermost loops within which no guard changes.
  var uniformRun: Int {
    let deepest = (reads + writes).map(\.guardLevel).max() ?? -1
    return counts[(deepest + 1)...].reduce(1, *)
  }

  init(
    _ process: Process, streams: [String: Int], names: [String: UInt32], tiles: [Tile] = []
  ) {
    name = process.name
    let turns = process.loops.map { Int($0.count.value(names)) }
    // All loops inside a tile count as one, so that its first and last beats are those of one loop.
    let outer = tiles.map(\.level).max()
    counts = outer.map { Array(turns[..<$0]) + [turns[$0...].reduce(1, *)] } ?? turns
    initiationInterval = process.initiationInterval
    depth = process.depth
    let guards = GuardTurns(process, counts: turns, names: names)
    var reads = guards.rowEnds(streams)
    var writes: [StreamAccess] = []
    for statement in process.body {
      switch statement {
      case .read(let stream, _, let when):
        reads.append(guards.access(streams[stream] ?? 0, when))
      case .write(let stream, _, let when):
        writes.append(guards.access(streams[stream] ?? 0, when))
      default: break
      }
    }
    for tile in tiles {
      let last = max(0, counts[tile.level] - 1)
      reads.append(StreamAccess(stream: tile.taken, guardLevel: tile.level, turns: 0..<1))
      writes.append(
        StreamAccess(stream: tile.given, guardLevel: tile.level, turns: last..<(last + 1)))
    }
    self.reads = reads
    self.writes = writes
  }
}

/// Guards as ranges of the turns of a loop.
private struct GuardTurns {
  private let levels: [String]
  private let counts: [Int]
  private let names: [String: UInt32]
  private let division: RowDivision?

  init(_ process: Process, counts: [Int], names: [String: UInt32]) {
    levels = process.loops.map(\.counter)
    self.counts = counts
    self.names = names
    division = process.division
  }

  /// The reads of row ends, if a stream tells them.
  func rowEnds(_ streams: [String: Int]) -> [TimedProcess.StreamAccess] {
    guard let division else { return [] }
    return [access(streams[division.ends] ?? 0, .first(division.counter))]
  }

  func access(_ stream: Int, _ when: Guard) -> TimedProcess.StreamAccess {
    switch when {
    case .always, .notFirstOf: TimedProcess.StreamAccess(stream: stream)
    case .first(let name): access(stream, name) { 0..<min(rows(name), $0) }
    case .notFirst(let name): access(stream, name) { min(rows(name), $0)..<$0 }
    case .last(let name): access(stream, name) { max(0, $0 - rows(name))..<$0 }
    case .before(let name, let end):
      access(stream, name) { 0..<min(Int(end.value(names)), $0) }
    case .from(let name, let start):
      access(stream, name) { min(Int(start.value(names)), $0)..<$0 }
    }
  }

  /// How often a counter has its first value in all turns of its loop: once, or once per row.
  private func rows(_ counter: String) -> Int {
    guard let division, division.counter == counter else { return 1 }
    return Int(division.rows.value(names))
  }

  private func access(
    _ stream: Int, _ counter: String, _ turns: (_ count: Int) -> Range<Int>
  ) -> TimedProcess.StreamAccess {
    let level = levels.firstIndex(of: counter) ?? 0
    let count = counts.indices.contains(level) ? counts[level] : 0
    return TimedProcess.StreamAccess(stream: stream, guardLevel: level, turns: turns(count))
  }
}
