/// Kernel cycles by what they were spent on, added up without allocations.
struct RunAccount {
  private var cycles = InlineArray<14, Int>(repeating: 0)

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
  var total: Int { StallCause.allCases.reduce(0) { $0 + self[$1] } }

  mutating func add(_ other: RunAccount) {
    for index in cycles.indices { cycles[index] += other.cycles[index] }
  }

  static func - (left: RunAccount, right: RunAccount) -> RunAccount {
    var difference = left
    for index in left.cycles.indices { difference.cycles[index] -= right.cycles[index] }
    return difference
  }

  static func * (left: RunAccount, factor: Int) -> RunAccount {
    var product = left
    for index in left.cycles.indices { product.cycles[index] *= factor }
    return product
  }
}

extension RunAccount: Hashable {
  static func == (left: RunAccount, right: RunAccount) -> Bool {
    left.cycles.indices.allSatisfy { left.cycles[$0] == right.cycles[$0] }
  }

  func hash(into hasher: inout Hasher) {
    for index in cycles.indices { hasher.combine(cycles[index]) }
  }
}
