/// A transaction that waits in the controller.
struct Request {
  /// The caller's name for it.
  var tag = 0
  /// From this cycle on it can be served.
  var arrival = 0
  /// Age above the low ``bankBits`` bits, bank in them: the smaller, the older.
  var key = 0
  var isWrite = false

  /// The bank counted over all groups.
  @inline(__always) var bank: Int { key & Request.bankMask }

  static let bankBits = 5
  static let bankMask = (1 << bankBits) - 1
  /// Ages are below this, so that a wait fits above a key in one integer.
  static let ageLimit = 1 << 31
  static let keyBits = 31 + bankBits
}

/// Where a request is stored, or one of the places that close the rings of requests: each list
/// and each bank of a list has one, so that no ring has a first or last element to be treated
/// apart.
typealias RequestSlot = UInt8

extension RequestSlot {
  /// Slots below this hold requests.
  static let requests: RequestSlot = 128

  /// Closes the ring of all requests of a list.
  @inline(__always)
  static func end(of list: Int) -> RequestSlot {
    requests | RequestSlot(truncatingIfNeeded: list & 1)
  }

  /// Closes the ring of those in the window of a list that wait for a bank.
  @inline(__always)
  static func end(of bank: Int, in list: Int) -> RequestSlot {
    0xC0 | RequestSlot(truncatingIfNeeded: (list & 1) << Request.bankBits | bank)
  }

  /// Whether this is the end of a ring.
  @inline(__always) var isEnd: Bool { self >= Self.requests }
}

/// The neighbours in the two rings that a request is in.
struct RequestLinks {
  /// The next older request of the same list.
  var older: RequestSlot
  /// The next younger request of the same list.
  var younger: RequestSlot
  /// The next older request of the same list to the same bank.
  var previousInBank: RequestSlot
  /// The next younger request of the same list to the same bank.
  var nextInBank: RequestSlot
}

/// Requests among which the controller chooses: the reads, the writes, or, in order, all.
///
/// Requests pass three stages in the order of their arrival: announced for a later cycle, visible,
/// and within the window that is looked at. Those in the window are sorted by bank.
struct RequestList {
  /// Per bank: the oldest request that may move data from the open row; an end when there is none.
  var hitSlots: InlineArray<32, RequestSlot>
  /// Per bank: key of the oldest request in the window; valid while there is one.
  var headKeys = InlineArray<32, Int>(repeating: 0)
  /// Per bank: key of the hit; valid while there is one.
  var hitKeys = InlineArray<32, Int>(repeating: 0)
  /// Bit b: bank b has a request in the window.
  var waiting: UInt32 = 0
  /// Bit b: bank b has a request in the window that hits its open row.
  var hits: UInt32 = 0
  /// Requests in the window.
  var windowed = 0
  /// Requests that have arrived, in the window or not.
  var visible = 0
  /// The oldest request outside the window; the list's end when there is none.
  var firstOutside: RequestSlot
  /// The oldest request that has not arrived; the list's end when there is none.
  var firstAnnounced: RequestSlot

  init(_ list: Int) {
    hitSlots = InlineArray(repeating: .max)
    firstOutside = .end(of: list)
    firstAnnounced = .end(of: list)
  }

  /// Banks whose oldest request cannot be served from an open row.
  @inline(__always) var misses: UInt32 { waiting & ~hits }
}
