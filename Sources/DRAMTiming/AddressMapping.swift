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
    var shift: Int
    var mask: Int
    var target: Int
  }
  private var bankSlices: [Slice] = []
  private var rowSlices: [Slice] = []
  private var columnSlices: [Slice] = []
  private let bankBits: Int

  /// Creates the mapping of a channel; the pieces of the map add up to the geometry's bits, as the
  /// reader of memory files makes sure.
  package init(_ map: DRAMAddressMap, geometry: DRAMGeometry) {
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
      rowSlices.append(slice)
    case .column:
      columnSlices.append(slice)
    case .bank, .bankGroup:
      let base = field == .bankGroup ? bankBits : 0
      bankSlices.append(
        Slice(shift: slice.shift, mask: slice.mask, target: slice.target + base))
    }
  }

  /// The bank of a transaction counted over all groups: `bankGroup · banksPerGroup + bank`.
  package func bankIndex(of transaction: Int) -> Int {
    Self.gather(transaction, bankSlices)
  }

  /// The row of a transaction.
  package func row(of transaction: Int) -> Int {
    Self.gather(transaction, rowSlices)
  }

  /// The place of a transaction.
  package func location(of transaction: Int) -> DRAMLocation {
    let bank = bankIndex(of: transaction)
    return DRAMLocation(
      bankGroup: bank >> bankBits, bank: bank & ((1 << bankBits) - 1), row: row(of: transaction),
      column: Self.gather(transaction, columnSlices))
  }

  /// The transaction at a place.
  package func transaction(at location: DRAMLocation) -> Int {
    let bank = location.bankGroup << bankBits | location.bank
    return Self.scatter(bank, bankSlices)
      | Self.scatter(location.row, rowSlices)
      | Self.scatter(location.column, columnSlices)
  }

  private static func gather(
    _ number: Int, _ slices: [Slice]
  ) -> Int {
    var field = 0
    for slice in slices {
      field |= (number &>> slice.shift & slice.mask) &<< slice.target
    }
    return field
  }

  private static func scatter(
    _ field: Int, _ slices: [Slice]
  ) -> Int {
    var number = 0
    for slice in slices {
      number |= (field &>> slice.target & slice.mask) &<< slice.shift
    }
    return number
  }
}
