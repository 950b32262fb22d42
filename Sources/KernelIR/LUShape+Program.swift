import Specs

/// Factorisation without pivoting (right-looking): a block into memory on the chip; for every
/// diagonal element its row aside, the multipliers of the rows below it, and the update of the rest
/// of the block, a beat of a row per cycle; the block back.
///
/// Every update goes over the whole block and leaves what is not below and right of the diagonal
/// element: loops of a process have bounds that do not change from turn to turn. That takes three
/// times the cycles that the operations need.
extension LUShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = LUParts(lowering: lowering, block: block)
    func once(_ processes: [Process]) -> Phase {
      .region(.sequence(loop: LoopLevel("turn", .constant(1)), processes))
    }
    let steps = Phase.loop(
      LoopLevel("k_lane", .number(design.lanes)),
      [once([parts.copy, parts.divide, parts.update])])
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["blocks"],
      scalars: lowering.operation.scalars, ports: [lowering.port(0)],
      arrays: [
        lowering.array("a", port: 0, isWritten: false),
        lowering.array("factors", port: 0, isWritten: true),
      ],
      streams: [], buffers: parts.buffers,
      body: [
        .loop(
          LoopLevel("number", .size("blocks")),
          [
            once([parts.load]),
            .loop(LoopLevel("k_word", .number(block / design.lanes)), [steps]),
            once([parts.store]),
          ])
      ])
  }
}

/// The processes of a factorisation.
private struct LUParts {
  let lowering: KernelLowering
  let block: Int

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }
  private var binding: StageBinding? { design.bindings.first }
  /// Beats of a row.
  private var beats: Int { block / lanes }

  var buffers: [Buffer] {
    [
      Buffer(name: "held", lanes: lanes, depth: block * beats, storage: design.storage),
      Buffer(name: "pivot_row", lanes: lanes, depth: beats, storage: .lutram),
      Buffer(name: "multipliers", lanes: 1, depth: block, storage: .lutram),
    ]
  }

  // MARK: Memory

  var load: Process {
    Process(
      name: "load_block", loops: rowLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: "a", index: index, into: "x"),
        .scatter(buffer: "held", place: whole(word), value: "x"),
      ])
  }

  var store: Process {
    Process(
      name: "store_block", loops: rowLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .gather(buffer: "held", place: whole(word), into: "x", when: .always),
        .store(array: "factors", index: index, value: "x"),
      ])
  }

  // MARK: A step

  /// The row of the diagonal element, so that the update needs the block's memory for its own rows.
  var copy: Process {
    Process(
      name: "copy_pivot_row", loops: [part], initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles,
      body: [
        .gather(
          buffer: "held", place: whole(k * .number(beats) + .counter("part")), into: "u",
          when: .always),
        .scatter(buffer: "pivot_row", place: whole(.counter("part")), value: "u"),
      ])
  }

  /// One row per cycle; those that are not below the diagonal get a multiplier that nobody uses.
  var divide: Process {
    let quotient = LaneExpression.divide(
      .lane("below", .constant(0)), .lane("pivot", .constant(0)))
    return Process(
      name: "divide_column", loops: [row], initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles + lowering.expressionLatency(quotient, binding),
      body: [
        .gather(
          buffer: "held",
          place: single(.counter("row") * .number(beats) + .counter("k_word"), .counter("k_lane")),
          into: "below", when: .always),
        .gather(
          buffer: "pivot_row", place: single(.counter("k_word"), .counter("k_lane")),
          into: "pivot", when: .always),
        .array(into: "multiplier", lanes: [one], quotient, binding: binding),
        .scatter(
          buffer: "multipliers", place: single(.counter("row"), .counter("one")),
          value: "multiplier"),
      ])
  }

  /// A beat of a row per cycle; the multiplier takes the place of the element that it makes zero.
  var update: Process {
    let next = self.next
    return Process(
      name: "update_rows", loops: rowLoops, initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles + lowering.expressionLatency(next, binding),
      body: [
        .gather(buffer: "held", place: whole(word), into: "x", when: .always),
        .gather(buffer: "pivot_row", place: whole(.counter("part")), into: "u", when: .always),
        .gather(
          buffer: "multipliers", place: single(.counter("row"), .counter("one")),
          into: "multiplier", when: .always),
        .array(into: "next", lanes: [lane], next, binding: binding),
        .scatter(buffer: "held", place: whole(word), value: "next"),
      ])
  }

  private var next: LaneExpression {
    let x = LaneExpression.lane("x", .counter("lane"))
    let multiplier = LaneExpression.lane("multiplier", .constant(0))
    let rest = LaneExpression.subtract(x, .multiply(multiplier, .lane("u", .counter("lane"))))
    let column = .counter("part") * .number(lanes) + .counter("lane")
    let after = k + .constant(1)
    let isBelow = IndexRange(.counter("row"), from: after, before: .number(block))
    return .select(
      [isBelow, IndexRange(column, from: after, before: .number(block))], rest,
      .select([isBelow, IndexRange(column, from: k, before: after)], multiplier, x))
  }

  // MARK: Loops and places

  private var row: LoopLevel { LoopLevel("row", .number(block)) }
  private var part: LoopLevel { LoopLevel("part", .number(beats)) }
  private var lane: LoopLevel { LoopLevel("lane", .number(lanes)) }
  private var one: LoopLevel { LoopLevel("one", .constant(1)) }
  private var rowLoops: [LoopLevel] { [row, part] }

  /// Number of the diagonal element.
  private var k: IndexExpression {
    .counter("k_word") * .number(lanes) + .counter("k_lane")
  }

  /// Word of a block's beat.
  private var word: IndexExpression { .counter("row") * .number(beats) + .counter("part") }

  private var index: IndexExpression { .counter("number") * .number(block * beats) + word }

  private func whole(_ word: IndexExpression) -> LanePlace {
    LanePlace(lanes: [lane], word: word, bank: .counter("lane"))
  }

  private func single(_ word: IndexExpression, _ bank: IndexExpression) -> LanePlace {
    LanePlace(lanes: [one], word: word, bank: bank)
  }
}
