extension RequestQueues {
  /// All requests of a list, oldest first; see ``ChannelController/appendState(to:at:row:)``.
  mutating func appendState(of list: Int, to words: inout [Int], _ frame: TimeFrame) {
    let count = words.count
    words.append(0)
    var slot = lists[list].oldest
    while slot != Request.none {
      let place = requests[slot].bank << 1 | (requests[slot].isWrite ? 1 : 0)
      words.append((requests[slot].row - frame.row) << (Request.bankBits + 1) | place)
      // Arrivals explain how long an activation was held up.
      words.append(frame.since(requests[slot].arrival))
      words[count] += 1
      slot = requests[slot].younger
    }
  }

  /// The tags of all requests of a list, oldest first.
  mutating func appendTags(of list: Int, to tags: inout [Int]) {
    var slot = lists[list].oldest
    while slot != Request.none {
      tags.append(requests[slot].tag)
      slot = requests[slot].younger
    }
  }

  /// Makes the oldest waiting request's age 0 and keeps the order.
  ///
  /// - Returns: What was taken off every key.
  mutating func renewAges() -> Int {
    let all = slots(in: 0) + slots(in: 1)
    let oldest = all.map { requests[$0].key >> Request.bankBits }.min() ?? nextAge
    precondition(oldest > 0, "no request is passed by two thousand million others")
    let change = oldest << Request.bankBits
    for slot in all { requests[slot].key -= change }
    for list in 0...1 { lowerKeys(of: list, by: change) }
    nextAge -= oldest
    return change
  }

  private mutating func lowerKeys(of list: Int, by change: Int) {
    for bank in 0..<32 {
      lists[list].headKeys[bank] -= change
      lists[list].hitKeys[bank] -= change
    }
  }

  /// Moves all requests in time, over rows, and to other names.
  mutating func shift(cycles: Int, rows: Int, tags: Int) {
    for list in 0...1 {
      var slot = lists[list].oldest
      while slot != Request.none {
        requests[slot].arrival += cycles
        requests[slot].row += rows
        requests[slot].tag += tags
        slot = requests[slot].younger
      }
    }
  }

  /// Oldest first.
  private func slots(in list: Int) -> [Int] {
    var slots: [Int] = []
    var slot = lists[list].oldest
    while slot != Request.none {
      slots.append(slot)
      slot = requests[slot].younger
    }
    return slots
  }
}
