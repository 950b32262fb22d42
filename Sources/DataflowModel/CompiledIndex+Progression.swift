import KernelIR

/// Values of an index for consecutive turns of one loop: an arithmetic progression.
struct Progression: Hashable {
  /// The value in the present turn, modulo 2³².
  let value: UInt32
  /// What is added per turn, between −2³¹ and 2³¹ − 1.
  let step: Int
  /// For this many turns, the present one included, the values go on like this modulo 2³².
  let turns: Int

  static let endless = Int.max / 4

  init(value: UInt32, step: Int, turns: Int = Progression.endless) {
    self.value = value
    self.step = Int(Int32(truncatingIfNeeded: step))
    self.turns = turns
  }

  /// The turns until the values leave the range from 0 to `limit`.
  func turns(within limit: UInt32) -> Int {
    switch step {
    case 0: turns
    case 1...: min(turns, (Int(limit) - Int(value)) / step + 1)
    default: min(turns, Int(value) / -step + 1)
    }
  }
}

extension CompiledIndex {
  /// The progression that begins with the present turn of a loop.
  func progression(over slot: Int, from counters: [UInt32]) -> Progression {
    func inner(_ index: CompiledIndex) -> Progression {
      index.progression(over: slot, from: counters)
    }
    switch self {
    case .constant(let value): return Progression(value: value, step: 0)
    case .counter(let own): return Progression(value: counters[own], step: own == slot ? 1 : 0)
    case .add(let left, let right):
      let (a, b) = (inner(left), inner(right))
      return Progression(
        value: a.value &+ b.value, step: a.step + b.step, turns: min(a.turns, b.turns))
    case .subtract(let left, let right):
      let (a, b) = (inner(left), inner(right))
      return Progression(
        value: a.value &- b.value, step: a.step - b.step, turns: min(a.turns, b.turns))
    case .multiply(.constant(let factor), let other), .multiply(let other, .constant(let factor)):
      let a = inner(other)
      return Progression(value: a.value &* factor, step: a.step &* Int(factor), turns: a.turns)
    case .and(let other, .constant(let mask)) where mask & (mask &+ 1) == 0:
      return inner(other).masked(mask)
    case .multiply(let left, let right), .and(let left, let right):
      let isFixed = left.isFree(of: slot) && right.isFree(of: slot)
      return Progression(value: value(counters), step: 0, turns: isFixed ? Progression.endless : 1)
    case .scrambled(let other):
      let turns = other.isFree(of: slot) ? Progression.endless : 1
      return Progression(value: value(counters), step: 0, turns: turns)
    }
  }

  /// What is added to every value when a counter is `turns` higher; `nil` when that depends on the
  /// other counters or on the place in the range.
  func shift(over slot: Int, turns: Int) -> Int? {
    switch self {
    case .constant: return 0
    case .counter(let own): return own == slot ? turns : 0
    case .add(let left, let right):
      guard let a = left.shift(over: slot, turns: turns) else { return nil }
      return right.shift(over: slot, turns: turns).map { a &+ $0 }
    case .subtract(let left, let right):
      guard let a = left.shift(over: slot, turns: turns) else { return nil }
      return right.shift(over: slot, turns: turns).map { a &- $0 }
    case .multiply(.constant(let factor), let inner), .multiply(let inner, .constant(let factor)):
      return inner.shift(over: slot, turns: turns).map { $0 &* Int(factor) }
    case .and(let inner, .constant(let mask)) where mask & (mask &+ 1) == 0:
      // Whole rounds of the range come back to the same value.
      guard let a = inner.shift(over: slot, turns: turns) else { return nil }
      return a & Int(mask) == 0 ? 0 : nil
    case .multiply(let left, let right), .and(let left, let right):
      return left.isFree(of: slot) && right.isFree(of: slot) ? 0 : nil
    case .scrambled(let inner): return inner.isFree(of: slot) ? 0 : nil
    }
  }

  /// Whether no permutation is part of it.
  var isOrderly: Bool {
    switch self {
    case .constant, .counter: true
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .and(let left, let right):
      left.isOrderly && right.isOrderly
    case .scrambled: false
    }
  }

  /// Whether a counter has no influence.
  func isFree(of slot: Int) -> Bool {
    switch self {
    case .constant: true
    case .counter(let own): own != slot
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .and(let left, let right):
      left.isFree(of: slot) && right.isFree(of: slot)
    case .scrambled(let inner): inner.isFree(of: slot)
    }
  }
}

extension Progression {
  /// The low bits, until they wrap around.
  fileprivate func masked(_ mask: UInt32) -> Progression {
    let low = step & Int(mask)
    // Downwards where that is the shorter way round.
    let isDown = low > Int(mask) / 2 + 1
    let masked = Progression(
      value: value & mask, step: isDown ? low - Int(mask) - 1 : low, turns: turns)
    return Progression(
      value: masked.value, step: masked.step, turns: masked.turns(within: mask))
  }
}
