/// The pseudo-random numbers of HPCC RandomAccess: multiplication by x in the field of 2⁶⁴ elements
/// modulo x⁶⁴ + x² + x + 1, from 1 on (HPCC 1.5, RandomAccess/utility.c; POLY is 7).
public struct RandomSequence: Hashable, Sendable {
  /// The last number that was drawn.
  private(set) var number: UInt64 = 1

  /// What is added when a one leaves at the top.
  package static let polynomial: UInt64 = 7

  /// Draws the next number.
  mutating func next() -> UInt64 {
    let carry = number >> 63
    number = number << 1 ^ carry * Self.polynomial
    return number
  }
}

/// The numbers of a chunk of the sequence that one unit keeps: those whose places in the table are
/// its own.
///
/// The table has `units` equal parts of `mask + 1` beats; a number's place is the number modulo the
/// elements of the table.
public struct DrawnNumbers: Hashable, Sendable {
  /// Beats of a unit's part of the table, less one.
  let mask: UInt32
  /// Elements per beat.
  let lanes: Int
  /// Units, a power of two.
  let units: Int
  /// Number of this unit.
  let unit: UInt32

  private var elements: UInt64 { (UInt64(mask) + 1) * UInt64(lanes) }

  /// Whether a number's place is in the unit's part.
  func isOwn(_ number: UInt64) -> Bool {
    (number & (elements * UInt64(units) - 1)) / elements == UInt64(unit)
  }

  /// Beat and lane of a number in the unit's part.
  func place(of number: UInt64) -> (beat: UInt32, lane: Int) {
    let own = number & (elements - 1)
    return (UInt32(truncatingIfNeeded: own / UInt64(lanes)), Int(own % UInt64(lanes)))
  }
}
