package import Specs

/// A place in the device that one transaction reads or writes.
package struct DRAMLocation: Hashable, Sendable {
  /// Bank group, from 0.
  package var bankGroup: Int
  /// Bank within its group, from 0.
  package var bank: Int
  /// Row within its bank, from 0.
  package var row: Int
  /// Burst within its row, from 0.
  package var column: Int

  /// Creates a location.
  package init(bankGroup: Int, bank: Int, row: Int, column: Int) {
    self.bankGroup = bankGroup
    self.bank = bank
    self.row = row
    self.column = column
  }
}

/// Turns the number of a transaction (a burst of the channel) into its place in the device.
///
/// Every number below `transactions` is one place, and every place one number.
package struct AddressMapping: Sendable {
  /// Numbers of transactions are below this.
  package let transactions: Int
  /// Neighbouring bits of a number and where they go in a field.
  private struct Slice {
    var shift = 0
    var mask = 0
    var target = 0
  }
  private var bankSlices = InlineArray<16, Slice>(repeating: Slice())
  private var bankSliceCount = 0
  private var rowSlices = InlineArray<16, Slice>(repeating: Slice())
  private var rowSliceCount = 0
  private var columnSlices = InlineArray<16, Slice>(repeating: Slice())
  private var columnSliceCount = 0
  private let bankBits: Int

  /// Creates the mapping of a channel; the pieces of the map add up to the geometry's bits, and
  /// there are at most 16, as the reader of memory files makes sure.
  package init(_ map: DRAMAddressMap, geometry: DRAMGeometry) {
    precondition(map.pieces.count <= 16, "an address map has at most 16 pieces")
    transactions = geometry.transactions
    bankBits = geometry.banksPerGroup.trailingZeroBitCount
    var filled: [DRAMAddressField: Int] = [:]
    var shift = 0
    for piece in map.pieces.reversed() where piece.bits > 0 {
      let low = filled[piece.field, default: 0]
      append(Slice(shift: shift, mask: (1 << piece.bits) - 1, target: low), of: piece.field)
      filled[piece.field] = low + piece.bits
      shift += piece.bits
    }
    precondition(1 << shift == transactions, "the pieces of an address map are all its bits")
  }

  private mutating func append(_ slice: Slice, of field: DRAMAddressField) {
    switch field {
    case .row:
      rowSlices[rowSliceCount] = slice
      rowSliceCount += 1
    case .column:
      columnSlices[columnSliceCount] = slice
      columnSliceCount += 1
    case .bank, .bankGroup:
      let base = field == .bankGroup ? bankBits : 0
      bankSlices[bankSliceCount] = Slice(
        shift: slice.shift, mask: slice.mask, target: slice.target + base)
      bankSliceCount += 1
    }
  }

  /// The bank of a transaction counted over all groups: `bankGroup · banksPerGroup + bank`.
  package func bankIndex(of transaction: Int) -> Int {
    Self.gather(transaction, bankSlices, bankSliceCount)
  }

  /// The row of a transaction.
  package func row(of transaction: Int) -> Int {
    Self.gather(transaction, rowSlices, rowSliceCount)
  }

  /// The place of a transaction.
  package func location(of transaction: Int) -> DRAMLocation {
    let bank = bankIndex(of: transaction)
    return DRAMLocation(
      bankGroup: bank >> bankBits, bank: bank & ((1 << bankBits) - 1), row: row(of: transaction),
      column: Self.gather(transaction, columnSlices, columnSliceCount))
  }

  /// The transaction at a place.
  package func transaction(at location: DRAMLocation) -> Int {
    let bank = location.bankGroup << bankBits | location.bank
    return Self.scatter(bank, bankSlices, bankSliceCount)
      | Self.scatter(location.row, rowSlices, rowSliceCount)
      | Self.scatter(location.column, columnSlices, columnSliceCount)
  }

  private static func gather(
    _ number: Int, _ slices: borrowing InlineArray<16, Slice>, _ count: Int
  ) -> Int {
    var field = 0
    for index in 0..<count {
      field |= (number &>> slices[index].shift & slices[index].mask) &<< slices[index].target
    }
    return field
  }

  private static func scatter(
    _ field: Int, _ slices: borrowing InlineArray<16, Slice>, _ count: Int
  ) -> Int {
    var number = 0
    for index in 0..<count {
      number |= (field &>> slices[index].target & slices[index].mask) &<< slices[index].shift
    }
    return number
  }
}
