import Specs

/// For every block of bodies: load their places; for every block of others: load them, then let
/// one of them after the other act on all bodies of the block, a beat of bodies per cycle; in the end
/// store the sums.
///
/// Pipelines side by side that each hold other bodies while all get the same one that acts are those
/// of GRAPE (Makino, Taiji, 1998); blocks on chip as in Nyland, Harris, Prins (GPU Gems 3, 2007).
extension BodiesShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let parts = BodiesParts(lowering: lowering, block: block)
    func once(_ process: Process) -> Phase {
      .region(.sequence(loop: LoopLevel("turn", .constant(1)), [process]))
    }
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["rows", "blocks"],
      scalars: lowering.operation.scalars,
      ports: (0..<Self.portsPerUnit(design.schedule)).map { lowering.port($0) },
      arrays: [
        lowering.array("bodies", port: 0, isWritten: false),
        lowering.array("others", port: 0, isWritten: false),
        lowering.array("accelerations", port: 1, isWritten: true),
      ],
      streams: [], buffers: parts.buffers,
      body: [
        .loop(
          LoopLevel("row_block", .size("rows")),
          [
            once(parts.loadBodies),
            .region(
              .sequence(
                loop: LoopLevel("step", .size("blocks")), [parts.loadOthers, parts.interact])),
            once(parts.store),
          ])
      ])
  }
}

/// The processes of an all-pairs sum.
private struct BodiesParts {
  let lowering: KernelLowering
  let block: Int

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }
  /// Beats of a component of a block.
  private var groups: Int { block / lanes }
  private var binding: StageBinding? { design.bindings.first }

  /// Components side by side in banks.
  var buffers: [Buffer] {
    func memory(_ name: String, components: Int) -> Buffer {
      Buffer(
        name: name, lanes: components * lanes, depth: groups, storage: design.storage)
    }
    var sums = memory("sums", components: 3)
    sums.readDistance = groups
    return [memory("block_bodies", components: 3), memory("block_others", components: 4), sums]
  }

  // MARK: Memory

  private func beats(of components: Int) -> [LoopLevel] {
    [LoopLevel("component", .number(components)), LoopLevel("part", .number(groups))]
  }

  private func index(_ block: String, of components: Int) -> IndexExpression {
    let plane = .counter(block) * .number(components) + .counter("component")
    return plane * .number(groups) + .counter("part")
  }

  private var beatPlace: LanePlace {
    LanePlace(
      lanes: [laneLoop], word: .counter("part"),
      bank: .counter("component") * .number(lanes) + .counter("lane"))
  }

  var loadBodies: Process {
    load("bodies", into: "block_bodies", number: "row_block", components: 3)
  }

  var loadOthers: Process {
    load("others", into: "block_others", number: "step", components: 4)
  }

  /// Masses of the bodies that forces act on stay in memory.
  private func load(
    _ array: String, into buffer: String, number: String, components: Int
  ) -> Process {
    Process(
      name: "load_\(array)", loops: beats(of: components), initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .load(array: array, index: index(number, of: 4), into: "v"),
        .scatter(buffer: buffer, place: beatPlace, value: "v"),
      ])
  }

  var store: Process {
    Process(
      name: "store_accelerations", loops: beats(of: 3), initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles,
      body: [
        .gather(buffer: "sums", place: beatPlace, into: "v", when: .always),
        .store(array: "accelerations", index: index("row_block", of: 3), value: "v"),
      ])
  }

  // MARK: Interactions

  private var laneLoop: LoopLevel { LoopLevel("lane", .number(lanes)) }
  private var axisLoop: LoopLevel { LoopLevel("axis", .constant(3)) }
  /// A component of a body of the beat.
  private var own: IndexExpression { .counter("axis") * .number(lanes) + .counter("lane") }

  private var ownPlace: LanePlace {
    LanePlace(lanes: [axisLoop, laneLoop], word: .counter("group"), bank: own)
  }

  /// The sums of a beat of bodies are needed again when the next one acts on them.
  var interact: Process {
    let recurrence =
      2 * KernelLowering.bufferCycles + lowering.expressionLatency(total, binding)
      - lowering.expressionLatency(push, binding)
    let steps = [way, square, strength, total]
    return Process(
      name: "interact",
      loops: [
        LoopLevel("other_word", .number(groups)), LoopLevel("other_lane", .number(lanes)),
        LoopLevel("group", .number(groups)),
      ],
      initiationInterval: max(1, (recurrence + groups - 1) / groups),
      depth: 2 * KernelLowering.bufferCycles
        + steps.reduce(0) { $0 + lowering.expressionLatency($1, binding) },
      body: gathers + [
        .array(into: "way", lanes: [axisLoop, laneLoop], way, binding: binding),
        .array(into: "square", lanes: [laneLoop], square, binding: binding),
        .array(into: "strength", lanes: [laneLoop], strength, binding: binding),
        .gather(
          buffer: "sums", place: ownPlace, into: "sum",
          when: .notFirstOf(["step", "other_word", "other_lane"])),
        .array(into: "total", lanes: [axisLoop, laneLoop], total, binding: binding),
        .scatter(buffer: "sums", place: ownPlace, value: "total"),
      ])
  }

  /// The body that acts, and those that it acts on.
  private var gathers: [Statement] {
    [
      .gather(
        buffer: "block_others",
        place: LanePlace(
          lanes: [LoopLevel("component", .constant(4))], word: .counter("other_word"),
          bank: .counter("component") * .number(lanes) + .counter("other_lane")),
        into: "other", when: .always),
      .gather(buffer: "block_bodies", place: ownPlace, into: "own", when: .always),
    ]
  }

  private var way: LaneExpression {
    .subtract(.lane("other", .counter("axis")), .lane("own", own))
  }

  private var square: LaneExpression {
    .add(.sum(axisLoop, .multiply(.lane("way", own), .lane("way", own))), .scalar("softening"))
  }

  private var strength: LaneExpression {
    let square = LaneExpression.lane("square", .counter("lane"))
    return .divide(.lane("other", .constant(3)), .multiply(square, .squareRoot(square)))
  }

  private var push: LaneExpression {
    .multiply(.lane("way", own), .lane("strength", .counter("lane")))
  }

  private var total: LaneExpression { .add(.lane("sum", own), push) }
}
