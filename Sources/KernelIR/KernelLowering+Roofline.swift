import Specs

extension KernelLowering {
  /// `load → compute → store`: a chain of operators over tiles that are recomputed on chip.
  func rooflineProgram() throws(DesignError) -> KernelProgram {
    let chain = try operatorChain()
    let depth = chainDepth(chain)
    guard design.tileBeats >= depth else {
      throw fail(
        "a tile of \(design.tileBeats) beats is shorter than the pipeline of \(depth) cycles; "
          + "use tile_beats=\(nextPowerOfTwo(depth)) or more (--set tile_beats=…)")
    }
    let source = operation.inputs.first ?? "in"
    let target = operation.outputs.first ?? "out"
    return KernelProgram(
      name: identifier, elementType: design.elementType, sizes: ["tiles", "passes", "tap"],
      scalars: operation.scalars, ports: [port(0), port(1)],
      arrays: [
        array(source, port: 0, isWritten: false), array(target, port: 1, isWritten: true),
      ],
      streams: [stream("loaded"), stream("computed")],
      buffers: [
        Buffer(name: "tile", lanes: design.lanes, depth: design.tileBeats, storage: design.storage)
      ],
      regions: [
        .dataflow([
          loadProcess("load_\(source)", array: source, stream: "loaded"),
          computeProcess(chain, depth: depth),
          storeProcess("store_\(target)", array: target, stream: "computed"),
        ])
      ])
  }

  private func computeProcess(_ chain: OperatorChain, depth: Int) -> Process {
    Process(
      name: "compute",
      loops: [
        LoopLevel("turn", .size("tiles")), LoopLevel("pass", .size("passes")),
        LoopLevel("beat", .constant(UInt32(clamping: design.tileBeats))),
      ],
      initiationInterval: 1, depth: depth,
      body: [
        .read(stream: "loaded", into: "x", when: .first("pass")),
        .fetch(buffer: "tile", index: .counter("beat"), into: "x", when: .notFirst("pass")),
        .chain(into: "y", from: "x", chain),
        .keep(buffer: "tile", index: .counter("beat"), value: "y"),
        .write(stream: "computed", value: "y", when: .last("pass")),
      ])
  }

  private func operatorChain() throws(DesignError) -> OperatorChain {
    guard let arithmetic = ArithmeticOperator(rawValue: design.operation) else {
      throw fail("the operation must be one of add, mul, fma for a roofline kernel")
    }
    var bindings = design.bindings
    if bindings.isEmpty {
      guard var stage = StageOptions.toolDefault(board.operators, arithmetic, design.elementType)
      else {
        throw fail(
          "the operator table \(board.operators.name) has no \(arithmetic.rawValue) for "
            + "\(design.elementType.rawValue); add it to the table or choose another type")
      }
      stage.stages = design.chain
      bindings = [stage]
    }
    return OperatorChain(
      operation: arithmetic, bindings: bindings, taps: OperatorChain.taps(length: design.chain),
      passCounter: "pass", tapSize: "tap", coefficients: operation.scalars.map(\.name))
  }

  /// Access, selection between stream and tile, all stages, selection of the tap.
  private func chainDepth(_ chain: OperatorChain) -> Int {
    let stages = chain.bindings.reduce(0) { $0 + $1.stages * $1.latency }
    return Self.accessCycles + Self.bufferCycles + stages + 1
  }

  /// Tiles of beats from an array into a stream.
  func loadProcess(_ name: String, array: String, stream: String) -> Process {
    Process(
      name: name, loops: tileLoops, initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .load(array: array, index: tileIndex, into: "x"),
        .write(stream: stream, value: "x", when: .always),
      ])
  }

  /// Tiles of beats from a stream into an array.
  func storeProcess(_ name: String, array: String, stream: String) -> Process {
    Process(
      name: name, loops: tileLoops, initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .read(stream: stream, into: "x", when: .always),
        .store(array: array, index: tileIndex, value: "x"),
      ])
  }

  private var tileLoops: [LoopLevel] {
    [
      LoopLevel("turn", .size("tiles")),
      LoopLevel("beat", .constant(UInt32(clamping: design.tileBeats))),
    ]
  }

  var tileIndex: IndexExpression {
    .counter("turn") * .constant(UInt32(clamping: design.tileBeats)) + .counter("beat")
  }
}

/// The smallest power of two that is not below `value`, for positive values up to 2³⁰.
func nextPowerOfTwo(_ value: Int) -> Int {
  var power = 1
  while power < value && power < 1 << 30 { power *= 2 }
  return power
}
