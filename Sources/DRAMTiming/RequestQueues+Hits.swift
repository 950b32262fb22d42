/// Which request of a bank, if any, may move data from the open row.
extension RequestQueues {
  /// Finds which requests of a bank hit the row that was opened, which is that of its oldest
  /// request in a list.
  @inline(__always)
  mutating func rowOpened(by head: RequestSlot, of bank: Int, in list: Int) {
    let row = rows[Int(head)]
    rows[Int(RequestSlot.end(of: bank, in: 0))] = row
    rows[Int(RequestSlot.end(of: bank, in: 1))] = row
    setHit(head, of: bank, in: list)
    let other = 1 - list
    guard lists[other].waiting & Self.bit(bank) != 0,
      alike[likeness(head, bank, in: other)] != 0
    else { return }
    findHit(from: self.head(of: bank, in: other), of: bank, in: other)
  }

  /// No request hits the row of a bank that was closed.
  @inline(__always)
  mutating func rowClosed(of bank: Int) {
    for list in 0...1 { forgetHit(of: bank, in: list) }
  }

  /// Notes the oldest hit of a bank, or, with the bank's end, that there is none.
  @inline(__always)
  mutating func setHit(_ slot: RequestSlot, of bank: Int, in list: Int) {
    lists[list].hitSlots[bank] = slot
    lists[list].hitKeys[bank] = self[slot].key
    let others = lists[list].hits & ~Self.bit(bank)
    lists[list].hits = slot.isEnd ? others : others | Self.bit(bank)
  }

  /// Notes that a bank has no hit.
  @inline(__always)
  mutating func forgetHit(of bank: Int, in list: Int) {
    lists[list].hitSlots[bank] = RequestSlot.end(of: bank, in: list)
    lists[list].hits &= ~Self.bit(bank)
  }

  /// Place in ``alike`` of the requests of a list with a request's bank and row, and of a few
  /// others.
  @inline(__always)
  mutating func likeness(_ slot: RequestSlot, _ bank: Int, in list: Int) -> Int {
    let row = Int(rows[Int(slot)])
    return ((row &* 0x9E5) &>> 4 ^ bank &<< 3) & 0xFF | (list & 1) &<< 8
  }

  /// Counts those that are alike anew after rows have changed.
  mutating func renewLikeness() {
    alike = InlineArray(repeating: 0)
    for list in 0...1 {
      var slot = oldest(in: list)
      while !slot.isEnd, slot != lists[list].firstOutside {
        alike[likeness(slot, self[slot].bank, in: list)] &+= 1
        slot = links[Int(slot)].younger
      }
    }
  }

  /// Looks for the oldest hit from `first` on; in order only the head of a bank can be one.
  @inline(__always)
  mutating func findHit(from first: RequestSlot, of bank: Int, in list: Int) {
    let end = RequestSlot.end(of: bank, in: list)
    let row = rows[Int(end)]
    var slot = first
    if isInOrder {
      if rows[Int(slot)] != row { slot = end }
    } else {
      while rows[Int(slot)] != row { slot = links[Int(slot)].nextInBank }
    }
    setHit(slot, of: bank, in: list)
  }
}
