import Specs

/// Steps of a factorisation without pivoting (right-looking), all built alike: a block into memory on
/// the chip; for every number k a row aside, a multiplier for each row, and the update of the block, a
/// beat of a row per cycle; the block back.
///
/// The row is the block's own row k (diagonal, top), row k of the factors (left) or of the block on
/// top (inner); multipliers are the block's column k divided by the diagonal element (diagonal, left),
/// or column k of the factors (top) or of the block on the left (inner). Every update goes over the
/// whole block and leaves what is not below and right of element k: loops of a process have bounds
/// that do not change from turn to turn. For the factors of a block that takes three times the cycles
/// that the operations need, for top and left twice, for inner no more.
extension LUShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = LUParts(lowering: lowering, block: block, step: step)
    func once(_ processes: [Process]) -> Phase {
      .region(.sequence(loop: LoopLevel("turn", .constant(1)), processes))
    }
    let steps = Phase.loop(
      LoopLevel("k_lane", .number(design.lanes)),
      [once([parts.copy, parts.multipliers, parts.update])])
    let blocks = Phase.loop(
      LoopLevel("number", .size("blocks")),
      [
        once(step.inputs.filter { $0 != step.given }.map(parts.load)),
        .loop(LoopLevel("k_word", .number(block / design.lanes)), [steps]),
        once([parts.store]),
      ])
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["blocks"],
      scalars: lowering.operation.scalars, ports: [lowering.port(0)],
      arrays: step.inputs.map { lowering.array($0, port: 0, isWritten: false) } + [
        lowering.array(step.result, port: 0, isWritten: true)
      ],
      streams: [], buffers: parts.buffers,
      body: (step.given.map { [once([parts.load($0)])] } ?? []) + [blocks])
  }
}

/// The processes of a step.
private struct LUParts {
  let lowering: KernelLowering
  let block: Int
  let step: LUStep

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }
  private var binding: StageBinding? { design.bindings.first }
  /// Beats of a row.
  private var beats: Int { block / lanes }
  /// The buffer of the blocks that change, and of those of another array.
  private let held = "held"
  private func buffer(_ array: String) -> String {
    array == step.changed ? held : "held_\(array)"
  }

  var buffers: [Buffer] {
    step.inputs.reversed().map {
      Buffer(name: buffer($0), lanes: lanes, depth: block * beats, storage: design.storage)
    } + [
      Buffer(name: "pivot_row", lanes: lanes, depth: beats, storage: .lutram),
      Buffer(name: "multipliers", lanes: 1, depth: block, storage: .lutram),
    ]
  }

  // MARK: Memory

  func load(_ array: String) -> Process {
    Process(
      name: array == step.changed ? "load_block" : "load_\(array)", loops: rowLoops,
      initiationInterval: 1, depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: array, index: array == step.given ? word : index, into: "x"),
        .scatter(buffer: buffer(array), place: whole(word), value: "x"),
      ])
  }

  var store: Process {
    Process(
      name: "store_block", loops: rowLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .gather(buffer: held, place: whole(word), into: "x", when: .always),
        .store(array: step.result, index: index, value: "x"),
      ])
  }

  // MARK: A step

  /// Where row k comes from.
  private var rows: String {
    switch step {
    case .diagonal, .top: held
    case .left: buffer("factors")
    case .inner: buffer("top")
    }
  }

  /// Where column k comes from.
  private var columns: String {
    switch step {
    case .diagonal, .left: held
    case .top: buffer("factors")
    case .inner: buffer("left")
    }
  }

  /// A row aside, so that the update needs the block's memory for its own rows.
  var copy: Process {
    Process(
      name: "copy_pivot_row", loops: [part], initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles,
      body: [
        .gather(
          buffer: rows, place: whole(k * .number(beats) + .counter("part")), into: "u",
          when: .always),
        .scatter(buffer: "pivot_row", place: whole(.counter("part")), value: "u"),
      ])
  }

  /// One row per cycle; those that are not below the diagonal may get a multiplier that nobody uses.
  var multipliers: Process {
    let quotient = LaneExpression.divide(
      .lane("below", .constant(0)), .lane("pivot", .constant(0)))
    let pivot = Statement.gather(
      buffer: "pivot_row", place: single(.counter("k_word"), .counter("k_lane")), into: "pivot",
      when: .always)
    let division =
      step.divides
      ? [pivot, .array(into: "multiplier", lanes: [one], quotient, binding: binding)] : []
    let latency = step.divides ? lowering.expressionLatency(quotient, binding) : 0
    return Process(
      name: step.divides ? "divide_column" : "copy_column", loops: [row], initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles + latency,
      body: [
        .gather(
          buffer: columns,
          place: single(.counter("row") * .number(beats) + .counter("k_word"), .counter("k_lane")),
          into: step.divides ? "below" : "multiplier", when: .always)
      ] + division + [
        .scatter(
          buffer: "multipliers", place: single(.counter("row"), .counter("one")),
          value: "multiplier")
      ])
  }

  /// A beat of a row per cycle; a quotient takes the place of the element that it was made of.
  var update: Process {
    let next = self.next
    return Process(
      name: "update_rows", loops: rowLoops, initiationInterval: 1,
      depth: 2 * KernelLowering.bufferCycles + lowering.expressionLatency(next, binding),
      body: [
        .gather(buffer: held, place: whole(word), into: "x", when: .always),
        .gather(buffer: "pivot_row", place: whole(.counter("part")), into: "u", when: .always),
        .gather(
          buffer: "multipliers", place: single(.counter("row"), .counter("one")),
          into: "multiplier", when: .always),
        .array(into: "next", lanes: [lane], next, binding: binding),
        .scatter(buffer: held, place: whole(word), value: "next"),
      ])
  }

  private var next: LaneExpression {
    let x = LaneExpression.lane("x", .counter("lane"))
    let multiplier = LaneExpression.lane("multiplier", .constant(0))
    let rest = LaneExpression.subtract(x, .multiply(multiplier, .lane("u", .counter("lane"))))
    let column = .counter("part") * .number(lanes) + .counter("lane")
    let after = k + .constant(1)
    let isBelow = IndexRange(.counter("row"), from: after, before: .number(block))
    let isRight = IndexRange(column, from: after, before: .number(block))
    let isColumn = IndexRange(column, from: k, before: after)
    switch step {
    case .diagonal:
      return .select([isBelow, isRight], rest, .select([isBelow, isColumn], multiplier, x))
    case .top: return .select([isBelow], rest, x)
    case .left: return .select([isRight], rest, .select([isColumn], multiplier, x))
    case .inner: return rest
    }
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
