/// Banks that wait for a gate of their own, those that pass it first in front.
///
/// Commands set most gates in the order in which these pass, so that a bank that is added goes to
/// the back, and the command that is given next is that of a bank in front.
struct GateOrder {
  /// A ring of gates above the low ``Request/bankBits`` bits, with the bank in them.
  private var entries = InlineArray<32, Int>(repeating: 0)
  /// Place of the first entry, and the place behind the last; modulo 32.
  private(set) var first = 0
  private(set) var end = 0
  /// Bit b: bank b is one of them.
  private var members: UInt32 = 0

  /// Gate and bank at a place from ``first`` to before ``end``.
  subscript(_ place: Int) -> (gate: Int, bank: Int) {
    @inline(__always) mutating get {
      let entry = entries[place & 31]
      return (entry &>> Request.bankBits, entry & Request.bankMask)
    }
  }

  /// Whether a bank passed its gate before a cycle.
  @inline(__always)
  mutating func isPast(_ cycle: Int) -> Bool { first != end && self[first].gate < cycle }

  /// Adds a bank that may be one of them already, with the same gate.
  @inline(__always)
  mutating func insert(_ bank: Int, _ gate: Int) {
    let bit = RequestQueues.bit(bank)
    guard members & bit == 0 else { return }
    members |= bit
    let entry = gate &<< Request.bankBits | bank
    var place = end
    while place != first, entries[(place &- 1) & 31] > entry {
      entries[place & 31] = entries[(place &- 1) & 31]
      place &-= 1
    }
    entries[place & 31] = entry
    end &+= 1
  }

  /// Takes a bank out that may not be one of them.
  @inline(__always)
  mutating func remove(_ bank: Int) {
    let bit = RequestQueues.bit(bank)
    guard members & bit != 0 else { return }
    members &= ~bit
    var place = first
    var entry = entries[place & 31]
    while entry & Request.bankMask != bank {
      place &+= 1
      swap(&entry, &entries[place & 31])
    }
    first &+= 1
  }

  /// Takes all banks out.
  mutating func removeAll() {
    first = 0
    end = 0
    members = 0
  }

  /// Moves all gates in time.
  mutating func shift(_ cycles: Int) {
    for place in 0..<32 { entries[place] &+= cycles &<< Request.bankBits }
  }
}
