/// Kernel cycles by what they were spent on, added up without allocations.
struct RunAccount: Hashable {
  private var cycles = SIMD16<Int>()

  subscript(cause: StallCause) -> Int {
    get { cycles[cause.index] }
    set { cycles[cause.index] = newValue }
  }

  /// The same as the type for users.
  var breakdown: StallBreakdown {
    var result = StallBreakdown()
    for cause in StallCause.allCases { result[cause] = self[cause] }
    return result
  }

  /// All cycles.
  var total: Int { cycles.wrappedSum() }

  mutating func add(_ other: RunAccount) { cycles &+= other.cycles }

  static func - (left: RunAccount, right: RunAccount) -> RunAccount {
    var difference = left
    difference.cycles &-= right.cycles
    return difference
  }

  static func * (left: RunAccount, factor: Int) -> RunAccount {
    var product = left
    product.cycles &*= SIMD16(repeating: factor)
    return product
  }
}
