import KernelIR

/// An index expression with names replaced by slots, so that addresses are cheap to compute.
indirect enum CompiledIndex: Sendable {
  case constant(UInt32)
  case counter(Int)
  case add(CompiledIndex, CompiledIndex)
  case subtract(CompiledIndex, CompiledIndex)
  case multiply(CompiledIndex, CompiledIndex)
  case and(CompiledIndex, CompiledIndex)
  case scrambled(CompiledIndex)

  /// Folds sizes and fixed counters into constants; `counters` gives the slot of each loop.
  init(_ expression: IndexExpression, counters: [String], names: [String: UInt32]) {
    func compile(_ inner: IndexExpression) -> CompiledIndex {
      CompiledIndex(inner, counters: counters, names: names)
    }
    switch expression {
    case .constant(let value): self = .constant(value)
    case .size(let name): self = .constant(names[name] ?? 0)
    case .counter(let name):
      self = counters.firstIndex(of: name).map(Self.counter) ?? .constant(names[name] ?? 0)
    case .add(let left, let right): self = .add(compile(left), compile(right))
    case .subtract(let left, let right): self = .subtract(compile(left), compile(right))
    case .multiply(let left, let right): self = .multiply(compile(left), compile(right))
    case .and(let left, let right): self = .and(compile(left), compile(right))
    case .scrambled(let inner): self = .scrambled(compile(inner))
    }
  }

  /// The value for the counters in slot order.
  func value(_ counters: [UInt32]) -> UInt32 {
    switch self {
    case .constant(let value): value
    case .counter(let slot): counters[slot]
    case .add(let left, let right): left.value(counters) &+ right.value(counters)
    case .subtract(let left, let right): left.value(counters) &- right.value(counters)
    case .multiply(let left, let right): left.value(counters) &* right.value(counters)
    case .and(let left, let right): left.value(counters) & right.value(counters)
    case .scrambled(let inner): IndexExpression.scramble(inner.value(counters))
    }
  }

  /// The factor of a counter if the expression is linear in it, `nil` if it is not.
  func coefficient(of slot: Int) -> UInt32? {
    switch self {
    case .constant: return 0
    case .counter(let own): return own == slot ? 1 : 0
    case .add(let left, let right):
      guard let a = left.coefficient(of: slot), let b = right.coefficient(of: slot) else {
        return nil
      }
      return a &+ b
    case .subtract(let left, let right):
      guard let a = left.coefficient(of: slot), let b = right.coefficient(of: slot) else {
        return nil
      }
      return a &- b
    case .multiply(.constant(let factor), let inner), .multiply(let inner, .constant(let factor)):
      return inner.coefficient(of: slot).map { $0 &* factor }
    case .multiply(let left, let right), .and(let left, let right):
      let isFree = left.coefficient(of: slot) == 0 && right.coefficient(of: slot) == 0
      return isFree ? 0 : nil
    case .scrambled(let inner): return inner.coefficient(of: slot) == 0 ? 0 : nil
    }
  }
}
