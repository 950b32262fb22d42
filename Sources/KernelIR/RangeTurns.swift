/// How often numbers are in ranges while the loops that they are made of go through all turns.
struct RangeTurns {
  let loops: [LoopLevel]
  let sizes: [String: UInt32]

  /// The turns of all loops that a range depends on, and those in which all ranges hold; saturated.
  /// The time it takes grows with the turns of loops that are not a range's number themselves.
  func count(_ ranges: [IndexRange]) -> (all: Int, within: Int) {
    let single = ranges.filter { range in
      guard case .counter(let name) = range.index else { return false }
      return !ranges.contains { $0 != range && uses($0, name) }
    }
    let others = ranges.filter { !single.contains($0) }
    let joint = loops.filter { loop in others.contains { uses($0, loop.counter) } }
    var (all, within) = enumerate(joint[...], others, sizes)
    for range in single {
      guard case .counter(let name) = range.index else { continue }
      let turns = turns(name)
      let start = min(Int(range.from.value(sizes)), turns)
      all = product(all, turns)
      within = product(within, max(0, min(Int(range.before.value(sizes)), turns) - start))
    }
    return (all, within)
  }

  private func uses(_ range: IndexRange, _ name: String) -> Bool {
    [range.index, range.from, range.before].contains { $0.names.contains(name) }
  }

  private func turns(_ name: String) -> Int {
    Int(loops.last { $0.counter == name }?.count.value(sizes) ?? 1)
  }

  private func enumerate(
    _ loops: ArraySlice<LoopLevel>, _ ranges: [IndexRange], _ names: [String: UInt32]
  ) -> (all: Int, within: Int) {
    guard let loop = loops.first else {
      return (1, ranges.allSatisfy { $0.holds(names) } ? 1 : 0)
    }
    var sum = (all: 0, within: 0)
    var names = names
    for turn in 0..<loop.count.value(sizes) {
      names[loop.counter] = turn
      let inner = enumerate(loops.dropFirst(), ranges, names)
      sum = (sum.all + inner.all, sum.within + inner.within)
    }
    return sum
  }

  private func product(_ left: Int, _ right: Int) -> Int {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? Int.max : result
  }
}
