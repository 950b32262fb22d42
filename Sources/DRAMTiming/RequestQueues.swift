/// Storage for the requests of a channel and the lists they are in.
///
/// Members that only read are `mutating` all the same: one that is not would be handed a copy of
/// this large value by the compiler (Swift 6.3), which costs more than all the rest of a step.
struct RequestQueues {
  var requests = InlineArray<128, Request>(repeating: Request())
  var lists = InlineArray<2, RequestList>(repeating: RequestList())
  private var firstFree = 0
  /// The age of the next request; kept small by ``renewAges()``.
  var nextAge = 0
  /// How many requests of a list are looked at.
  let window: Int
  /// Whether requests leave a list in the order in which they came.
  let isInOrder: Bool

  init(window: Int, isInOrder: Bool) {
    self.window = window
    self.isInOrder = isInOrder
    for slot in 0..<128 { requests[slot].nextInBank = slot == 127 ? Request.none : slot + 1 }
  }

  mutating func row(of slot: Int) -> Int { requests[slot].row }
  mutating func arrival(of slot: Int) -> Int { requests[slot].arrival }
  mutating func isWrite(_ slot: Int) -> Bool { requests[slot].isWrite }
  mutating func tag(of slot: Int) -> Int { requests[slot].tag }
  /// The bank whose hit the oldest request of a list is; `none` when it is not a hit.
  @inline(__always)
  mutating func bankHitByOldest(in list: Int) -> Int {
    let slot = lists[list].oldest
    guard slot != Request.none else { return Request.none }
    let bank = requests[slot].bank
    return lists[list].banks[bank].hit == slot ? bank : Request.none
  }

  mutating func bank(of slot: Int) -> Int { requests[slot].bank }

  /// Puts a request at the end of a list, as one that has not arrived.
  @inline(__always)
  mutating func announce(_ request: Request, bank: Int, in list: Int) {
    let slot = firstFree
    firstFree = requests[slot].nextInBank
    requests[slot] = request
    requests[slot].key = nextAge &<< Request.bankBits | bank
    nextAge += 1
    let youngest = lists[list].youngest
    requests[slot].older = youngest
    lists[list].youngest = slot
    if youngest == Request.none {
      lists[list].oldest = slot
    } else {
      requests[youngest].younger = slot
    }
    if lists[list].firstOutside == Request.none { lists[list].firstOutside = slot }
    if lists[list].firstAnnounced == Request.none { lists[list].firstAnnounced = slot }
  }

  /// The cycle of the next arrival in a list; `Int.max` when none is announced.
  mutating func nextArrival(in list: Int) -> Int {
    let slot = lists[list].firstAnnounced
    return slot == Request.none ? Int.max : requests[slot].arrival
  }

  /// Lets the next announced request of a list become visible.
  @inline(__always)
  mutating func arrive(in list: Int) {
    lists[list].firstAnnounced = requests[lists[list].firstAnnounced].younger
    lists[list].visible += 1
  }

  /// The bank of the visible request that enters the window next; `none` when no request is
  /// outside or the window is full.
  @inline(__always)
  mutating func bankToAdmit(in list: Int) -> Int {
    let slot = lists[list].firstOutside
    guard slot != lists[list].firstAnnounced, lists[list].windowed < window else {
      return Request.none
    }
    return requests[slot].bank
  }

  /// Lets the request of ``bankToAdmit(in:)`` enter the window; `openRow` is that of its bank.
  @inline(__always)
  mutating func admit(to bank: Int, in list: Int, openRow: Int) {
    let slot = lists[list].firstOutside
    lists[list].firstOutside = requests[slot].younger
    lists[list].windowed += 1
    let tail = lists[list].banks[bank].tail
    lists[list].banks[bank].tail = slot
    requests[slot].nextInBank = Request.none
    if tail == Request.none {
      lists[list].banks[bank].head = slot
      lists[list].headKeys[bank] = requests[slot].key
      lists[list].waiting |= Self.bit(bank)
    } else {
      requests[tail].nextInBank = slot
    }
    guard requests[slot].row == openRow, lists[list].banks[bank].hit == Request.none,
      tail == Request.none || !isInOrder
    else { return }
    setHit(slot, after: tail, of: bank, in: list)
  }

  /// Takes the oldest hit of a bank out; the bank's row stays open.
  mutating func removeHit(of bank: Int, in list: Int, openRow: Int) {
    let slot = lists[list].banks[bank].hit
    let previous = lists[list].banks[bank].beforeHit
    let next = requests[slot].nextInBank
    if lists[list].banks[bank].tail == slot { lists[list].banks[bank].tail = previous }
    if previous == Request.none {
      setHead(next, of: bank, in: list)
    } else {
      requests[previous].nextInBank = next
    }
    lists[list].windowed -= 1
    lists[list].visible -= 1
    forget(slot, in: list)
    findHit(from: next, after: previous, of: bank, in: list, openRow: openRow)
  }

  /// Finds which requests of a bank hit the row that was opened.
  @inline(__always)
  mutating func rowOpened(_ row: Int, of bank: Int) {
    for list in 0..<(isInOrder ? 1 : 2) {
      let head = lists[list].banks[bank].head
      findHit(from: head, after: Request.none, of: bank, in: list, openRow: row)
    }
  }
}

extension RequestQueues {
  /// No request hits the row of a bank that was closed.
  @inline(__always)
  mutating func rowClosed(of bank: Int) {
    for list in 0...1 {
      lists[list].banks[bank].hit = Request.none
      lists[list].hits &= ~Self.bit(bank)
    }
  }

  static func bit(_ bank: Int) -> UInt32 { 1 &<< UInt32(truncatingIfNeeded: bank) }

  @inline(__always)
  private mutating func setHead(_ slot: Int, of bank: Int, in list: Int) {
    lists[list].banks[bank].head = slot
    if slot == Request.none {
      lists[list].waiting &= ~Self.bit(bank)
    } else {
      lists[list].headKeys[bank] = requests[slot].key
    }
  }

  @inline(__always)
  private mutating func setHit(_ slot: Int, after previous: Int, of bank: Int, in list: Int) {
    lists[list].banks[bank].hit = slot
    lists[list].banks[bank].beforeHit = previous
    lists[list].hitKeys[bank] = requests[slot].key
    lists[list].hits |= Self.bit(bank)
  }

  /// Looks for the oldest hit from `first` on; in order only the head of a bank can be one.
  private mutating func findHit(
    from first: Int, after previous: Int, of bank: Int, in list: Int, openRow: Int
  ) {
    var slot = first
    var before = previous
    while slot != Request.none {
      if requests[slot].row == openRow {
        return setHit(slot, after: before, of: bank, in: list)
      }
      if isInOrder { break }
      before = slot
      slot = requests[slot].nextInBank
    }
    lists[list].banks[bank].hit = Request.none
    lists[list].hits &= ~Self.bit(bank)
  }

  /// Takes a request out of the order of arrival and gives its slot back.
  @inline(__always)
  private mutating func forget(_ slot: Int, in list: Int) {
    let older = requests[slot].older
    let younger = requests[slot].younger
    if older == Request.none {
      lists[list].oldest = younger
    } else {
      requests[older].younger = younger
    }
    if younger == Request.none {
      lists[list].youngest = older
    } else {
      requests[younger].older = older
    }
    requests[slot].nextInBank = firstFree
    firstFree = slot
  }
}
