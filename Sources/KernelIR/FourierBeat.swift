/// The butterflies of one beat: `span` points lie between the two of each.
///
/// Lanes are counted by group, side of a butterfly, butterfly of the group, and part (real, imaginary); counters of
/// one turn are left out.
struct FourierBeat {
  /// Points of a beat.
  let points: Int
  /// Points between the two of a butterfly.
  let span: Int

  private var turns: [String: Int] {
    ["group": points / (2 * span), "side": 2, "pair": span, "part": 2]
  }

  private func loops(_ counters: String...) -> [LoopLevel] {
    let loops = counters.filter { turns[$0] != 1 }.map { LoopLevel($0, .number(turns[$0] ?? 1)) }
    return loops.isEmpty ? [LoopLevel("pair", .constant(1))] : loops
  }

  /// A sum of counters with factors.
  private func index(_ counters: [(String, Int)], plus offset: Int = 0) -> IndexExpression {
    let terms =
      counters.filter { turns[$0.0] != 1 }.map { counter, factor in
        factor == 1 ? IndexExpression.counter(counter) : .counter(counter) * .number(factor)
      } + (offset > 0 ? [.number(offset)] : [])
    guard let first = terms.first else { return .constant(0) }
    return terms.dropFirst().reduce(first, +)
  }

  private var upper: LaneExpression {
    .lane("x", index([("group", 4 * span), ("pair", 2), ("part", 1)]))
  }

  private var lower: LaneExpression {
    .lane("x", index([("group", 4 * span), ("pair", 2), ("part", 1)], plus: 2 * span))
  }

  var sum: LaneExpression { .add(upper, lower) }
  var difference: LaneExpression { .subtract(upper, lower) }

  /// Sums and differences of both parts.
  func butterflies(_ binding: StageBinding?) -> [Statement] {
    let lanes = loops("group", "pair", "part")
    return [
      .array(into: "total", lanes: lanes, sum, binding: binding),
      .array(into: "apart", lanes: lanes, difference, binding: binding),
    ]
  }

  // MARK: Complex products

  private func apart(_ part: Int) -> LaneExpression {
    .lane("apart", index([("group", 2 * span), ("pair", 2)], plus: part))
  }

  private func root(_ part: Int) -> LaneExpression {
    .lane("roots", index([("pair", 2)], plus: part))
  }

  /// The real part of a difference times its factor.
  var turned: LaneExpression {
    .subtract(.multiply(apart(0), root(0)), .multiply(apart(1), root(1)))
  }

  private var turnedImaginary: LaneExpression {
    .add(.multiply(apart(0), root(1)), .multiply(apart(1), root(0)))
  }

  /// Differences times their factors, real and imaginary parts each in a vector.
  func turns(_ binding: StageBinding?) -> [Statement] {
    let lanes = loops("group", "pair")
    return [
      .array(into: "re", lanes: lanes, turned, binding: binding),
      .array(into: "im", lanes: lanes, turnedImaginary, binding: binding),
    ]
  }

  /// The beat put together: sums in the places of the first points, differences of the second.
  func result(_ isTurned: Bool) -> Statement {
    let butterfly = index([("group", span), ("pair", 1)])
    let own = index([("group", 2 * span), ("pair", 2), ("part", 1)])
    let second: LaneExpression =
      isTurned
      ? .select([.first("part")], .lane("re", butterfly), .lane("im", butterfly))
      : .lane("apart", own)
    return .array(
      into: "y", lanes: loops("group", "side", "pair", "part"),
      .select([.first("side")], .lane("total", own), second), binding: nil)
  }
}

extension IndexExpression {
  /// A number that is not negative.
  static func number(_ value: Int) -> IndexExpression { .constant(UInt32(clamping: value)) }
}

extension IndexRange {
  /// Whether a counter is 0.
  static func first(_ counter: String) -> IndexRange {
    IndexRange(.counter(counter), from: .constant(0), before: .constant(1))
  }

  /// Whether a counter is even.
  static func even(_ counter: String) -> IndexRange {
    IndexRange(
      .and(.counter(counter), .constant(1)), from: .constant(0), before: .constant(1))
  }
}
