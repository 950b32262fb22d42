import Specs

/// Load, combine into partial results, combine those: all at the same time, one beat per cycle.
///
/// A partial result is needed again after as many beats as there are partial results, which is
/// longer than the operator takes: so there is a beat in every cycle in spite of its latency.
extension ReductionShape {
  package func program(_ lowering: KernelLowering) throws(DesignError) -> KernelProgram {
    guard let expression = operation?.expression, let reduction = operation?.reduction else {
      throw lowering.fail("the operation has no expression; add `expression:` to the kernel file")
    }
    let parts = ReductionParts(
      lowering: lowering, shape: self, expression: LaneExpression(expression) { .value($0.name) },
      reduction: reduction)
    let depth = parts.combineDepth
    guard partials >= depth else {
      throw lowering.fail(
        "\(partials) partial results are fewer than the \(depth) cycles of the pipeline; use "
          + "--set partials=\(nextPowerOfTwo(depth)) or more")
    }
    let inputs = lowering.operation.inputs
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["turns"],
      scalars: lowering.operation.scalars, ports: inputs.indices.map { lowering.port($0) },
      arrays: inputs.enumerated().map { lowering.array($1, port: $0, isWritten: false) } + [
        lowering.array(parts.output, port: 0, isWritten: true, lanes: 1)
      ],
      streams: inputs.map { lowering.stream("loaded_\($0)") } + [
        lowering.stream("partial_results")
      ],
      buffers: [
        Buffer(
          name: "partials", lanes: design.lanes, depth: partials,
          storage: partials <= 64 ? .lutram : design.storage),
        Buffer(name: "combined", lanes: 1, depth: 1, storage: .register),
      ],
      regions: [.dataflow(inputs.map(parts.load) + [parts.combine, parts.finish])])
  }
}

/// The processes of a reduction.
private struct ReductionParts {
  let lowering: KernelLowering
  let shape: ReductionShape
  let expression: LaneExpression
  let reduction: ElementReduction

  private var lanes: Int { lowering.design.lanes }
  var output: String { lowering.operation.outputs.first ?? "out" }

  private func combined(_ left: LaneExpression, _ right: LaneExpression) -> LaneExpression {
    switch reduction.combine {
    case .sum: .add(left, right)
    case .minimum: .minimum(left, right)
    case .maximum: .maximum(left, right)
    }
  }

  /// Cycles that the combining operator takes.
  private var latency: Int { lowering.expressionLatency(combined(.value("x"), .value("x"))) }

  func load(_ array: String) -> Process {
    Process(
      name: "load_\(array)", loops: beatLoops, initiationInterval: 1,
      depth: KernelLowering.accessCycles,
      body: [
        .load(
          array: array, index: .counter("turn") * partials + .counter("number"), into: "x"),
        .write(stream: "loaded_\(array)", value: "x", when: .always),
      ])
  }

  /// Cycles of the process that combines beats with partial results.
  var combineDepth: Int {
    KernelLowering.accessCycles + KernelLowering.bufferCycles
      + lowering.expressionLatency(expression) + latency
  }

  var combine: Process {
    let isLater = IndexRange(.counter("turn"), from: .constant(1), before: .size("turns"))
    return Process(
      name: "combine", loops: beatLoops, initiationInterval: 1, depth: combineDepth,
      body: lowering.operation.inputs.map {
        .read(stream: "loaded_\($0)", into: $0, when: .always)
      } + [
        .map(into: "term_value", lanes: lanes, expression),
        .fetch(
          buffer: "partials", index: .counter("number"), into: "partial_before",
          when: .notFirst("turn")),
        .map(
          into: "partial_after", lanes: lanes,
          .select(
            [isLater], combined(.value("partial_before"), .value("term_value")),
            .value("term_value"))),
        .keep(buffer: "partials", index: .counter("number"), value: "partial_after"),
        .write(stream: "partial_results", value: "partial_after", when: .last("turn")),
      ])
  }

  // MARK: The last number

  /// A tree over the lanes, and one partial result after the other: a new one whenever the operator
  /// has finished with the one before.
  var finish: Process {
    let isLater = IndexRange(.counter("number"), from: .constant(1), before: partials)
    let tree = tree((0..<lanes).map { single("row_lanes", $0) })
    let next = LaneExpression.select(
      [isLater], combined(single("number_before", 0), single("row_total", 0)),
      single("row_total", 0))
    return Process(
      name: "finish", loops: [LoopLevel("number", partials)], initiationInterval: latency + 1,
      depth: KernelLowering.accessCycles + lowering.expressionLatency(tree) + latency,
      body: [.read(stream: "partial_results", into: "row_lanes", when: .always)]
        + compute("row_total", tree) + held(into: "number_before")
        + compute("number_after", next) + hold("number_after"),
      epilogue: result + [
        .pick(buffer: "combined", index: .constant(0), bank: .constant(0), into: "stored_number"),
        .store(array: output, index: .constant(0), value: "stored_number"),
      ])
  }

  private var result: [Statement] {
    guard let result = reduction.result else { return [] }
    return held(into: "all_numbers")
      + compute("result_number", LaneExpression(result) { _ in single("all_numbers", 0) })
      + hold("result_number")
  }

  private func tree(_ values: [LaneExpression]) -> LaneExpression {
    guard values.count > 1 else { return values.first ?? .constant(0) }
    return tree(
      stride(from: 0, to: values.count, by: 2).map { first in
        first + 1 < values.count ? combined(values[first], values[first + 1]) : values[first]
      })
  }

  // MARK: Vectors of one lane

  private var isSingle: Bool { lanes == 1 }
  private var one: LoopLevel { LoopLevel("lane", .constant(1)) }
  private var place: LanePlace {
    LanePlace(lanes: [one], word: .constant(0), bank: .constant(0))
  }

  /// One lane of a vector; of beats of one element it is the beat.
  private func single(_ vector: String, _ lane: Int) -> LaneExpression {
    isSingle ? .value(vector) : .lane(vector, .constant(UInt32(clamping: lane)))
  }

  private func compute(_ into: String, _ expression: LaneExpression) -> [Statement] {
    isSingle
      ? [.map(into: into, lanes: 1, expression)]
      : [.array(into: into, lanes: [one], expression, binding: binding)]
  }

  private func held(into: String) -> [Statement] {
    isSingle
      ? [.fetch(buffer: "combined", index: .constant(0), into: into, when: .always)]
      : [.gather(buffer: "combined", place: place, into: into, when: .always)]
  }

  private func hold(_ value: String) -> [Statement] {
    isSingle
      ? [.keep(buffer: "combined", index: .constant(0), value: value)]
      : [.scatter(buffer: "combined", place: place, value: value)]
  }

  private var binding: StageBinding? {
    let table = lowering.board.operators
    return StageBinding(
      stages: 1, multiply: table.toolDefault(of: .mul, type: lowering.design.elementType),
      add: table.toolDefault(of: .add, type: lowering.design.elementType))
  }

  // MARK: Loops

  private var partials: IndexExpression { .constant(UInt32(clamping: shape.partials)) }

  private var beatLoops: [LoopLevel] {
    [LoopLevel("turn", .size("turns")), LoopLevel("number", partials)]
  }
}
