import DRAMTiming
import KernelIR

/// Transactions that always find the controller's queues full.
enum ControllerTraffic: String, CaseIterable {
  /// Reads of one transaction after the other.
  case sequential = "sequential reads"
  /// Reads of transactions anywhere in the channel.
  case random = "random reads"
  /// Reads and writes anywhere in the channel, as many of either kind.
  case mixed = "random reads and writes"

  /// Where the transactions of this traffic go: below `transactions`, one element each.
  func places(_ count: Int, below transactions: Int) -> [Int] {
    let limit = UInt32(clamping: transactions)
    return (0..<UInt32(clamping: count)).map { index in
      Int((self == .sequential ? index : IndexExpression.scramble(index)) % limit)
    }
  }

  /// Whether a transaction is a write.
  private func isWrite(_ index: Int) -> Bool {
    self == .mixed && IndexExpression.scramble(UInt32(truncatingIfNeeded: index)) >> 31 == 1
  }

  /// Lets an idle controller serve transactions.
  ///
  /// - Returns: How many were served.
  func serve(_ places: [Int], by idle: ChannelController) -> Int {
    var controller = idle
    var issued = 0
    var served = 0
    while true {
      while issued < places.count {
        let isWrite = isWrite(issued)
        guard controller.hasRoom(isWrite: isWrite) else { break }
        // Served from the first cycle on that has not passed.
        controller.enqueue(transaction: places[issued], isWrite: isWrite, tag: issued, at: 0)
        issued += 1
      }
      guard controller.advance(to: Int.max - 1) != nil else { return served }
      served += 1
    }
  }
}
