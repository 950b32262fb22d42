package import Specs

/// Element-wise kernels whose expression is applied several times in a row: as many operators as all
/// applications need, and a beat in every cycle.
package struct RecurrenceShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.repeats, usual: 8, range: 1...1024, describesProblem: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  package let design: DesignPoint
  /// What is computed; `nil` when the design names no operation of its kernel.
  private let operation: KernelOperation?

  package init(design: DesignPoint) {
    self.design = design
    operation = nil
  }

  package init(kernel: KernelSpec, design: DesignPoint) {
    self.design = design
    operation = kernel.operation(named: design.operation)
  }

  private var repeats: Int { design[.repeats] }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let beats = run.shape["beats"] ?? 0
    guard (1...Int(UInt32.max)).contains(beats) else {
      return ["beats: found \(beats), expected 1 to \(UInt32.max); choose another problem size"]
    }
    return []
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let beat = [units, max(1, design.lanes)].checkedProduct ?? Int.max
    return run(beats: max(1, (problemSize ?? Self.usualElements) / beat))
  }

  /// Elements of an array over all units by default.
  private static let usualElements = 1 << 20

  private func run(beats: Int) -> RunArguments {
    var run = RunArguments(beats: beats)
    run.shape = ["beats": beats]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["beats"] ?? 0, design.lanes, design.computeUnits].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    [run.shape["beats"] ?? 0, design.lanes].checkedProduct ?? Int.max
  }

  package var operationsPerCycle: Int {
    [design.lanes, repeats, operation?.expression?.operationCount ?? 0].checkedProduct ?? Int.max
  }

  package var reducedDesign: DesignPoint { design }

  package var reducedRuns: [RunArguments] { [70, 1, 33].map { run(beats: $0) } }

  /// The expression applied by its definition, element by element.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    guard let operation, let expression = operation.expression else { return [] }
    return (0..<(reference.run.shape["beats"] ?? 0) * design.lanes).map { index in
      (0..<design[.repeats]).reduce(reference.input(index, 0)) { now, _ in
        reference.value(of: expression, scalar: reference.scalar(named:)) { access in
          let number = operation.inputs.firstIndex(of: access.name) ?? 0
          return number == 0 ? now : reference.input(index, number)
        }
      }
    }
  }

  package func program(_ lowering: KernelLowering) throws(DesignError) -> KernelProgram {
    guard let expression = operation?.expression else {
      throw lowering.fail("the operation has no expression; add `expression:` to the kernel file")
    }
    let inputs = lowering.operation.inputs
    let output = lowering.operation.outputs.first ?? "out"
    let beats = LoopLevel("beat", .size("beats"))
    return KernelProgram(
      name: lowering.identifier, elementType: design.elementType, sizes: ["beats"],
      scalars: lowering.operation.scalars, ports: (0...inputs.count).map { lowering.port($0) },
      arrays: inputs.enumerated().map { lowering.array($1, port: $0, isWritten: false) } + [
        lowering.array(output, port: inputs.count, isWritten: true)
      ],
      streams: inputs.map { lowering.stream("loaded_\($0)") } + [lowering.stream("computed")],
      buffers: [],
      regions: [
        .dataflow(
          inputs.map { lowering.load($0, into: "loaded_\($0)", over: beats) } + [
            compute(expression, lowering, beats),
            lowering.store("computed", to: output, over: beats),
          ])
      ])
  }

  private func compute(
    _ expression: ElementExpression, _ lowering: KernelLowering, _ beats: LoopLevel
  ) -> Process {
    let inputs = lowering.operation.inputs
    func value(_ time: Int) -> LaneExpression {
      LaneExpression(expression) { access in
        access.name == inputs.first && time > 1 ? .value("after_\(time - 1)") : .value(access.name)
      }
    }
    return Process(
      name: "compute", loops: [beats], initiationInterval: 1,
      depth: KernelLowering.accessCycles + repeats * lowering.expressionLatency(value(1)),
      body: inputs.map { .read(stream: "loaded_\($0)", into: $0, when: .always) }
        + (1...max(1, repeats)).map {
          .map(into: "after_\($0)", lanes: design.lanes, value($0))
        } + [.write(stream: "computed", value: "after_\(repeats)", when: .always)])
  }
}

extension KernelLowering {
  /// Beats of an array into a stream.
  fileprivate func load(_ array: String, into stream: String, over loop: LoopLevel) -> Process {
    Process(
      name: "load_\(array)", loops: [loop], initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .load(array: array, index: .counter(loop.counter), into: "x"),
        .write(stream: stream, value: "x", when: .always),
      ])
  }

  /// Beats of a stream into an array.
  fileprivate func store(_ stream: String, to array: String, over loop: LoopLevel) -> Process {
    Process(
      name: "store_\(array)", loops: [loop], initiationInterval: 1, depth: Self.accessCycles,
      body: [
        .read(stream: stream, into: "x", when: .always),
        .store(array: array, index: .counter(loop.counter), value: "x"),
      ])
  }
}
