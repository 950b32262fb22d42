import Specs

/// Load, as many stages as there are steps, store: all at the same time, one beat per cycle each. A
/// stage keeps what it needs of the cells that went by in delay lines.
///
/// Rows follow each other without a break (flattened index), as in SODA (Chi et al., ICCAD 2018)
/// and in the work of Zohouri et al. (FPGA 2018).
extension StencilShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let operation = lowering.operation
    let scalars = Array(operation.scalars.prefix(radius + 1))
    let pattern = StencilPattern.star(
      dimensions: dimensions, radius: radius, coefficients: scalars.map(\.name))
    let parts = StencilParts(
      lowering: lowering, shape: self, pattern: pattern,
      window: StencilWindow(pattern, extents: extents, lanes: design.lanes))
    let stages = (1...max(1, steps)).map(parts.stage)
    let input = operation.inputs.first ?? "in"
    let output = operation.outputs.first ?? "out"
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: [slabs],
      scalars: scalars, ports: (0..<Self.portsPerUnit(design.schedule)).map { lowering.port($0) },
      arrays: [
        lowering.array(input, port: 0, isWritten: false),
        lowering.array(output, port: 1, isWritten: true),
      ],
      streams: (0...stages.count).map { lowering.stream(parts.stream($0)) },
      buffers: stages.indices.flatMap { parts.buffers($0 + 1) },
      regions: [
        .dataflow(
          [parts.load(from: input)] + stages + [parts.store(to: output, from: stages.count)])
      ])
  }
}

/// The processes of a chain of stencil stages.
private struct StencilParts {
  let lowering: KernelLowering
  let shape: StencilShape
  let pattern: StencilPattern
  let window: StencilWindow

  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }

  /// What goes into the stage of the next number.
  func stream(_ number: Int) -> String { "cells_\(number)" }

  func load(from array: String) -> Process {
    Process(
      name: "load_\(array)", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .load(array: array, index: .counter("beat"), into: "x"),
        .write(stream: stream(0), value: "x", when: .always),
      ])
  }

  func store(to array: String, from number: Int) -> Process {
    Process(
      name: "store_\(array)", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .read(stream: stream(number), into: "x", when: .always),
        .store(array: array, index: .counter("beat"), value: "x"),
      ])
  }

  /// One step for all cells; goes on after the last cell has come until all results are out.
  func stage(_ number: Int) -> Process {
    let next = LaneExpression.select(interior, weightedSum, lane(window.centre))
    return Process(
      name: "stage_\(number)", loops: loops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles
        + lowering.expressionLatency(next, binding),
      body: [
        .read(
          stream: stream(number - 1), into: value(delays.count),
          when: .before(shape.slab, .size(shape.slabs)))
      ]
        + delays.reversed().map { delay in
          .delay(
            buffer: buffer(number, delay.beat), value: value(delay.beat + 1),
            into: value(delay.beat))
        } + [
          .join(into: "cells", window.beats.indices.map(value)),
          .array(into: "updated", lanes: [laneLoop], next, binding: binding),
          .write(
            stream: stream(number), value: "updated",
            when: .from(shape.slab, self.number(window.lag))),
        ])
  }

  // MARK: Delay lines

  func buffers(_ stage: Int) -> [Buffer] {
    delays.map {
      Buffer(
        name: buffer(stage, $0.beat), lanes: lanes, depth: $0.length,
        storage: $0.length == 1 ? .register : design.storage)
    }
  }

  /// The delay lines, oldest beats first. The newest beat needs one only where the stage is later
  /// than its farthest neighbour.
  private var delays: [(beat: Int, length: Int)] {
    window.delays.enumerated().map { ($0.offset, $0.element) }.filter { $0.length > 0 }
  }

  private func buffer(_ stage: Int, _ beat: Int) -> String { "line_\(stage)_\(beat)" }

  private func value(_ beat: Int) -> String { "beat_\(beat)" }

  // MARK: Arithmetic

  private var binding: StageBinding? {
    if let chosen = design.bindings.first { return chosen }
    let table = lowering.board.operators
    guard let multiply = table.toolDefault(of: .mul, type: design.elementType),
      let add = table.toolDefault(of: .add, type: design.elementType)
    else { return nil }
    return StageBinding(stages: 1, multiply: multiply, add: add)
  }

  private func lane(_ first: Int) -> LaneExpression {
    .lane("cells", first == 0 ? .counter("lane") : number(first) + .counter("lane"))
  }

  /// The terms one after another, so that the order of roundings is that of the definition.
  private var weightedSum: LaneExpression {
    let terms = pattern.taps.map {
      LaneExpression.multiply(.scalar($0.coefficient), lane(window.lane(of: $0)))
    }
    return terms.dropFirst().reduce(terms.first ?? .constant(0)) { .add($0, $1) }
  }

  /// Cells whose neighbours are all there; the others stay as they are.
  private var interior: [IndexRange] {
    let last = pattern.dimensions - 1
    var ranges = [
      range(.counter("part") * number(lanes) + .counter("lane"), 0, design[.width])
    ]
    if last == 2 { ranges.append(range(.counter("row"), 1, design[.height])) }
    let (below, above) = pattern.reach(last)
    let late = window.lag - above
    ranges.append(
      IndexRange(
        .counter(shape.slab), from: number(window.lag + below),
        before: late == 0 ? .size(shape.slabs) : .size(shape.slabs) + number(late)))
    return ranges
  }

  private func range(_ index: IndexExpression, _ dimension: Int, _ extent: Int) -> IndexRange {
    let (below, above) = pattern.reach(dimension)
    return IndexRange(index, from: number(below), before: number(extent - above))
  }

  // MARK: Loops

  private func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }

  private var laneLoop: LoopLevel { LoopLevel("lane", number(lanes)) }

  private var beats: LoopLevel {
    LoopLevel("beat", .size(shape.slabs) * number(shape.slabCells / max(1, lanes)))
  }

  private var loops: [LoopLevel] {
    [LoopLevel(shape.slab, .size(shape.slabs) + number(window.lag))]
      + (shape.dimensions == 3 ? [LoopLevel("row", number(design[.height]))] : [])
      + [LoopLevel("part", number(design[.width] / max(1, lanes)))]
  }
}
