public import Specs

/// Executes a program at a small size and compares every element with the reference.
public struct FunctionalCheck: Sendable {
  /// The kernel.
  public let kernel: KernelSpec
  /// The operation.
  public let operation: KernelOperation
  /// The design point.
  public let design: DesignPoint
  /// The lowered program.
  public let program: KernelProgram

  /// Prepares a check.
  public init(
    kernel: KernelSpec, operation: KernelOperation, design: DesignPoint, program: KernelProgram
  ) {
    self.kernel = kernel
    self.operation = operation
    self.design = design
    self.program = program
  }

  /// A run small enough to interpret that still takes every path of the program: two tiles, the
  /// passes and the tap that were asked for as far as they fit, several accesses that wrap around.
  public func reducedRun(like run: RunArguments) -> RunArguments {
    var reduced = run
    reduced.passes = min(run.passes, 3)
    if let smallest = kernel.shape(of: design)?.reducedRuns.first { return smallest }
    switch kernel.structure {
    case .roofline, .elementwise: reduced.beats = 2 * design.tileBeats
    case .onChip: reduced.beats = design.tileBeats
    case .randomAccess:
      reduced.workingSetBeats = min(run.workingSetBeats, 1024)
      reduced.beats = 4 * design.tileBeats
    case .pointerChase:
      reduced.workingSetBeats = min(run.workingSetBeats, 128)
      reduced.strideBeats = min(run.strideBeats, reduced.workingSetBeats + 1)
      reduced.beats = 200
    case .memoryProbe:
      reduced.accessBeats = min(run.accessBeats, 16)
      reduced.workingSetBeats = max(reduced.accessBeats, min(run.workingSetBeats, 128))
      reduced.strideBeats = min(run.strideBeats, reduced.workingSetBeats)
      reduced.beats = 200 * reduced.accessBeats
    default: break
    }
    return reduced
  }

  /// Runs the reduced size.
  ///
  /// - Returns: `nil` when every element agrees, else the first difference in words.
  /// - Throws: ``DesignError`` when the program itself is broken.
  public func firstDifference(like run: RunArguments) throws -> String? {
    try design.elementType.accept(Comparison(check: self, run: reducedRun(like: run)))
  }

  /// Elements that an array of the program must have for a run.
  func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    if let shape = kernel.shape(of: design) { return shape.elements(of: array, run) }
    switch kernel.structure {
    case .memoryProbe, .pointerChase:
      return array.name == "checksum" ? array.lanes : run.workingSetBeats * array.lanes
    case .onChip: return design.lanes
    case .randomAccess: return run.workingSetBeats * array.lanes
    default: return run.beats * array.lanes
    }
  }
}

extension FunctionalCheck {
  /// What an array that is read holds before a run; `number` counts such arrays.
  func contents<Element: KernelElement>(
    of array: MemoryArray, number: Int, _ run: RunArguments
  ) -> [Element] {
    ownContents(of: array, run)
      ?? (0..<elements(of: array, run)).map {
        TestData.element($0, array: number, type: design.elementType)
      }
  }

  /// What an array that is read holds before a run; `nil` where it is test data.
  func ownContents<Element: KernelElement>(
    of array: MemoryArray, _ run: RunArguments
  ) -> [Element]? {
    if kernel.structure == .pointerChase {
      return LinkedBeats(run, isRandom: design.isRandom).elements(lanes: design.lanes)
    }
    return kernel.shape(of: design)?.contents(of: array, run)
  }

  /// Elements that a run defines, from the start of the output array on.
  package func outputElements(_ run: RunArguments) -> Int {
    program.arrays.last(where: \.isWritten).map { elements(of: $0, run) } ?? 0
  }
}

/// The comparison for one element type.
private struct Comparison: ElementTypeVisitor {
  let check: FunctionalCheck
  let run: RunArguments

  func visit<Element: KernelElement>(_ type: Element.Type) throws -> String? {
    let program = check.program
    var arrays: [String: [Element]] = [:]
    var input = 0
    for array in program.arrays {
      arrays[array.name] =
        array.isRead
        ? check.contents(of: array, number: input, run)
        : Array(repeating: .zero, count: check.elements(of: array, run))
      input += array.isRead ? 1 : 0
    }
    var interpreter = Interpreter(
      program: program, sizes: run.sizes(tileBeats: check.design.tileBeats), arrays: arrays,
      units: check.design.computeUnits)
    try interpreter.run()
    guard let output = program.arrays.last(where: \.isWritten) else { return "no output array" }
    let reference = ReferenceResult<Element>(
      kernel: check.kernel, operation: check.operation, design: check.design, run: run)
    return difference(
      reference.expected(), interpreter.arrays[output.name] ?? [], in: output.name)
  }

  private func difference<Element: KernelElement>(
    _ expected: [Element], _ found: [Element], in array: String
  ) -> String? {
    guard expected.count == found.count else {
      return "\(array) has \(found.count) elements, expected \(expected.count)"
    }
    guard let index = firstDifference(expected, found) else { return nil }
    return "\(array)[\(index)] is \(found[index]), expected \(expected[index])"
  }

  /// The number of the first element that is not what is expected, or not near enough.
  private func firstDifference<Element: KernelElement>(
    _ expected: [Element], _ found: [Element]
  ) -> Int? {
    guard let tolerance = check.kernel.shape(of: check.design)?.tolerance else {
      return expected.indices.first { expected[$0] != found[$0] }
    }
    let block = max(1, tolerance.block)
    for start in stride(from: 0, to: expected.count, by: block) {
      let part = start..<min(start + block, expected.count)
      let norm = part.reduce(0) { $0 + expected[$1].number * expected[$1].number }.squareRoot()
      // Written so that what is not a number is never near.
      let isNear = { abs(expected[$0].number - found[$0].number) <= tolerance.relative * norm }
      if let far = part.first(where: { !isNear($0) }) { return far }
    }
    return nil
  }
}
