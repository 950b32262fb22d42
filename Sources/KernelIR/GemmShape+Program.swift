import Specs

/// Matrix product by blocks: for every block of the result, and every block along the inner
/// dimension, load a block of each matrix, then multiply them with an array of operators that
/// works on a small cube per cycle; in the end, combine with the old result and store.
///
/// Structure after the GEMM benchmark of HPCC FPGA (Meyer, Kenter, Plessl, H2RC 2020).
extension GemmShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = GemmParts(lowering: lowering, shape: self, side: side, array: array, block: block)
    let last = design.schedule == .overlapped ? 2 : 0
    func matrix(_ name: String, _ port: Int, isWritten: Bool = false) -> MemoryArray {
      lowering.array(name, port: port, isWritten: isWritten)
    }
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["rows", "blocks"],
      scalars: lowering.operation.scalars,
      ports: (0..<Self.portsPerUnit(design.schedule)).map { lowering.port($0) },
      arrays: [
        matrix("a", 0), matrix("b", 1), matrix("c", last), matrix("updated", last, isWritten: true),
      ],
      streams: [], buffers: parts.buffers,
      body: design.schedule == .overlapped ? [overlapped(parts)] : [phased(parts)])
  }

  private var rowLoop: LoopLevel { LoopLevel("row_block", .size("rows")) }
  private var columnLoop: LoopLevel { LoopLevel("column_block", .size("blocks")) }
  private var stepLoop: LoopLevel { LoopLevel("step", .size("blocks")) }

  /// Loading, multiplying and storing take turns.
  private func phased(_ parts: GemmParts) -> Phase {
    let steps = Phase.region(.sequence(loop: stepLoop, [parts.load, parts.multiply]))
    let store = Phase.region(.sequence(loop: LoopLevel("turn", .constant(1)), [parts.store]))
    return .loop(rowLoop, [.loop(columnLoop, [steps, store])])
  }

  /// All three at the same time, with ping-pong buffers between them.
  private func overlapped(_ parts: GemmParts) -> Phase {
    func inside(_ loops: [LoopLevel], _ process: Process) -> Process {
      var process = process
      process.loops = loops + process.loops
      return process
    }
    return .region(
      .dataflow([
        inside([rowLoop, columnLoop, stepLoop], parts.load),
        inside([rowLoop, columnLoop, stepLoop], parts.multiply),
        inside([rowLoop, columnLoop], parts.store),
      ]))
  }
}

/// The processes of a blocked matrix product.
private struct GemmParts {
  let lowering: KernelLowering
  let shape: GemmShape
  /// Columns side by side in a word of a buffer.
  let side: Int
  let array: Int
  let block: Int

  private var design: DesignPoint { lowering.design }

  var buffers: [Buffer] {
    let isOverlapped = design.schedule == .overlapped
    return [("block_a", "step"), ("block_b", "step"), ("sums", "column_block")].map {
      Buffer(
        name: $0.0, lanes: array * side, depth: block / array * (block / side),
        storage: design.storage, handover: isOverlapped ? $0.1 : nil)
    }
  }

  /// Both blocks at the same time, row by row.
  var load: Process {
    Process(
      name: "load_blocks", loops: beatLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: "a", index: index(.counter("row_block"), .counter("step")), into: "x"),
        .scatter(buffer: "block_a", place: beatPlace, value: "x"),
        .load(array: "b", index: index(.counter("step"), .counter("column_block")), into: "y"),
        .scatter(buffer: "block_b", place: beatPlace, value: "y"),
      ])
  }

  /// The old result is read and the new one written, row by row.
  var store: Process {
    let sum = LaneExpression.multiply(.scalar("alpha"), .value("sum"))
    let expression = LaneExpression.add(sum, .multiply(.scalar("beta"), .value("old")))
    let place = index(.counter("row_block"), .counter("column_block"))
    return Process(
      name: "store_block", loops: beatLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles
        + lowering.expressionLatency(expression),
      body: [
        .gather(buffer: "sums", place: beatPlace, into: "sum", when: .always),
        .load(array: "c", index: place, into: "old"),
        .map(into: "combined", lanes: design.lanes, expression),
        .store(array: "updated", index: place, value: "combined"),
      ])
  }

  /// One small cube per cycle; the inner dimension is outermost, so that a sum is needed again only
  /// after all others.
  var multiply: Process {
    let product = LaneExpression.multiply(
      .lane("x", .counter("r") * number(array) + .counter("m")),
      .lane("y", .counter("m") * number(array) + .counter("c")))
    let total = LaneExpression.add(
      .lane("sum", .counter("r") * number(array) + .counter("c")), .sum(level("m"), product))
    let depth =
      2 * KernelLowering.bufferCycles + lowering.expressionLatency(total, design.bindings.first)
    let turn = (block / array) * (block / array)
    return Process(
      name: "multiply", loops: multiplyLoops,
      initiationInterval: max(1, (depth + turn - 1) / turn), depth: depth,
      body: [
        .gather(buffer: "block_a", place: placeA, into: "x", when: .always),
        .gather(buffer: "block_b", place: placeB, into: "y", when: .always),
        .gather(
          buffer: "sums", place: placeSum, into: "sum",
          when: .notFirstOf(["step", "k_word", "k_part"])),
        .array(
          into: "total", lanes: [level("r"), level("c")], total, binding: design.bindings.first),
        .scatter(buffer: "sums", place: placeSum, value: "total"),
      ])
  }

  // MARK: Loops and places

  private func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }

  private func level(_ counter: String) -> LoopLevel { LoopLevel(counter, number(array)) }

  /// Beats of a block in the order of memory: rows of tiles, rows, words, and beats of a word.
  private var beatLoops: [LoopLevel] {
    [
      LoopLevel("tile", number(block / array)), LoopLevel("row", number(array)),
      LoopLevel("word_column", number(block / side)),
      LoopLevel("part", number(side / design.lanes)),
    ]
  }

  /// Address of a beat of the block in a row and a column of blocks.
  private func index(_ row: IndexExpression, _ column: IndexExpression) -> IndexExpression {
    let beats = number(block / design.lanes)
    let line = row * number(block) + .counter("tile") * number(array) + .counter("row")
    let beat = .counter("word_column") * number(side / design.lanes) + .counter("part")
    return line * (.size("blocks") * beats) + column * beats + beat
  }

  private var beatPlace: LanePlace {
    LanePlace(
      lanes: [LoopLevel("lane", number(design.lanes))],
      word: .counter("tile") * number(block / side) + .counter("word_column"),
      bank: .counter("row") * number(side) + .counter("part") * number(design.lanes)
        + .counter("lane"))
  }

  private var multiplyLoops: [LoopLevel] {
    [
      LoopLevel("k_word", number(block / side)), LoopLevel("k_part", number(side / array)),
      LoopLevel("i", number(block / array)), LoopLevel("j_word", number(block / side)),
      LoopLevel("j_part", number(side / array)),
    ]
  }

  private var placeA: LanePlace {
    LanePlace(
      lanes: [level("r"), level("m")],
      word: .counter("i") * number(block / side) + .counter("k_word"),
      bank: .counter("r") * number(side) + .counter("k_part") * number(array) + .counter("m"))
  }

  private var placeB: LanePlace {
    let tile = .counter("k_word") * number(side / array) + .counter("k_part")
    return LanePlace(
      lanes: [level("m"), level("c")],
      word: tile * number(block / side) + .counter("j_word"),
      bank: .counter("m") * number(side) + .counter("j_part") * number(array) + .counter("c"))
  }

  private var placeSum: LanePlace {
    LanePlace(
      lanes: [level("r"), level("c")],
      word: .counter("i") * number(block / side) + .counter("j_word"),
      bank: .counter("r") * number(side) + .counter("j_part") * number(array) + .counter("c"))
  }
}
