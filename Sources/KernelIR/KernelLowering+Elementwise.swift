import Specs

extension KernelLowering {
  /// All loads, the computation and the store at the same time, joined by streams.
  func overlappedProgram() throws(DesignError) -> KernelProgram {
    let expression = try laneExpression()
    let output = operation.outputs.first ?? "out"
    let loads = operation.inputs.map {
      loadProcess("load_\($0)", array: $0, stream: "loaded_\($0)")
    }
    let compute = Process(
      name: "compute", loops: [LoopLevel("beat", beats)], initiationInterval: 1,
      depth: Self.accessCycles + expressionLatency(expression),
      body: operation.inputs.map {
        .read(stream: "loaded_\($0)", into: $0, when: .always)
      } + [
        .map(into: "result", lanes: design.lanes, expression),
        .write(stream: "computed", value: "result", when: .always),
      ])
    return elementwiseProgram(
      streams: operation.inputs.map { stream("loaded_\($0)") } + [stream("computed")],
      buffers: [],
      region: .dataflow(
        loads + [compute, storeProcess("store_\(output)", array: output, stream: "computed")]))
  }

  /// Chunk by chunk: every load into a buffer of its own, then compute and store, nothing at the
  /// same time: how HPCC FPGA builds STREAM around one port.
  func phasedProgram() throws(DesignError) -> KernelProgram {
    let expression = try laneExpression()
    let output = operation.outputs.first ?? "out"
    let loads = operation.inputs.map { phasedLoad($0) }
    let store = Process(
      name: "store_\(output)", loops: [chunkLoop], initiationInterval: 1,
      depth: Self.bufferCycles + Self.accessCycles + expressionLatency(expression),
      body: operation.inputs.map {
        .fetch(buffer: "chunk_\($0)", index: .counter("beat"), into: $0, when: .always)
      } + [
        .map(into: "result", lanes: design.lanes, expression),
        .store(array: output, index: tileIndex, value: "result"),
      ])
    return elementwiseProgram(
      streams: [],
      buffers: operation.inputs.map {
        Buffer(
          name: "chunk_\($0)", lanes: design.lanes, depth: design.tileBeats,
          storage: design.storage)
      },
      region: .sequence(loop: LoopLevel("turn", .size("tiles")), loads + [store]))
  }

  private func phasedLoad(_ input: String) -> Process {
    Process(
      name: "load_\(input)", loops: [chunkLoop], initiationInterval: 1,
      depth: Self.accessCycles + Self.bufferCycles,
      body: [
        .load(array: input, index: tileIndex, into: "x"),
        .keep(buffer: "chunk_\(input)", index: .counter("beat"), value: "x"),
      ])
  }

  /// Overlapped kernels have a port per array; phased ones share one port, used in turn.
  private func elementwiseProgram(
    streams: [Stream], buffers: [Buffer], region: Region
  ) -> KernelProgram {
    let isPhased = design.schedule == .phased
    let names = operation.inputs + operation.outputs
    return KernelProgram(
      name: identifier, elementType: design.elementType, sizes: ["tiles"],
      scalars: operation.scalars,
      ports: isPhased ? [port(0)] : names.indices.map { port($0) },
      arrays: names.enumerated().map { index, name in
        array(name, port: isPhased ? 0 : index, isWritten: index >= operation.inputs.count)
      },
      streams: streams, buffers: buffers, regions: [region])
  }

  private var chunkLoop: LoopLevel {
    LoopLevel("beat", .constant(UInt32(clamping: design.tileBeats)))
  }

  private var beats: IndexExpression {
    .size("tiles") * .constant(UInt32(clamping: design.tileBeats))
  }

  private func laneExpression() throws(DesignError) -> LaneExpression {
    guard let expression = operation.expression else {
      throw fail("the operation has no expression; add `expression:` to the kernel file")
    }
    return LaneExpression(expression) { .value($0.name) }
  }

  /// Latency of the longest path through the expression, with each operator as the tool builds it
  /// where no binding is given.
  func expressionLatency(_ expression: LaneExpression, _ binding: StageBinding? = nil) -> Int {
    let before = expression.operands.map { expressionLatency($0, binding) }.max() ?? 0
    guard let kind = expression.operatorKind(for: design.elementType) else { return before }
    let bound = binding?.implementation(of: kind)
    let cost = bound ?? board.operators.toolDefault(of: kind, type: design.elementType)
    var times = 1
    if case .sum(let loop, _) = expression { times = max(0, loop.turns - 1) }
    return before + (cost?.latency ?? 1) * times
  }
}

extension LaneExpression {
  /// The same arithmetic on lanes.
  ///
  /// - Parameters:
  ///   - expression: Arithmetic on elements.
  ///   - input: What stands for an element of an input.
  init(_ expression: ElementExpression, input: (ElementAccess) -> LaneExpression) {
    func inner(_ expression: ElementExpression) -> LaneExpression { Self(expression, input: input) }
    switch expression {
    case .input(let name): self = input(ElementAccess(name: name, offset: []))
    case .neighbour(let name, let offset):
      self = input(ElementAccess(name: name, offset: offset))
    case .scalar(let name): self = .scalar(name)
    case .constant(let value): self = .constant(value)
    case .add(let left, let right): self = .add(inner(left), inner(right))
    case .subtract(let left, let right): self = .subtract(inner(left), inner(right))
    case .multiply(let left, let right): self = .multiply(inner(left), inner(right))
    case .divide(let left, let right): self = .divide(inner(left), inner(right))
    case .minimum(let left, let right): self = .minimum(inner(left), inner(right))
    case .maximum(let left, let right): self = .maximum(inner(left), inner(right))
    case .squareRoot(let operand): self = .squareRoot(inner(operand))
    case .negate(let operand): self = .negate(inner(operand))
    case .magnitude(let operand): self = .magnitude(inner(operand))
    }
  }
}
