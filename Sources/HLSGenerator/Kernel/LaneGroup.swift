import KernelIR

/// Consecutive statements that do the same to every lane: they become one unrolled loop, inside of
/// which a value is one element.
struct LaneGroup {
  let statements: [Statement]

  /// A process's statements, cut into single beat statements and groups of lane statements.
  enum Part {
    case beat(Statement)
    case lanes(LaneGroup)
  }

  /// Cuts statements where they change between beats and lanes, or in the number of lanes.
  static func parts(of statements: [Statement]) -> [Part] {
    var parts: [Part] = []
    var open: [Statement] = []
    for statement in statements {
      if isLaneWise(statement) {
        open.append(statement)
      } else {
        if !open.isEmpty { parts.append(.lanes(LaneGroup(statements: open))) }
        open = []
        parts.append(.beat(statement))
      }
    }
    return open.isEmpty ? parts : parts + [.lanes(LaneGroup(statements: open))]
  }

  private static func isLaneWise(_ statement: Statement) -> Bool {
    switch statement {
    case .fetch, .keep, .delay, .map, .chain: true
    case .read, .write, .load, .follow, .draw, .loadDrawn, .storeDrawn, .store, .pick, .lookUp,
      .gather, .scatter, .join, .array:
      false
    }
  }

  /// Values that the group sets.
  var results: Set<String> {
    Set(
      statements.compactMap { statement in
        switch statement {
        case .fetch(_, _, let into, _), .map(let into, _, _), .chain(let into, _, _),
          .delay(_, _, let into):
          into
        default: nil
        }
      })
  }

  /// Values that exist before the group and are used in it, in the order of their first use.
  func inputs(among known: Set<String>) -> [String] {
    var inputs: [String] = []
    var own: Set<String> = []
    for statement in statements {
      var used = Self.operands(of: statement)
      // A guarded fetch leaves the old value where its guard does not hold.
      if case .fetch(_, _, let into, let when) = statement, when != .always { used.append(into) }
      for name in used where known.contains(name) && !own.contains(name) && !inputs.contains(name) {
        inputs.append(name)
      }
      if case .fetch(_, _, let into, .always) = statement { own.insert(into) }
      if case .delay(_, _, let into) = statement { own.insert(into) }
      if case .map(let into, _, _) = statement { own.insert(into) }
      if case .chain(let into, _, _) = statement { own.insert(into) }
    }
    return inputs
  }

  /// Whether a value is set more than once and so cannot be a constant.
  func isReassigned(_ name: String) -> Bool {
    statements.contains { statement in
      if case .fetch(_, _, name, let when) = statement { return when != .always }
      return false
    }
  }

  private static func operands(of statement: Statement) -> [String] {
    switch statement {
    case .keep(_, _, let value), .delay(_, let value, _): [value]
    case .map(_, _, let expression): expression.values
    case .chain(_, let from, _): [from]
    default: []
    }
  }
}

extension LaneExpression {
  /// Names of vectors in the expression, from left to right.
  fileprivate var values: [String] {
    if case .value(let name) = self { return [name] }
    return operands.flatMap(\.values)
  }
}

extension LaneExpression {
  /// Names of vectors whose lanes the expression takes one by one.
  fileprivate var vectors: [String] {
    if case .lane(let name, _) = self { return [name] }
    return operands.flatMap(\.vectors)
  }
}

extension Statement {
  /// The values that a beat statement takes.
  var beatOperands: [String] {
    switch self {
    case .write(_, let value, _), .store(_, _, let value), .follow(_, let value, _, _, _),
      .storeDrawn(_, _, let value), .scatter(_, _, let value), .lookUp(_, let value, _, _):
      [value]
    case .join(_, let values): values
    case .array(_, _, let expression, _): expression.vectors
    default: []
    }
  }

  /// The value that a beat statement sets, if it sets one.
  var beatResult: String? {
    switch self {
    case .read(_, let into, _), .load(_, _, let into), .pick(_, _, _, let into),
      .follow(_, _, _, _, let into), .loadDrawn(_, _, let into), .gather(_, _, let into, _),
      .join(let into, _), .array(let into, _, _, _), .lookUp(_, _, _, let into):
      into
    default: nil
    }
  }
}
