/// Storage for the requests of a channel and the lists they are in.
///
/// Members that only read are `mutating` all the same: one that is not would be handed a copy of
/// this large value by the compiler (Swift 6.3), which costs more than all the rest of a step.
struct RequestQueues {
  var requests = InlineArray<128, Request>(repeating: Request())
  /// Per slot. The links of a free slot to the next free one go by its `nextInBank`.
  var links = InlineArray<256, RequestLinks> { slot in
    let own = RequestSlot(truncatingIfNeeded: slot)
    return RequestLinks(
      older: own, younger: own, previousInBank: own,
      nextInBank: own.isEnd ? own : own + 1)
  }
  /// Per slot: the row of a request; at the end of a bank the row that was opened last, so that a
  /// search for it stops there.
  var rows = InlineArray<256, Int32>(repeating: 0)
  var lists = InlineArray<2, RequestList> { RequestList($0) }
  /// Per list: how many requests in the window have places alike; see ``likeness(_:_:)``.
  var alike = InlineArray<512, UInt8>(repeating: 0)
  private var firstFree: RequestSlot = 0
  /// The age of the next request; kept small by ``renewAges()``.
  var nextAge = 0
  /// How many requests of a list are looked at.
  let window: Int
  /// Whether requests leave a list in the order in which they came.
  let isInOrder: Bool

  init(window: Int, isInOrder: Bool) {
    self.window = window
    self.isInOrder = isInOrder
  }

  /// A request; that of an end is of no meaning, but may be read.
  @inline(__always)
  subscript(_ slot: RequestSlot) -> Request {
    mutating get { requests[Int(slot & ~RequestSlot.requests)] }
    _modify { yield &requests[Int(slot & ~RequestSlot.requests)] }
  }

  @inline(__always)
  mutating func row(of slot: RequestSlot) -> Int32 { rows[Int(slot)] }

  /// The oldest request of a list; its end when the list is empty.
  @inline(__always)
  mutating func oldest(in list: Int) -> RequestSlot {
    links[Int(RequestSlot.end(of: list))].younger
  }

  /// The oldest request in the window of a list to a bank; an end when there is none.
  @inline(__always)
  mutating func head(of bank: Int, in list: Int) -> RequestSlot {
    links[Int(RequestSlot.end(of: bank, in: list))].nextInBank
  }

  /// The bank whose hit the oldest request of a list is; `nil` when it is not a hit.
  @inline(__always)
  mutating func bankHitByOldest(in list: Int) -> Int? {
    let slot = oldest(in: list)
    let bank = self[slot].bank
    return lists[list].hitSlots[bank] == slot ? bank : nil
  }

  /// Puts a request at the end of a list; its key is set here.
  @inline(__always)
  mutating func store(
    _ request: Request, bank: Int, row: Int32, in list: Int
  ) -> RequestSlot {
    let slot = firstFree
    firstFree = links[Int(slot)].nextInBank
    self[slot] = request
    self[slot].key = nextAge &<< Request.bankBits | bank
    rows[Int(slot)] = row
    nextAge += 1
    let end = RequestSlot.end(of: list)
    let youngest = links[Int(end)].older
    links[Int(slot)].older = youngest
    links[Int(slot)].younger = end
    links[Int(youngest)].younger = slot
    links[Int(end)].older = slot
    return slot
  }

  /// Notes that a request that was stored has not arrived.
  mutating func announce(_ slot: RequestSlot, in list: Int) {
    let end = RequestSlot.end(of: list)
    if lists[list].firstOutside == end { lists[list].firstOutside = slot }
    if lists[list].firstAnnounced == end { lists[list].firstAnnounced = slot }
  }

  /// The cycle of the next arrival in a list; `Int.max` when none is announced.
  mutating func nextArrival(in list: Int) -> Int {
    let slot = lists[list].firstAnnounced
    return slot.isEnd ? Int.max : self[slot].arrival
  }

  /// Lets the next announced request of a list become visible.
  @inline(__always)
  mutating func arrive(in list: Int) {
    lists[list].firstAnnounced = links[Int(lists[list].firstAnnounced)].younger
    lists[list].visible += 1
  }

  /// The visible request that enters the window next; `nil` when no request is outside or the
  /// window is full.
  @inline(__always)
  mutating func slotToAdmit(in list: Int) -> RequestSlot? {
    let slot = lists[list].firstOutside
    guard slot != lists[list].firstAnnounced, lists[list].windowed < window else { return nil }
    return slot
  }

  /// Lets a request arrive that was stored while none was announced.
  ///
  /// - Returns: Whether it can enter the window at once; otherwise it waits outside.
  @inline(__always)
  mutating func arriveAtOnce(_ slot: RequestSlot, in list: Int) -> Bool {
    lists[list].visible += 1
    if lists[list].windowed < window { return true }
    if lists[list].firstOutside.isEnd { lists[list].firstOutside = slot }
    return false
  }

  /// What a request that entered the window changed for its bank.
  enum Admission {
    /// Nothing: older requests to its bank decide.
    case behind
    /// It is the oldest to its bank, and no hit.
    case head
    /// It is the oldest hit.
    case hit
  }

  /// Lets the request of ``slotToAdmit(in:)`` enter the window; `openRow` is that of its bank.
  @inline(__always)
  mutating func admit(_ slot: RequestSlot, to bank: Int, in list: Int, openRow: Int32) -> Admission
  {
    lists[list].firstOutside = links[Int(slot)].younger
    return enterWindow(slot, to: bank, in: list, openRow: openRow)
  }

  /// Adds a request to those of its bank in the window.
  @inline(__always)
  mutating func enterWindow(
    _ slot: RequestSlot, to bank: Int, in list: Int, openRow: Int32
  ) -> Admission {
    lists[list].windowed += 1
    alike[likeness(slot, bank, in: list)] &+= 1
    let end = RequestSlot.end(of: bank, in: list)
    let tail = links[Int(end)].previousInBank
    links[Int(slot)].previousInBank = tail
    links[Int(slot)].nextInBank = end
    links[Int(tail)].nextInBank = slot
    links[Int(end)].previousInBank = slot
    lists[list].waiting |= Self.bit(bank)
    let isHead = tail == end
    if isHead { lists[list].headKeys[bank] = self[slot].key }
    guard rows[Int(slot)] == openRow, lists[list].hits & Self.bit(bank) == 0,
      isHead || !isInOrder
    else { return isHead ? .head : .behind }
    setHit(slot, of: bank, in: list)
    return .hit
  }

  /// Takes the oldest hit of a bank out; the bank's row stays open.
  @inline(__always)
  mutating func removeHit(of bank: Int, in list: Int) {
    let slot = lists[list].hitSlots[bank]
    let next = links[Int(slot)].nextInBank
    let previous = links[Int(slot)].previousInBank
    links[Int(previous)].nextInBank = next
    links[Int(next)].previousInBank = previous
    lists[list].windowed -= 1
    lists[list].visible -= 1
    forget(slot)
    let head = head(of: bank, in: list)
    lists[list].headKeys[bank] = self[head].key
    let others = lists[list].waiting & ~Self.bit(bank)
    lists[list].waiting = head.isEnd ? others : others | Self.bit(bank)
    let place = likeness(slot, bank, in: list)
    alike[place] &-= 1
    if alike[place] == 0 {
      forgetHit(of: bank, in: list)
    } else {
      findHit(from: next, of: bank, in: list)
    }
  }

  @inline(__always)
  static func bit(_ bank: Int) -> UInt32 { 1 &<< UInt32(truncatingIfNeeded: bank) }
}

extension RequestQueues {
  /// Takes a request out of the order of arrival and gives its slot back.
  @inline(__always)
  private mutating func forget(_ slot: RequestSlot) {
    let older = links[Int(slot)].older
    let younger = links[Int(slot)].younger
    links[Int(older)].younger = younger
    links[Int(younger)].older = older
    links[Int(slot)].nextInBank = firstFree
    firstFree = slot
  }
}
