import DRAMTiming
import Specs
import TestSupport

/// Transactions with the cycles from which on they want to be served, from a seed.
struct TrafficStream {
  struct Item {
    var transaction: Int
    var isWrite: Bool
    /// Enqueued in this cycle, or later when there is no room.
    var cycle: Int
    /// Announced this many cycles ahead.
    var lead: Int
  }

  var items: [Item] = []

  /// A stream whose kind (where, reads or writes, how dense) the seed decides as well.
  init(spec: DRAMSpec, count: Int, seed: UInt64, isSaturated: Bool = false) {
    var generator = SeededGenerator(seed: seed)
    let mapping = AddressMapping(spec.addressMap, geometry: spec.geometry)
    let writeShare = [0, 0, 20, 50, 80, 100].randomElement(using: &generator) ?? 0
    let density = isSaturated ? 0 : [0, 0, 1, 4, 20].randomElement(using: &generator) ?? 0
    let hasLeads = !isSaturated && Bool.random(using: &generator)
    var pattern = AddressPattern(limit: mapping.transactions, using: &generator)
    var cycle = 0
    for _ in 0..<count {
      if density > 0 { cycle += Int.random(in: 0...(2 * density), using: &generator) }
      if !isSaturated, Int.random(in: 0..<40, using: &generator) == 0 {
        cycle += Int.random(in: 0..<(3 * spec.timings.refresh.nREFI), using: &generator)
      }
      items.append(
        Item(
          transaction: pattern.next(using: &generator),
          isWrite: Int.random(in: 0..<100, using: &generator) < writeShare, cycle: cycle,
          lead: hasLeads ? Int.random(in: 0...12, using: &generator) : 0))
    }
  }
}

/// Where the transactions of a stream go.
struct AddressPattern {
  private let limit: Int
  private let stride: Int
  private let span: Int
  private let jump: Int
  private var position: Int

  init(limit: Int, using generator: inout SeededGenerator) {
    self.limit = limit
    stride = [1, 1, 2, 4, 8, 32, 128, 512, 4096].randomElement(using: &generator) ?? 1
    span = [8, 64, 1024, limit].randomElement(using: &generator) ?? limit
    jump = [1, 3, 20, 1000].randomElement(using: &generator) ?? 1
    position = Int.random(in: 0..<limit, using: &generator)
  }

  /// Strides, with jumps to random places within a span, one in `jump` on average.
  mutating func next(using generator: inout SeededGenerator) -> Int {
    if Int.random(in: 0..<jump, using: &generator) == 0 {
      position = Int.random(in: 0..<span, using: &generator) * (limit / span)
    } else {
      position += stride
    }
    return position % limit
  }
}

/// Feeds a stream to a controller, one cycle after the other, as room allows.
struct StreamDriver {
  private let items: [TrafficStream.Item]
  private var next = 0
  private var lastArrival = 0

  init(_ stream: TrafficStream) { items = stream.items }

  /// Whether all transactions have been handed over.
  var isDone: Bool { next == items.count }

  /// What to enqueue in this cycle, with index and arrival; call until `nil`.
  mutating func take(
    at cycle: Int, hasRoom: (Bool) -> Bool
  ) -> (item: TrafficStream.Item, tag: Int, arrival: Int)? {
    guard next < items.count, items[next].cycle <= cycle, hasRoom(items[next].isWrite) else {
      return nil
    }
    let item = items[next]
    lastArrival = max(lastArrival, cycle + item.lead)
    next += 1
    return (item, next - 1, lastArrival)
  }
}
