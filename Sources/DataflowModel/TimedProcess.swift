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
    let guardLevel: Int
    let condition: Condition
  }

  /// The part of a process in handing over tiles: tokens that it takes at the first beat, and gives
  /// at the last, of every turn of its outer `level` loops.
  struct Tile {
    let level: Int
    let taken: Int
    let given: Int
  }

  /// A guard with its counter resolved to a loop level.
  enum Condition { case always, first, notFirst, last }

  /// Whether there can be iterations that touch neither stream nor port.
  var isOftenIdle: Bool {
    loads.isEmpty && stores.isEmpty
      && (reads + writes).allSatisfy { $0.condition != .always }
  }

  /// Iterations in all.
  var iterations: Int { counts.reduce(1, *) }

  /// Length of the innermost loops within which no guard changes.
  var uniformRun: Int {
    let guarded = (reads + writes).filter { $0.condition != .always }.map(\.guardLevel)
    let deepest = guarded.max() ?? -1
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
    let levels = process.loops.map(\.counter)
    var reads: [StreamAccess] = []
    var writes: [StreamAccess] = []
    for statement in process.body {
      switch statement {
      case .read(let stream, _, let when):
        reads.append(Self.access(streams[stream] ?? 0, when, levels))
      case .write(let stream, _, let when):
        writes.append(Self.access(streams[stream] ?? 0, when, levels))
      default: break
      }
    }
    for tile in tiles {
      reads.append(
        StreamAccess(stream: tile.taken, guardLevel: tile.level, condition: .first))
      writes.append(
        StreamAccess(stream: tile.given, guardLevel: tile.level, condition: .last))
    }
    self.reads = reads
    self.writes = writes
  }

  private static func access(_ stream: Int, _ when: Guard, _ levels: [String]) -> StreamAccess {
    func level(_ name: String) -> Int { levels.firstIndex(of: name) ?? 0 }
    return switch when {
    case .always, .notFirstOf: StreamAccess(stream: stream, guardLevel: -1, condition: .always)
    case .first(let name):
      StreamAccess(stream: stream, guardLevel: level(name), condition: .first)
    case .notFirst(let name):
      StreamAccess(stream: stream, guardLevel: level(name), condition: .notFirst)
    case .last(let name):
      StreamAccess(stream: stream, guardLevel: level(name), condition: .last)
    }
  }
}
