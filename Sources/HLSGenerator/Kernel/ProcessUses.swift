import KernelIR
import Specs

/// What a process touches: the parameters of its function.
struct ProcessUses {
  private(set) var arrays: Set<String> = []
  private(set) var streams: Set<String> = []
  private(set) var buffers: Set<String> = []
  private(set) var scalars: Set<String> = []
  /// Sizes and counters, the counters of the process's own loops included.
  private(set) var names: Set<String> = []
  /// Whether the numbers that were drawn and kept are used.
  private(set) var usesDrawn = false
  /// Counters and sizes that statements, not loops, refer to.
  private(set) var namesInStatements: Set<String> = []

  init(_ process: Process) {
    for statement in process.body + process.epilogue { add(statement) }
    namesInStatements = names
    if let division = process.division {
      streams.insert(division.ends)
      namesInStatements.formUnion(process.loops.map(\.counter))
    }
    for loop in process.loops { names.formUnion(loop.count.names) }
  }

  private mutating func add(_ statement: Statement) {
    switch statement {
    case .read(let stream, _, let when), .write(let stream, _, let when):
      streams.insert(stream)
      add(when)
    case .load(let array, let index, _), .store(let array, let index, _):
      arrays.insert(array)
      names.formUnion(index.names)
    case .draw:
      names.formUnion(["mask", "unit"])
      usesDrawn = true
    case .loadDrawn(let array, _, _), .storeDrawn(let array, _, _):
      arrays.insert(array)
      names.insert("mask")
      usesDrawn = true
    case .follow(let array, _, let mask, _, _):
      arrays.insert(array)
      names.formUnion(mask.names)
    case .fetch(let buffer, let index, _, let when):
      buffers.insert(buffer)
      names.formUnion(index.names)
      add(when)
    case .keep(let buffer, let index, _):
      buffers.insert(buffer)
      names.formUnion(index.names)
    case .pick(let buffer, let index, let bank, _):
      buffers.insert(buffer)
      names.formUnion(index.names)
      names.formUnion(bank.names)
    case .lookUp(let buffer, _, _, _): buffers.insert(buffer)
    case .gather(let buffer, let place, _, let when):
      buffers.insert(buffer)
      add(place)
      add(when)
    case .scatter(let buffer, let place, _):
      buffers.insert(buffer)
      add(place)
    case .delay(let buffer, _, _): buffers.insert(buffer)
    case .join: break
    case .map(_, _, let expression), .array(_, _, let expression, _): add(expression)
    case .chain(_, _, let chain): add(chain)
    }
  }

  private mutating func add(_ place: LanePlace) {
    names.formUnion(place.word.names.union(place.bank.names))
  }

  private mutating func add(_ when: Guard) {
    switch when {
    case .always: break
    case .notFirstOf(let counters): names.formUnion(counters)
    case .first(let counter), .notFirst(let counter), .last(let counter): names.insert(counter)
    case .before(let counter, let number), .from(let counter, let number):
      names.formUnion(number.names.union([counter]))
    }
  }

  private mutating func add(_ chain: OperatorChain) {
    scalars.formUnion(chain.coefficients)
    if chain.taps.count > 1 { names.insert(chain.tapSize) }
    if chain.operation != .fma { names.insert(chain.passCounter) }
  }

  private mutating func add(_ expression: LaneExpression) {
    switch expression {
    case .scalar(let name): scalars.insert(name)
    case .pattern(let index), .lane(_, let index): names.formUnion(index.names)
    case .select(let ranges, _, _):
      for range in ranges {
        names.formUnion(range.index.names.union(range.from.names).union(range.before.names))
      }
    default: break
    }
    for operand in expression.operands { add(operand) }
  }
}

extension KernelProgram {
  /// Every place expression that statements use, for what has to be declared before them.
  var indexExpressions: [IndexExpression] {
    processes.flatMap { $0.body + $0.epilogue }.flatMap(\.indexExpressions)
  }

  /// Whether a process uses the permutation of ``IndexExpression/scramble(_:)``.
  var usesScramble: Bool { indexExpressions.contains(where: CIndex.isScrambled) }

  /// Whether a square root or a magnitude is taken of numbers of the C library's types.
  var usesMathematicsLibrary: Bool {
    guard elementType == .f32 || elementType == .f64 else { return false }
    return processes.flatMap { $0.body + $0.epilogue }.contains { statement in
      switch statement {
      case .map(_, _, let expression), .array(_, _, let expression, _):
        expression.hasLibraryFunction
      default: false
      }
    }
  }

  /// How the operators of arrays are built, where that is chosen.
  var arrayBindings: [StageBinding] {
    processes.flatMap(\.body).compactMap { statement in
      if case .array(_, _, _, let binding) = statement { binding } else { nil }
    }
  }

  /// The chain of operators, if there is one.
  var chain: OperatorChain? {
    for case .chain(_, _, let chain) in processes.flatMap(\.body) { return chain }
    return nil
  }
}

extension Statement {
  fileprivate var indexExpressions: [IndexExpression] {
    switch self {
    case .load(_, let index, _), .store(_, let index, _), .fetch(_, let index, _, _),
      .keep(_, let index, _):
      [index]
    case .pick(_, let index, let bank, _): [index, bank]
    case .gather(_, let place, _, _), .scatter(_, let place, _): [place.word, place.bank]
    case .map(_, _, let expression), .array(_, _, let expression, _): expression.patterns
    case .follow(_, _, let mask, _, _): [mask]
    case .read, .write, .delay, .join, .chain, .draw, .loadDrawn, .storeDrawn, .lookUp: []
    }
  }
}

extension LaneExpression {
  fileprivate var hasLibraryFunction: Bool {
    switch self {
    case .squareRoot, .magnitude: true
    default: operands.contains(where: \.hasLibraryFunction)
    }
  }

  fileprivate var patterns: [IndexExpression] {
    let inside = operands.flatMap(\.patterns)
    switch self {
    case .pattern(let index), .lane(_, let index): return [index]
    case .select(let ranges, _, _):
      return ranges.flatMap { [$0.index, $0.from, $0.before] } + inside
    default: return inside
    }
  }
}
