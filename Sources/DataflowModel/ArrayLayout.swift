/// Where the arrays of a graph begin in their channels.
///
/// Arrays lie apart: a channel is cut into equal parts, a power of two and at least 4 KiB each, and
/// every array begins a part of its own. What is longer than a part runs into the next ones.
struct ArrayLayout {
  private let transactionBytes: Int
  /// Transactions of a channel.
  private let transactions: Int
  /// Bytes of a part: within one, an array's places follow each other.
  let partBytes: Int

  init(arrays: Int, channelBytes: Int, transactionBytes: Int) {
    self.transactionBytes = max(1, transactionBytes)
    transactions = max(1, channelBytes / self.transactionBytes)
    var parts = 1
    while parts < arrays { parts *= 2 }
    partBytes = max(min(4096, channelBytes), channelBytes / parts)
  }

  /// The number within its channel of the transaction that has a byte of an array.
  func transaction(ofByte byte: Int, array: Int) -> Int {
    transaction(byte / transactionBytes, array: array)
  }

  /// The number within its channel of a transaction that is counted from the array's start.
  func transaction(_ number: Int, array: Int) -> Int {
    (number + array * (partBytes / transactionBytes)) % transactions
  }

  /// A cursor at the first burst of a port.
  func cursor(_ plan: PortPlan) -> BurstCursor {
    BurstCursor(plan.bursts, segmentBeats: partBytes / max(1, plan.timing.beatBytes))
  }
}
