extension RequestQueues {
  /// All requests of a list, oldest first; see ``ChannelController/appendState(to:at:row:)``.
  mutating func appendState(of list: Int, to words: inout [Int], _ frame: TimeFrame) {
    let count = words.count
    words.append(0)
    var slot = oldest(in: list)
    while !slot.isEnd {
      let place = self[slot].bank << 1 | (self[slot].isWrite ? 1 : 0)
      words.append((Int(rows[Int(slot)]) - frame.row) << (Request.bankBits + 1) | place)
      // Arrivals explain how long an activation was held up.
      words.append(frame.since(self[slot].arrival))
      words[count] += 1
      slot = links[Int(slot)].younger
    }
  }

  /// The tags of all requests of a list, oldest first.
  mutating func appendTags(of list: Int, to tags: inout [Int]) {
    var slot = oldest(in: list)
    while !slot.isEnd {
      tags.append(self[slot].tag)
      slot = links[Int(slot)].younger
    }
  }

  /// Makes the oldest waiting request's age 0 and keeps the order.
  ///
  /// - Returns: What was taken off every key.
  mutating func renewAges() -> Int {
    let all = slots(in: 0) + slots(in: 1)
    let oldest = all.map { self[$0].key >> Request.bankBits }.min() ?? nextAge
    precondition(oldest > 0, "no request is passed by two thousand million others")
    let change = oldest << Request.bankBits
    for slot in all { self[slot].key -= change }
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
  mutating func shift(cycles: Int, rows distance: Int, tags: Int) {
    let distance = Int32(truncatingIfNeeded: distance)
    for list in 0...1 {
      var slot = oldest(in: list)
      while !slot.isEnd {
        self[slot].arrival += cycles
        rows[Int(slot)] += distance
        self[slot].tag += tags
        slot = links[Int(slot)].younger
      }
      for bank in 0..<32 {
        // Those of closed banks are of no meaning.
        rows[Int(RequestSlot.end(of: bank, in: list))] &+= distance
      }
    }
    renewLikeness()
  }

  /// Oldest first.
  private mutating func slots(in list: Int) -> [RequestSlot] {
    var slots: [RequestSlot] = []
    var slot = oldest(in: list)
    while !slot.isEnd {
      slots.append(slot)
      slot = links[Int(slot)].younger
    }
    return slots
  }
}
