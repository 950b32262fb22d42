package import Specs

/// One rule of the device: how long after one command another may follow.
///
/// The table of these is the only place that knows what the timing parameters mean; the gates of
/// ``DeviceState`` are looked up in it, and the tests check logs of commands against it.
package struct TimingConstraint: Hashable, Sendable {
  /// The parameter or formula as JEDEC prints it, e.g. `nRCDRD`.
  package var name: String
  /// The command that was given.
  package var previous: DRAMCommand
  /// The command that has to wait.
  package var next: DRAMCommand
  /// Which places the two commands share.
  package var scope: ConstraintScope
  /// Least number of cycles between the two.
  package var distance: Int
  /// How many commands back `previous` is; 4 for the window of four activations, else 1.
  package var count = 1

  /// Creates a rule.
  package init(
    _ name: String, _ previous: DRAMCommand, _ next: DRAMCommand, _ scope: ConstraintScope,
    _ distance: Int, count: Int = 1
  ) {
    self.name = name
    self.previous = previous
    self.next = next
    self.scope = scope
    self.distance = distance
    self.count = count
  }

  /// All rules of a device, one row each; JESD79-4 and JESD235.
  ///
  /// Not modelled: auto-precharge, per-bank refresh, the second cycle of ACT on HBM's row wires.
  package static func table(of timings: DRAMTimings) -> [TimingConstraint] {
    rows(timings) + columns(timings.column) + refreshes(timings)
  }

  private static func rows(_ timings: DRAMTimings) -> [TimingConstraint] {
    let row = timings.row
    let written = timings.column.nCWL + timings.column.nBL
    return [
      .init("nRCDRD", .activate, .read, .bank, row.nRCDRD),
      .init("nRCDWR", .activate, .write, .bank, row.nRCDWR),
      .init("nRAS", .activate, .precharge, .bank, row.nRAS),
      .init("nRC", .activate, .activate, .bank, row.nRC),
      .init("nRP", .precharge, .activate, .bank, row.nRP),
      .init("nRTP", .read, .precharge, .bank, row.nRTP),
      .init("nCWL + nBL + nWR", .write, .precharge, .bank, written + row.nWR),
      .init("nRRDL", .activate, .activate, .bankGroup, row.nRRDL),
      .init("nRRDS", .activate, .activate, .rank, row.nRRDS),
      .init("nFAW", .activate, .activate, .rank, row.nFAW, count: 4),
    ]
  }

  private static func columns(_ column: DRAMColumnTimings) -> [TimingConstraint] {
    let written = column.nCWL + column.nBL
    return [
      .init("nCCDL", .read, .read, .bankGroup, column.nCCDL),
      .init("nCCDL", .write, .write, .bankGroup, column.nCCDL),
      .init("nCWL + nBL + nWTRL", .write, .read, .bankGroup, written + column.nWTRL),
      .init("nCCDS", .read, .read, .rank, column.nCCDS),
      .init("nCCDS", .write, .write, .rank, column.nCCDS),
      .init("nCWL + nBL + nWTRS", .write, .read, .rank, written + column.nWTRS),
      .init("nRTW", .read, .write, .rank, column.nRTW),
      // The data bus carries one burst at a time.
      .init("nBL", .read, .read, .rank, column.nBL),
      .init("nBL", .write, .write, .rank, column.nBL),
      .init("nCL + nBL - nCWL", .read, .write, .rank, column.nCL + column.nBL - column.nCWL),
      .init("nCWL + nBL - nCL", .write, .read, .rank, written - column.nCL),
    ]
  }

  private static func refreshes(_ timings: DRAMTimings) -> [TimingConstraint] {
    [
      .init("nRC", .activate, .refresh, .rank, timings.row.nRC),
      .init("nRP", .precharge, .refresh, .rank, timings.row.nRP),
      .init("nRFC", .refresh, .activate, .rank, timings.refresh.nRFC),
      .init("nRFC", .refresh, .refresh, .rank, timings.refresh.nRFC),
    ]
  }
}
