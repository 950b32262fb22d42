/// Timing parameters of a DRAM device in cycles of its clock, named as JEDEC prints them.
///
/// `S` is between different bank groups, `L` inside one. JESD79-4 (DDR4), JESD235 (HBM).
public struct DRAMTimings: Hashable, Sendable {
  /// Opening and closing rows.
  public var row: DRAMRowTimings
  /// Moving data.
  public var column: DRAMColumnTimings
  /// Refreshing.
  public var refresh: DRAMRefreshTimings

  /// Creates timings.
  public init(row: DRAMRowTimings, column: DRAMColumnTimings, refresh: DRAMRefreshTimings) {
    self.row = row
    self.column = column
    self.refresh = refresh
  }
}

/// Cycles around ACT and PRE, 1–4096 each.
public struct DRAMRowTimings: Hashable, Sendable {
  /// ACT to RD of the same bank.
  public var nRCDRD: Int
  /// ACT to WR of the same bank.
  public var nRCDWR: Int
  /// PRE to ACT of the same bank, and PRE to REF.
  public var nRP: Int
  /// ACT to PRE of the same bank.
  public var nRAS: Int
  /// ACT to ACT of the same bank.
  public var nRC: Int
  /// ACT to ACT of another bank group.
  public var nRRDS: Int
  /// ACT to ACT of another bank in the same group.
  public var nRRDL: Int
  /// In any window of this length at most four ACT.
  public var nFAW: Int
  /// RD to PRE of the same bank.
  public var nRTP: Int
  /// End of write data to PRE of the same bank.
  public var nWR: Int
  /// Where these numbers come from.
  public var provenance: Provenance

  /// Creates row timings; zero everywhere but where named.
  public init(
    nRCDRD: Int = 0, nRCDWR: Int = 0, nRP: Int = 0, nRAS: Int = 0, nRC: Int = 0, nRRDS: Int = 0,
    nRRDL: Int = 0, nFAW: Int = 0, nRTP: Int = 0, nWR: Int = 0, provenance: Provenance
  ) {
    self.nRCDRD = nRCDRD
    self.nRCDWR = nRCDWR
    self.nRP = nRP
    self.nRAS = nRAS
    self.nRC = nRC
    self.nRRDS = nRRDS
    self.nRRDL = nRRDL
    self.nFAW = nFAW
    self.nRTP = nRTP
    self.nWR = nWR
    self.provenance = provenance
  }
}

/// Cycles around RD and WR, 1–4096 each.
public struct DRAMColumnTimings: Hashable, Sendable {
  /// RD to its first data.
  public var nCL: Int
  /// WR to its first data.
  public var nCWL: Int
  /// Cycles with data per command: half the burst length.
  public var nBL: Int
  /// RD to RD or WR to WR of another bank group.
  public var nCCDS: Int
  /// RD to RD or WR to WR of the same bank group.
  public var nCCDL: Int
  /// End of write data to RD of another bank group.
  public var nWTRS: Int
  /// End of write data to RD of the same bank group.
  public var nWTRL: Int
  /// RD to WR, command to command: the data bus turns around.
  public var nRTW: Int
  /// Where these numbers come from.
  public var provenance: Provenance

  /// Creates column timings; zero everywhere but where named.
  public init(
    nCL: Int = 0, nCWL: Int = 0, nBL: Int = 0, nCCDS: Int = 0, nCCDL: Int = 0, nWTRS: Int = 0,
    nWTRL: Int = 0, nRTW: Int = 0, provenance: Provenance
  ) {
    self.nCL = nCL
    self.nCWL = nCWL
    self.nBL = nBL
    self.nCCDS = nCCDS
    self.nCCDL = nCCDL
    self.nWTRS = nWTRS
    self.nWTRL = nWTRL
    self.nRTW = nRTW
    self.provenance = provenance
  }
}

/// Cycles of all-bank refresh.
public struct DRAMRefreshTimings: Hashable, Sendable {
  /// REF to the next ACT or REF, 1–65536.
  public var nRFC: Int
  /// From one due REF to the next, at least twice `nRFC` and at most 1048576.
  public var nREFI: Int
  /// Where these numbers come from.
  public var provenance: Provenance

  /// Creates refresh timings.
  public init(nRFC: Int, nREFI: Int, provenance: Provenance) {
    self.nRFC = nRFC
    self.nREFI = nREFI
    self.provenance = provenance
  }
}
