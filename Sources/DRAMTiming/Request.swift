/// A transaction that waits in the controller.
struct Request {
  /// The caller's name for it.
  var tag = 0
  /// From this cycle on it can be served.
  var arrival = 0
  /// Age above the low ``bankBits`` bits, bank in them: the smaller, the older.
  var key = 0
  var row = 0
  /// The next younger request of the same list to the same bank, `none` at the end.
  var nextInBank = Request.none
  /// The next older request of the same list.
  var older = Request.none
  /// The next younger request of the same list.
  var younger = Request.none
  var isWrite = false

  /// The bank counted over all groups.
  var bank: Int { key & Request.bankMask }

  static let none = -1
  static let bankBits = 5
  static let bankMask = (1 << bankBits) - 1
  /// Ages are below this, so that a wait fits above a key in one integer.
  static let ageLimit = 1 << 31
  static let keyBits = 31 + bankBits
}

/// The requests of one list that wait for one bank, oldest first.
struct BankQueue {
  var head = Request.none
  var tail = Request.none
  /// The oldest request that may move data from the open row; `none` when there is none.
  var hit = Request.none
  /// The request before `hit`, `none` when `hit` is the head.
  var beforeHit = Request.none
}

/// Requests among which the controller chooses: the reads, the writes, or, in order, all.
///
/// Requests pass three stages in the order of their arrival: announced for a later cycle, visible,
/// and within the window that is looked at. Those in the window are sorted by bank.
struct RequestList {
  var banks = InlineArray<32, BankQueue>(repeating: BankQueue())
  /// Per bank: key of the head; valid while there is one.
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
  /// The oldest request in the list.
  var oldest = Request.none
  /// The youngest request in the list.
  var youngest = Request.none
  /// The oldest request outside the window.
  var firstOutside = Request.none
  /// The oldest request that has not arrived.
  var firstAnnounced = Request.none
}
