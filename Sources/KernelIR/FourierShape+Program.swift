import Foundation
import Specs

/// Fast Fourier transform as a pipeline: load → log2 N stages → store, P points per cycle.
///
/// Radix 2, decimation in frequency, feed-forward with several points per cycle (multi-path delay
/// commutator; Garrido et al., IEEE Trans. VLSI 21(1), 2013): points come in natural order, P per
/// beat. Where the two points of a butterfly are s ≥ P apart, an exchange with s/P words of memory
/// first brings them into one beat, and another puts the results back in place; so every stage has
/// P/2 butterflies and all of them work in every cycle. Where s < P, both are in one beat anyway.
/// Results come in bit-reversed order and are stored so: the store is one sequential stream.
extension FourierShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = FourierParts(lowering: lowering, shape: self)
    let processes = [parts.load] + parts.stages + [parts.store]
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["transforms"],
      scalars: lowering.operation.scalars,
      ports: (0..<Self.portsPerUnit(design.schedule)).map { lowering.port($0) },
      arrays: [
        lowering.array("points", port: 0, isWritten: false),
        lowering.array("spectrum", port: 1, isWritten: true),
      ],
      streams: parts.streams(count: processes.count - 1), buffers: parts.buffers,
      regions: [.dataflow(parts.joined(processes))])
  }
}

/// The processes of a transform. Each reads `x` and writes `y`; ``joined(_:)`` adds the streams.
private struct FourierParts {
  let lowering: KernelLowering
  let shape: FourierShape

  private var lanes: Int { shape.design.lanes }

  // MARK: Streams

  /// Those at the ports hold a burst; those between stages, which never stop on their own, little.
  func streams(count: Int) -> [Stream] {
    (0..<count).map { number in
      let name = "points_\(number)"
      let isInside = number > 0 && number < count - 1
      return isInside ? Stream(name: name, lanes: lanes, depth: 2) : lowering.stream(name)
    }
  }

  /// Every process with the stream of the one before and of the one behind. Exchanges take nothing
  /// in their last block and give nothing in their first.
  func joined(_ processes: [Process]) -> [Process] {
    processes.enumerated().map { number, process in
      var process = process
      var (reads, writes) = (Guard.always, Guard.always)
      if let block = process.loops.first, case .add(let last, .constant(1)) = block.count {
        (reads, writes) = (.before(block.counter, last), .notFirst(block.counter))
      }
      if number > 0 {
        process.body.insert(
          .read(stream: "points_\(number - 1)", into: "x", when: reads), at: 0)
      }
      if number < processes.count - 1 {
        process.body.append(.write(stream: "points_\(number)", value: "y", when: writes))
      }
      return process
    }
  }

  // MARK: Memory

  private var beatLoops: [LoopLevel] {
    [LoopLevel("transform", .size("transforms")), LoopLevel("beat", .number(shape.beats))]
  }

  private var place: IndexExpression {
    .counter("transform") * .number(shape.beats) + .counter("beat")
  }

  var load: Process {
    Process(
      name: "load_points", loops: beatLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles, body: [.load(array: "points", index: place, into: "y")])
  }

  var store: Process {
    Process(
      name: "store_spectrum", loops: beatLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [.store(array: "spectrum", index: place, value: "x")])
  }

  // MARK: Stages

  var stages: [Process] {
    shape.spans.enumerated().flatMap { number, span -> [Process] in
      let distance = span / shape.pointsPerBeat
      guard distance > 0 else { return [butterflies(number, span)] }
      return [
        exchange("pair_\(number)", distance), butterflies(number, span),
        exchange("part_\(number)", distance),
      ]
    }
  }

  /// Memories of the exchanges, named as their processes, and tables of factors.
  var buffers: [Buffer] {
    shape.spans.enumerated().flatMap { number, span -> [Buffer] in
      let distance = span / shape.pointsPerBeat
      let exchanges =
        distance > 0
        ? ["pair", "part"].map { memory("\($0)_\(number)_memory", lanes: lanes, depth: distance) }
        : []
      return exchanges + (span > 1 ? [roots(number, span)] : [])
    }
  }

  /// Few words are registers, some are look-up tables, more are blocks.
  private func memory(_ name: String, lanes: Int, depth: Int) -> Buffer {
    let isSmall = depth <= 64 && lowering.board.fabric.storage(.lutram) != nil
    let storage = depth <= 4 ? .register : isSmall ? .lutram : shape.design.storage
    return Buffer(name: name, lanes: lanes, depth: depth, storage: storage)
  }

  /// The factors exp(∓ πi · n / span) of a stage, for every place n of a half block, in the order
  /// in which the butterflies come: first those of lower halves of beats, then of upper ones.
  private func roots(_ number: Int, _ span: Int) -> Buffer {
    let (points, distance) = (shape.pointsPerBeat, span / shape.pointsPerBeat)
    let perWord = min(span, points / 2)
    let numbers = (0..<max(1, 2 * distance)).flatMap { word in
      let first = distance > 0 ? word % distance * points + word / distance * (points / 2) : 0
      return (0..<perWord).flatMap { root(first + $0, span: span) }
    }
    var table = memory("roots_\(number)", lanes: 2 * perWord, depth: max(1, 2 * distance))
    table.table = numbers
    if table.depth == 1 { table.storage = .register }
    return table
  }

  /// Quarters of a turn are exact.
  private func root(_ n: Int, span: Int) -> [Double] {
    let sign = shape.design.operation == "inverse" ? 1.0 : -1.0
    if n == 0 { return [1, 0] }
    if 2 * n == span { return [0, sign] }
    let angle = Double.pi * Double(n) / Double(span)
    return [cos(angle), sign * sin(angle)]
  }
}

extension FourierParts {
  /// Swaps the upper half of every beat with the lower half of the one `distance` beats on: what
  /// was `distance` beats apart in the same half then is in one beat. Twice gives the old order.
  ///
  /// The memory holds, for each word of a block, the half beat that is to leave a block later and
  /// the half that has just come.
  private func exchange(_ name: String, _ distance: Int) -> Process {
    let half = lanes / 2
    let memory = memory("\(name)_memory", lanes: lanes, depth: distance)
    let words = distance > 1 ? [LoopLevel("word", .number(distance))] : []
    let word: IndexExpression = distance > 1 ? .counter("word") : .constant(0)
    func lower(_ value: String) -> LaneExpression { .lane(value, .counter("lane")) }
    func upper(_ value: String) -> LaneExpression {
      .lane(value, .counter("lane") + .number(half))
    }
    func beat(_ into: String, _ first: LaneExpression, _ second: LaneExpression) -> Statement {
      .array(
        into: into, lanes: [LoopLevel("side", .number(2)), LoopLevel("lane", .number(half))],
        .select([.first("side")], first, second), binding: nil)
    }
    let place = LanePlace(whole: memory, word: word)
    return Process(
      name: name,
      loops: [
        LoopLevel(
          "block", .size("transforms") * .number(shape.beats / distance) + .constant(1))
      ] + words,
      initiationInterval: 1, depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .gather(buffer: memory.name, place: place, into: "held", when: .notFirst("block")),
        beat("kept", .select([.even("block")], lower("x"), upper("held")), upper("x")),
        .scatter(buffer: memory.name, place: place, value: "kept"),
        beat("y", lower("held"), .select([.even("block")], upper("held"), lower("x"))),
      ])
  }

  /// All butterflies of a beat: sums, and differences turned by the factors.
  private func butterflies(_ number: Int, _ span: Int) -> Process {
    let distance = span / shape.pointsPerBeat
    let beat = FourierBeat(points: shape.pointsPerBeat, span: min(span, shape.pointsPerBeat / 2))
    let binding = shape.design.bindings.first
    let isTurned = span > 1
    let statements =
      beat.butterflies(binding) + (isTurned ? beat.turns(binding) : []) + [beat.result(isTurned)]
    let latency = max(
      lowering.expressionLatency(beat.sum, binding),
      lowering.expressionLatency(beat.difference, binding)
        + (isTurned ? lowering.expressionLatency(beat.turned, binding) : 0))
    let (loops, word) = distance > 0 ? pairedLoops(distance) : (beatLoops, .constant(0))
    let table = roots(number, span)
    let factors = Statement.gather(
      buffer: table.name, place: LanePlace(whole: table, word: word), into: "roots", when: .always)
    return Process(
      name: "stage_\(number)", loops: loops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + (isTurned ? KernelLowering.bufferCycles : 0) + latency,
      body: (isTurned ? [factors] : []) + statements)
  }

  /// Pairs of blocks, lower and upper halves of beats, words; with the word of the factors.
  private func pairedLoops(_ distance: Int) -> ([LoopLevel], IndexExpression) {
    let pairs = IndexExpression.size("transforms") * .number(shape.beats / distance / 2)
    let loops = [LoopLevel("turn", pairs), LoopLevel("upper", .constant(2))]
    guard distance > 1 else { return (loops, .counter("upper")) }
    return (
      loops + [LoopLevel("word", .number(distance))],
      .counter("upper") * .number(distance) + .counter("word")
    )
  }
}
