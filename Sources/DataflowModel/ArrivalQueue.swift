/// Bursts of one direction that wait at a controller's port, and the pace of that port.
struct ArrivalQueue {
  /// A burst that waits, with what identifies it to its port.
  struct Burst {
    let tag: Int
    var firstTransaction: Int
    let count: Int
    var cycle: Int

    /// Tags hold the port above 9 bits.
    func isBefore(_ other: Burst) -> Bool {
      (cycle, tag >> 9) < (other.cycle, other.tag >> 9)
    }
  }

  static let scale = 4096
  /// Memory cycles per transaction in 1/4096.
  private let pace: Int
  /// When the port can take the next transaction, in 1/4096.
  var free = 0
  var bursts: [Burst] = []
  private(set) var head = 0
  /// Transactions of the oldest burst that have been taken.
  private(set) var taken = 0
  /// From when on the next transaction can be taken; `never` when none waits.
  var nextCycle = Cycle.never

  init(pace: Int) { self.pace = max(Self.scale, pace) }

  /// Adds a burst in order of arrival, ties going to the port with the lower number. None arrives
  /// before one of which something was taken.
  mutating func insert(_ burst: Burst) {
    var place = bursts.count
    while place > head, burst.isBefore(bursts[place - 1]) { place -= 1 }
    bursts.insert(burst, at: place)
    if place == head { findNext() }
  }

  /// Whether the next transaction has to keep the port's pace.
  var isPaced: Bool { head < bursts.count && bursts[head].cycle < nextCycle }

  /// Takes the next transaction in a cycle that is not before ``nextCycle``.
  mutating func take(at cycle: Int) -> (tag: Int, index: Int, transaction: Int) {
    let burst = bursts[head]
    let index = taken
    // A transaction that waited only for a fraction of a cycle keeps the pace.
    let isBackToBack = cycle * Self.scale - free < Self.scale
    free = (isBackToBack ? free : cycle * Self.scale) + pace
    taken += 1
    if taken == burst.count {
      taken = 0
      head += 1
      if head == 256 {
        bursts.removeFirst(head)
        head = 0
      }
    }
    findNext()
    return (burst.tag, index, burst.firstTransaction + index)
  }

  private mutating func findNext() {
    nextCycle =
      head < bursts.count
      ? max(bursts[head].cycle, (free + Self.scale - 1) / Self.scale) : Cycle.never
  }
}
