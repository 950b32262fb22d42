import Specs

/// Load, as many stages as there are steps, store: all at the same time, one beat per cycle each. A
/// stage keeps what it needs of the cells that went by in delay lines.
///
/// Rows follow each other without a break (flattened index), as in SODA (Chi et al., ICCAD 2018)
/// and in the work of Zohouri et al. (FPGA 2018).
extension StencilShape {
  package func program(_ lowering: KernelLowering) -> KernelProgram {
    let inputs = form.inputs
    let output = lowering.operation.outputs.first ?? "out"
    let parts = StencilParts(lowering: lowering, shape: self)
    let stages = (1...max(1, steps)).map(parts.stage)
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: [slabs],
      scalars: form.scalars, ports: (0...inputs.count).map { lowering.port($0) },
      arrays: inputs.enumerated().map { lowering.array($1, port: $0, isWritten: false) } + [
        lowering.array(output, port: inputs.count, isWritten: true)
      ],
      streams: (0...stages.count).flatMap { number in
        (number < stages.count ? inputs : Array(inputs.prefix(1))).map {
          lowering.stream(parts.stream(number, $0))
        }
      },
      buffers: stages.indices.flatMap { number in
        inputs.flatMap { parts.buffers(number + 1, $0) }
      },
      regions: [
        .dataflow(inputs.map(parts.load) + stages + [parts.store(to: output, from: stages.count)])
      ])
  }
}

/// The processes of a chain of stencil stages.
private struct StencilParts {
  let lowering: KernelLowering
  let shape: StencilShape
  /// For every array the beats that a stage needs; all are as late as the latest.
  private let windows: [String: StencilWindow]
  private let lag: Int

  init(lowering: KernelLowering, shape: StencilShape) {
    self.lowering = lowering
    self.shape = shape
    let windows = shape.form.inputs.map { input in
      StencilWindow(
        shape.form.offsets(of: input), extents: shape.extents, lanes: lowering.design.lanes)
    }
    let lag = windows.map(\.lag).max() ?? 0
    self.lag = lag
    self.windows = Dictionary(
      zip(shape.form.inputs, windows).map { input, window in
        var window = window
        window.lag = lag
        return (input, window)
      }, uniquingKeysWith: { first, _ in first })
  }

  private var form: StencilForm { shape.form }
  private var design: DesignPoint { lowering.design }
  private var lanes: Int { design.lanes }
  private var inputs: [String] { form.inputs }

  /// What distinguishes parts that belong to an array; nothing for the one that steps change.
  private func mark(_ input: String) -> String { input == inputs.first ? "" : "\(input)_" }

  /// What goes into the stage of the next number.
  func stream(_ number: Int, _ input: String) -> String { "\(mark(input))cells_\(number)" }

  func load(from array: String) -> Process {
    Process(
      name: "load_\(array)", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .load(array: array, index: .counter("beat"), into: "x"),
        .write(stream: stream(0, array), value: "x", when: .always),
      ])
  }

  func store(to array: String, from number: Int) -> Process {
    Process(
      name: "store_\(array)", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .read(stream: stream(number, inputs.first ?? ""), into: "x", when: .always),
        .store(array: array, index: .counter("beat"), value: "x"),
      ])
  }

  /// One step for all cells; goes on after the last cell has come until all results are out.
  func stage(_ number: Int) -> Process {
    let first = inputs.first ?? ""
    let next = LaneExpression.select(interior, value, centre(of: first))
    let isLast = number == max(1, shape.steps)
    return Process(
      name: "stage_\(number)", loops: loops, initiationInterval: 1,
      depth: KernelLowering.accessCycles + KernelLowering.bufferCycles
        + lowering.expressionLatency(next, binding),
      body: inputs.flatMap { arrival(number, $0) } + [
        .array(into: "updated", lanes: [laneLoop], next, binding: binding),
        .write(stream: stream(number, first), value: "updated", when: isOut),
      ] + (isLast ? [] : inputs.dropFirst().flatMap { passing(number, $0) }))
  }

  private var isOut: Guard { .from(shape.slab, self.number(lag)) }

  /// Takes a beat and puts it and those before through the delay lines.
  private func arrival(_ number: Int, _ input: String) -> [Statement] {
    let delays = delays(input)
    let count = windows[input]?.beats.count ?? 0
    return [
      .read(
        stream: stream(number - 1, input), into: beat(delays.count, input),
        when: .before(shape.slab, .size(shape.slabs)))
    ]
      + delays.reversed().map { delay in
        .delay(
          buffer: buffer(number, delay.beat, input), value: beat(delay.beat + 1, input),
          into: beat(delay.beat, input))
      } + [.join(into: "\(mark(input))cells", (0..<count).map { beat($0, input) })]
  }

  /// Hands the beat of an array that steps do not change on to the next stage.
  private func passing(_ number: Int, _ input: String) -> [Statement] {
    [
      .array(into: "\(mark(input))same", lanes: [laneLoop], centre(of: input), binding: nil),
      .write(stream: stream(number, input), value: "\(mark(input))same", when: isOut),
    ]
  }

  // MARK: Delay lines

  func buffers(_ stage: Int, _ input: String) -> [Buffer] {
    delays(input).map {
      Buffer(
        name: buffer(stage, $0.beat, input), lanes: lanes, depth: $0.length,
        storage: $0.length == 1 ? .register : design.storage)
    }
  }

  /// The delay lines, oldest beats first. The newest beat needs one only where the stage is later
  /// than its farthest neighbour.
  private func delays(_ input: String) -> [(beat: Int, length: Int)] {
    (windows[input]?.delays ?? []).enumerated().map { ($0.offset, $0.element) }
      .filter { $0.length > 0 }
  }

  private func buffer(_ stage: Int, _ beat: Int, _ input: String) -> String {
    "\(mark(input))line_\(stage)_\(beat)"
  }

  private func beat(_ beat: Int, _ input: String) -> String { "\(mark(input))beat_\(beat)" }

  // MARK: Arithmetic

  private func lane(_ first: Int, of input: String) -> LaneExpression {
    .lane(
      "\(mark(input))cells",
      first == 0 ? .counter("lane") : number(first) + .counter("lane"))
  }

  private func centre(of input: String) -> LaneExpression {
    lane(windows[input]?.centre ?? 0, of: input)
  }

  private var value: LaneExpression {
    LaneExpression(form.expression) { access in
      lane(windows[access.name]?.lane(of: form.offset(of: access)) ?? 0, of: access.name)
    }
  }

  private var binding: StageBinding? {
    if let chosen = design.bindings.first { return chosen }
    let table = lowering.board.operators
    guard let multiply = table.toolDefault(of: .mul, type: design.elementType),
      let add = table.toolDefault(of: .add, type: design.elementType)
    else { return nil }
    return StageBinding(stages: 1, multiply: multiply, add: add)
  }

  /// Cells whose neighbours are all there; the others stay as they are.
  private var interior: [IndexRange] {
    let last = form.dimensions - 1
    var ranges = [
      range(.counter("part") * number(lanes) + .counter("lane"), 0, design[.width])
    ]
    if last == 2 { ranges.append(range(.counter("row"), 1, design[.height])) }
    let (below, above) = form.reach(last)
    let late = lag - above
    ranges.append(
      IndexRange(
        .counter(shape.slab), from: number(lag + below),
        before: late == 0 ? .size(shape.slabs) : .size(shape.slabs) + number(late)))
    return ranges
  }

  private func range(_ index: IndexExpression, _ dimension: Int, _ extent: Int) -> IndexRange {
    let (below, above) = form.reach(dimension)
    return IndexRange(index, from: number(below), before: number(extent - above))
  }

  // MARK: Loops

  private func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }

  private var laneLoop: LoopLevel { LoopLevel("lane", number(lanes)) }

  private var beats: LoopLevel {
    LoopLevel("beat", .size(shape.slabs) * number(shape.slabCells / max(1, lanes)))
  }

  private var loops: [LoopLevel] {
    [LoopLevel(shape.slab, .size(shape.slabs) + number(lag))]
      + (shape.dimensions == 3 ? [LoopLevel("row", number(design[.height]))] : [])
      + [LoopLevel("part", number(design[.width] / max(1, lanes)))]
  }
}
