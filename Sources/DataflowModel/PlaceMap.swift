import DRAMTiming
import Specs

/// What of a transaction's address matters for timing: bank and row, but not the column.
///
/// A move of all addresses by whole row units leaves everything but the rows' numbers as it is. A
/// move by less keeps the banks as long as it leaves the low bits alone that a window spans, and
/// nothing is carried out of them.
struct PlaceMap {
  /// A reference: the mapping is large, and unwrapping would copy it at every place.
  private final class Mapping: Sendable {
    let value: AddressMapping
    init(_ value: AddressMapping) { self.value = value }
  }

  private let mapping: Mapping?
  /// All bits of a transaction's number from here on are bits of the row.
  private let rowShift: Int
  /// Rows per step of bit `rowShift`.
  private let rowsPerUnit: Int
  /// Transactions that no burst of a port crosses the boundary of, as a power of two.
  let burstBits: Int

  init(_ memory: ChannelPlan.Memory?, transactionBytes: Int) {
    burstBits = Self.bits(spanning: 4096 / max(1, transactionBytes))
    guard case .dram(let spec)? = memory else {
      mapping = nil
      rowShift = 0
      rowsPerUnit = 1
      return
    }
    mapping = Mapping(AddressMapping(spec.addressMap, geometry: spec.geometry))
    let pieces = spec.addressMap.pieces
    let top = pieces.prefix { $0.field == .row }.reduce(0) { $0 + $1.bits }
    let rows = pieces.reduce(0) { $0 + ($1.field == .row ? $1.bits : 0) }
    rowShift = pieces.reduce(0) { $0 + $1.bits } - top
    rowsPerUnit = 1 << (rows - top)
  }

  /// The row that the others of a channel are counted from when a port is at this transaction.
  func referenceRow(_ transaction: Int) -> Int {
    mapping == nil ? 0 : (transaction >> rowShift) * rowsPerUnit
  }

  /// Transactions from one row reference to another.
  func transactions(ofRows rows: Int) -> Int { (rows / rowsPerUnit) << rowShift }

  /// Appends what matters of a place whose low bits reach over all that follows it.
  func append(_ transaction: Int, lowBits: Int, row reference: Int, to words: inout [Int]) {
    guard let mapping else { return }
    if lowBits >= rowShift {
      words.append(transaction & ((1 << rowShift) - 1))
      words.append((transaction >> rowShift) * rowsPerUnit - reference)
    } else {
      let low = transaction & ((1 << lowBits) - 1)
      words.append(mapping.value.bankIndex(of: transaction - low) << lowBits | low)
      words.append(mapping.value.row(of: transaction) - reference)
    }
  }

  /// Appends what matters of all places from a transaction on over a span of transactions.
  func appendWindow(
    _ transaction: Int, span: Int, row reference: Int, to words: inout [Int]
  ) {
    guard mapping != nil else { return }
    let bits = min(rowShift, max(burstBits, Self.bits(spanning: span)))
    append(transaction, lowBits: bits, row: reference, to: &words)
    guard bits < rowShift, transaction & ((1 << bits) - 1) + span > 1 << bits else { return }
    let next = (transaction >> bits + 1) << bits
    append(next, lowBits: bits, row: reference, to: &words)
  }

  /// Bits that number `count` things.
  static func bits(spanning count: Int) -> Int {
    count <= 1 ? 0 : Int.bitWidth - (count - 1).leadingZeroBitCount
  }
}
