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
  var banks = AddressSlices()
  var rows = AddressSlices()
  private var columns = AddressSlices()
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
      append(AddressSlice(shift: shift, bits: piece.bits, target: low), of: piece.field)
      filled[piece.field] = low + piece.bits
      shift += piece.bits
    }
    precondition(1 << shift == transactions, "the pieces of an address map are all its bits")
  }

  private mutating func append(_ slice: AddressSlice, of field: DRAMAddressField) {
    var slice = slice
    switch field {
    case .row: rows.append(slice)
    case .column: columns.append(slice)
    case .bank: banks.append(slice)
    case .bankGroup:
      slice.target += bankBits
      banks.append(slice)
    }
  }

  /// The bank of a transaction counted over all groups: `bankGroup · banksPerGroup + bank`.
  package func bankIndex(of transaction: Int) -> Int {
    var slices = banks
    return slices.gather(transaction)
  }

  /// The row of a transaction.
  package func row(of transaction: Int) -> Int {
    var slices = rows
    return slices.gather(transaction)
  }

  /// The place of a transaction.
  package func location(of transaction: Int) -> DRAMLocation {
    let bank = bankIndex(of: transaction)
    var slices = columns
    return DRAMLocation(
      bankGroup: bank >> bankBits, bank: bank & ((1 << bankBits) - 1), row: row(of: transaction),
      column: slices.gather(transaction))
  }

  /// The transaction at a place.
  package func transaction(at location: DRAMLocation) -> Int {
    let bank = location.bankGroup << bankBits | location.bank
    return banks.scatter(bank) | rows.scatter(location.row) | columns.scatter(location.column)
  }
}
