import Specs

/// Vectors into memory on chip; rows forwards, then backwards, a beat of entries at a time; the
/// vector back.
///
/// A row needs what the row before it has just changed. That entry is stored in the last beat of
/// the row (for the way back, in the first), so that as many beats as a row has lie between writing an
/// element and reading it: the pipeline can start a beat whenever that share of the way from the read
/// of an element through the arithmetic to the write of the next one has passed, not in every cycle.
extension SweepShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = SweepParts(
      lowering: lowering, beats: StencilMatrix(edge: 4, lanes: max(1, design.lanes)).evenBeats)
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["words"],
      scalars: lowering.operation.scalars, ports: parts.ports, arrays: parts.arrays, streams: [],
      buffers: parts.buffers,
      regions: [
        .sequence(
          loop: LoopLevel("turn", .constant(1)),
          ["x", "b", "inverse"].map(parts.load)
            + [parts.sweep(isForward: true), parts.sweep(isForward: false), parts.store])
      ])
  }
}

/// The processes of a symmetric sweep.
private struct SweepParts {
  let lowering: KernelLowering
  /// Beats of a row.
  let beats: Int

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }

  // MARK: Memory

  /// Columns; values, which take turns with all vectors that are read; and the result.
  var ports: [MemoryPort] {
    let columns = PortWidth.bits(lanes: lanes, elementBits: ElementType.i32.bits)
    return [lowering.port(0, bits: columns), lowering.port(1), lowering.port(2)]
  }

  var arrays: [MemoryArray] {
    [
      MemoryArray(
        name: "columns", port: "gmem0", isWritten: false, lanes: lanes, elementType: .i32)
    ] + ["values", "b", "inverse", "x"].map { lowering.array($0, port: 1, isWritten: false) } + [
      lowering.array("updated", port: 2, isWritten: true)
    ]
  }

  /// Two lanes share a copy of the vector that is looked up.
  var buffers: [Buffer] {
    func vector(_ name: String) -> Buffer {
      Buffer(
        name: held(name), lanes: lanes, depth: max(1, design[.held] / lanes),
        storage: design.storage)
    }
    var x = vector("x")
    x.copies = (lanes + 1) / 2
    x.readDistance = beats
    return [x, vector("b"), vector("inverse")]
      + [Buffer(name: "row_sum", lanes: 1, depth: 1, storage: .register)]
  }

  private func held(_ vector: String) -> String { "held_\(vector)" }

  // MARK: Processes

  private var words: LoopLevel { LoopLevel("word", .size("words")) }
  private var laneLoop: LoopLevel { LoopLevel("lane", .number(lanes)) }
  private var one: LoopLevel { LoopLevel("one", .constant(1)) }
  private var binding: StageBinding? { design.bindings.first }

  private func whole(_ word: IndexExpression) -> LanePlace {
    LanePlace(lanes: [laneLoop], word: word, bank: .counter("lane"))
  }

  func load(_ vector: String) -> Process {
    Process(
      name: "load_\(vector)", loops: [words], initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: vector, index: .counter("word"), into: "v"),
        .scatter(buffer: held(vector), place: whole(.counter("word")), value: "v"),
      ])
  }

  var store: Process {
    Process(
      name: "store_x", loops: [words], initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .gather(buffer: held("x"), place: whole(.counter("word")), into: "v", when: .always),
        .store(array: "updated", index: .counter("word"), value: "v"),
      ])
  }

  func sweep(isForward: Bool) -> Process {
    let way = RowWay(isForward: isForward, lanes: lanes, beats: beats)
    let recurrence =
      2 * KernelLowering.bufferCycles
      + [partSum, total, next(way)].reduce(0) { $0 + lowering.expressionLatency($1, binding) }
    // The register of the sum closes a loop of its own.
    let sum = lowering.expressionLatency(total, binding)
    return Process(
      name: isForward ? "sweep_forwards" : "sweep_backwards",
      loops: [words, LoopLevel("slot", .number(lanes)), LoopLevel("part", .number(beats))],
      initiationInterval: max(1, sum, (recurrence + beats - 1) / beats),
      depth: KernelLowering.accessCycles + recurrence,
      body: [
        .load(array: "columns", index: way.beat, into: "place"),
        .load(array: "values", index: way.beat, into: "entry"),
        .lookUp(buffer: held("x"), numbers: "place", lanes: lanes, into: "found"),
        .array(into: "part_sum", lanes: [one], partSum, binding: binding),
        .gather(buffer: "row_sum", place: single, into: "earlier", when: .notFirst("part")),
        .array(into: "total", lanes: [one], total, binding: binding),
        .scatter(buffer: "row_sum", place: single, value: "total"),
        .gather(buffer: held("b"), place: whole(way.word), into: "right", when: .always),
        .gather(buffer: held("inverse"), place: whole(way.word), into: "factor", when: .always),
        .array(into: "next", lanes: [one], next(way), binding: binding),
        // Until its last beat a row writes what nobody reads.
        .scatter(
          buffer: held("x"), place: LanePlace(lanes: [one], word: way.word, bank: way.slot),
          value: "next"),
      ])
  }

  private var single: LanePlace {
    LanePlace(lanes: [one], word: .constant(0), bank: .counter("one"))
  }

  // MARK: Arithmetic

  /// The products of a beat, added in pairs: it is on the way from one row to the next.
  private var partSum: LaneExpression {
    .tree(
      (0..<lanes).map {
        .multiply(.lane("entry", .number($0)), .lane("found", .number($0)))
      })
  }

  private var total: LaneExpression {
    .add(.lane("earlier", .constant(0)), .lane("part_sum", .constant(0)))
  }

  private func next(_ way: RowWay) -> LaneExpression {
    let rest = LaneExpression.subtract(.lane("right", way.slot), .lane("total", .constant(0)))
    return .multiply(rest, .lane("factor", way.slot))
  }
}

/// The order of rows: from the first to the last, or all back.
private struct RowWay {
  let isForward: Bool
  let lanes: Int
  let beats: Int

  /// Word of a vector that the row's element is in.
  var word: IndexExpression {
    isForward ? .counter("word") : .subtract(.size("words"), .counter("word") + .constant(1))
  }

  /// Its lane.
  var slot: IndexExpression {
    isForward ? .counter("slot") : .subtract(.number(lanes - 1), .counter("slot"))
  }

  /// Beat of the matrix; on the way back, the beats of a row come last to first, too.
  var beat: IndexExpression {
    let row = .counter("word") * .number(lanes) + .counter("slot")
    let beat = row * .number(beats) + .counter("part")
    return isForward
      ? beat : .subtract(.size("words") * .number(lanes * beats), beat + .constant(1))
  }
}
