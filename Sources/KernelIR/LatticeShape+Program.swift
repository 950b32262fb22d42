import Specs

/// Load, as many stages as there are steps, store: all at the same time, one cell per cycle each.
extension LatticeShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let operation = lowering.operation
    let input = operation.inputs.first ?? "in"
    let output = operation.outputs.first ?? "out"
    let parts = LatticeParts(lowering: lowering, shape: self)
    let stages = (1...max(1, steps)).map(parts.stage)
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["rows"],
      scalars: operation.scalars, ports: [lowering.port(0), lowering.port(1)],
      arrays: [
        lowering.array(input, port: 0, isWritten: false),
        lowering.array(output, port: 1, isWritten: true),
      ],
      streams: (0...stages.count).map { lowering.stream("cells_\($0)") },
      buffers: stages.indices.flatMap { parts.buffers($0 + 1) },
      regions: [
        .dataflow([parts.load(input)] + stages + [parts.store(output, after: stages.count)])
      ])
  }
}

/// The processes of a chain of steps.
private struct LatticeParts {
  let lowering: KernelLowering
  let shape: LatticeShape
  private let window: StencilWindow

  init(lowering: KernelLowering, shape: LatticeShape) {
    self.lowering = lowering
    self.shape = shape
    window = StencilWindow(
      LatticeShape.directions.map { $0.map { -$0 } }, extents: [shape.width], lanes: 1)
  }

  private var lanes: Int { lowering.design.lanes }
  private var relaxation: LaneExpression {
    .scalar(lowering.operation.scalars.first?.name ?? "omega")
  }

  func load(_ array: String) -> Process {
    Process(
      name: "load_\(array)", loops: [cells], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .load(array: array, index: .counter("cell"), into: "x"),
        .write(stream: "cells_0", value: "x", when: .always),
      ])
  }

  func store(_ array: String, after number: Int) -> Process {
    Process(
      name: "store_\(array)", loops: [cells], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .read(stream: "cells_\(number)", into: "x", when: .always),
        .store(array: array, index: .counter("cell"), value: "x"),
      ])
  }

  func stage(_ number: Int) -> Process {
    let late = self.number(window.lag)
    return Process(
      name: "stage_\(number)",
      loops: [
        LoopLevel("row", .size("rows") + late), LoopLevel("column", self.number(shape.width)),
      ],
      initiationInterval: 1, depth: depth,
      body: arrival(number) + moments + relaxed(number) + [
        .array(into: "updated", lanes: [laneLoop], updated, binding: nil),
        .write(stream: "cells_\(number)", value: "updated", when: .from("row", late)),
      ])
  }

  // MARK: Cells

  private func arrival(_ number: Int) -> [Statement] {
    [
      .read(
        stream: "cells_\(number - 1)", into: "cell_\(delays.count)",
        when: .before("row", .size("rows")))
    ]
      + delays.reversed().map { delay in
        .delay(
          buffer: "line_\(number)_\(delay.cell)", value: "cell_\(delay.cell + 1)",
          into: "cell_\(delay.cell)")
      } + [.join(into: "cells", window.beats.indices.map { "cell_\($0)" })]
  }

  private var delays: [(cell: Int, length: Int)] {
    window.delays.enumerated().map { ($0.offset, $0.element) }.filter { $0.length > 0 }
  }

  func buffers(_ stage: Int) -> [Buffer] {
    delays.map {
      Buffer(
        name: "line_\(stage)_\($0.cell)", lanes: lanes, depth: $0.length,
        storage: $0.length == 1 ? .register : lowering.design.storage)
    } + [Buffer(name: "relaxed_\(stage)", lanes: lanes, depth: 1, storage: .register)]
  }

  /// A population of the cell that it comes from.
  private func population(_ direction: Int) -> LaneExpression {
    let offset = LatticeShape.directions[direction].map { -$0 }
    return .lane("cells", number(window.lane(of: offset) * lanes + direction))
  }

  private func centre(_ lane: IndexExpression) -> LaneExpression {
    .lane("cells", number(window.centre * lanes) + lane)
  }

  // MARK: Arithmetic

  /// Density, momentum, and what the equilibria of opposite directions share.
  private var moments: [Statement] {
    let all = (0..<LatticeShape.populations).map(population)
    let density = all.dropFirst().reduce(all[0]) { .add($0, $1) }
    let square = LaneExpression.add(
      .multiply(one("momentum_x"), one("momentum_x")),
      .multiply(one("momentum_y"), one("momentum_y")))
    return [
      compute("density", density), compute("momentum_x", momentum(0)),
      compute("momentum_y", momentum(1)),
      compute("base", .subtract(one("density"), .multiply(.constant(1.5), square))),
      compute("rising", .add(one("momentum_x"), one("momentum_y"))),
      compute("falling", .subtract(one("momentum_x"), one("momentum_y"))),
    ]
  }

  /// A component of the sum of all populations' directions, in ascending order.
  private func momentum(_ axis: Int) -> LaneExpression {
    var total: LaneExpression?
    for (direction, step) in LatticeShape.directions.enumerated() where step[axis] != 0 {
      let term = population(direction)
      total = total.map { step[axis] > 0 ? .add($0, term) : .subtract($0, term) } ?? term
    }
    return total ?? .constant(0)
  }

  /// The momentum along a direction; nothing for that of the cell itself.
  private func along(_ direction: Int) -> LaneExpression? {
    switch LatticeShape.directions[direction] {
    case [1, 0]: one("momentum_x")
    case [0, 1]: one("momentum_y")
    case [-1, 0]: .negate(one("momentum_x"))
    case [0, -1]: .negate(one("momentum_y"))
    case [1, 1]: one("rising")
    case [-1, -1]: .negate(one("rising"))
    case [1, -1]: one("falling")
    case [-1, 1]: .negate(one("falling"))
    default: nil
    }
  }

  private func equilibrium(_ direction: Int) -> LaneExpression {
    guard let along = along(direction) else {
      return .multiply(.constant(4.0 / 9), one("base"))
    }
    let isAxis = LatticeShape.directions[direction].contains(0)
    return .multiply(
      .constant(isAxis ? 1.0 / 9 : 1.0 / 36),
      .add(
        .add(one("base"), .multiply(.constant(3), along)),
        .multiply(.constant(4.5), .multiply(along, along))))
  }

  private func next(_ direction: Int) -> LaneExpression {
    let now = population(direction)
    return .add(now, .multiply(relaxation, .subtract(equilibrium(direction), now)))
  }

  /// The nine new populations and the other elements of the cell, side by side.
  private func relaxed(_ stage: Int) -> [Statement] {
    let buffer = "relaxed_\(stage)"
    let nine = (0..<LatticeShape.populations).flatMap { direction in
      [
        compute("next_\(direction)", next(direction)),
        .scatter(
          buffer: buffer,
          place: LanePlace(lanes: [single], word: number(0), bank: number(direction)),
          value: "next_\(direction)"),
      ]
    }
    let first = number(LatticeShape.populations)
    let rest = LoopLevel("other", number(lanes - LatticeShape.populations))
    return nine + [
      .array(
        into: "others", lanes: [rest], centre(first + .counter("other")), binding: nil),
      .scatter(
        buffer: buffer,
        place: LanePlace(lanes: [rest], word: number(0), bank: first + .counter("other")),
        value: "others"),
      .fetch(buffer: buffer, index: number(0), into: "moved", when: .always),
    ]
  }

  /// Cells of the border keep their populations.
  private var updated: LaneExpression {
    let column = IndexRange(
      .counter("column"), from: number(1), before: number(shape.width - 1))
    let row = IndexRange(
      .counter("row"), from: number(window.lag + 1),
      before: .size("rows") + number(window.lag - 1))
    return .select([column, row], .lane("moved", .counter("lane")), centre(.counter("lane")))
  }

  private var depth: Int {
    let kinds = lowering.board.operators
    let type = lowering.design.elementType
    let add = kinds.toolDefault(of: .add, type: type)?.latency ?? 1
    let multiply = kinds.toolDefault(of: .mul, type: type)?.latency ?? 1
    // Momentum (5 sums), its square, the base, the equilibrium, and the relaxation.
    return KernelLowering.accessCycles + KernelLowering.bufferCycles + 10 * add + 5 * multiply
  }

  private var binding: StageBinding? {
    if let chosen = lowering.design.bindings.first { return chosen }
    let table = lowering.board.operators
    let type = lowering.design.elementType
    return StageBinding(
      stages: 1, multiply: table.toolDefault(of: .mul, type: type),
      add: table.toolDefault(of: .add, type: type))
  }

  private func compute(_ into: String, _ expression: LaneExpression) -> Statement {
    .array(into: into, lanes: [single], expression, binding: binding)
  }

  private func one(_ vector: String) -> LaneExpression { .lane(vector, number(0)) }

  // MARK: Loops

  private func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }
  private var single: LoopLevel { LoopLevel("one", number(1)) }
  private var laneLoop: LoopLevel { LoopLevel("lane", number(lanes)) }
  private var cells: LoopLevel { LoopLevel("cell", .size("rows") * number(shape.width)) }
}
