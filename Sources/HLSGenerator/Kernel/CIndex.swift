import KernelIR

/// How C spells arithmetic on counters and sizes, which is that of `uint32_t`.
enum CIndex {
  /// How strongly the parts of an expression hold together.
  private enum Binding: Int {
    case mask, sum, product, atom
  }

  /// The expression in 32 bits, with brackets only where they are needed or compilers want them.
  static func text(_ index: IndexExpression) -> String { part(index, nil).text }

  /// The expression as a place in an array.
  ///
  /// Sums and products are taken in `size_t`: then the tool can prove that the address does not
  /// wrap around, without which it infers no bursts. Equal to 32 bits for every run that
  /// `KernelLowering.check` accepts. Masks and permutations stay in 32 bits, where they are defined.
  static func address(_ index: IndexExpression, _ language: any KernelLanguage) -> String {
    part(index, isPlain(index) ? language : nil).text
  }

  /// The expression as an operand of a comparison.
  static func compared(_ index: IndexExpression) -> String {
    let (text, binding) = part(index, nil)
    return binding == .mask ? "(\(text))" : text
  }

  /// The condition that a number is in a range; what holds for every unsigned number is left out.
  static func text(_ range: IndexRange) -> String {
    let number = compared(range.index)
    let upper = "\(number) < \(compared(range.before))"
    return constant(range.from) == 0 ? upper : "\(number) >= \(compared(range.from)) && \(upper)"
  }

  /// Whether only sums and products of counters, sizes and constants occur.
  static func isPlain(_ index: IndexExpression) -> Bool {
    switch index {
    case .constant, .size, .counter: true
    case .add(let left, let right), .multiply(let left, let right):
      isPlain(left) && isPlain(right)
    case .and, .subtract, .scrambled: false
    }
  }

  /// The value of an expression without names, if it has none.
  static func constant(_ index: IndexExpression) -> UInt32? {
    index.names.isEmpty ? index.value([:]) : nil
  }

  /// Whether the permutation occurs.
  static func isScrambled(_ index: IndexExpression) -> Bool {
    switch index {
    case .constant, .size, .counter: false
    case .scrambled: true
    case .add(let left, let right), .subtract(let left, let right),
      .multiply(let left, let right), .and(let left, let right):
      isScrambled(left) || isScrambled(right)
    }
  }

  /// An expression whose products are taken in `size_t` where a language is given for it.
  private static func part(
    _ index: IndexExpression, _ wide: (any KernelLanguage)?
  ) -> (text: String, binding: Binding) {
    func inner(_ inner: IndexExpression, _ least: Binding) -> String {
      let (text, binding) = part(inner, wide)
      return binding.rawValue >= least.rawValue ? text : "(\(text))"
    }
    switch index {
    case .constant(let value): return ("\(value)", .atom)
    case .size(let name), .counter(let name): return (name, .atom)
    case .scrambled(let value): return ("scramble(\(text(value)))", .atom)
    case .add(let left, let right):
      return ("\(inner(left, .sum)) + \(inner(right, .sum))", .sum)
    case .subtract(let left, let right):
      return ("\(inner(left, .sum)) - \(inner(right, .product))", .sum)
    case .multiply(let left, let right):
      let first = wide?.cast(text(left), to: "size_t") ?? inner(left, .product)
      return ("\(first) * \(inner(right, .product))", .product)
    case .and(let left, let right):
      return ("\(inner(left, .atom)) & \(inner(right, .atom))", .mask)
    }
  }
}
