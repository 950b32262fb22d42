/// A command that the controller gives the device.
package enum DRAMCommand: String, Sendable, CaseIterable {
  /// ACT opens a row of a bank.
  case activate = "ACT"
  /// PRE closes the open row of a bank.
  case precharge = "PRE"
  /// RD moves one burst out of the open row.
  case read = "RD"
  /// WR moves one burst into the open row.
  case write = "WR"
  /// REF refreshes all banks; they must be closed.
  case refresh = "REF"

  /// Whether the command goes over the column wires of a split command bus.
  package var isColumn: Bool { self == .read || self == .write }
}

/// Which later commands a constraint is about.
package enum ConstraintScope: String, Sendable, CaseIterable {
  /// Those to the same bank.
  case bank
  /// Those to the same bank group, the same bank included.
  case bankGroup
  /// All of the channel.
  case rank
}
