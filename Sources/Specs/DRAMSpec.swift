/// The inside of one memory channel: what a command-level model of its device and controller needs.
///
/// All times are whole cycles of the memory clock (tCK), which runs at half the transfer rate.
public struct DRAMSpec: Hashable, Sendable {
  /// Banks, rows and columns of the channel.
  public var geometry: DRAMGeometry
  /// The device's timing parameters.
  public var timings: DRAMTimings
  /// How the controller cuts a transaction number into bank group, bank, row and column.
  public var addressMap: DRAMAddressMap
  /// In which order the controller serves what waits.
  public var scheduling: DRAMScheduling

  /// Creates the inside of a channel.
  public init(
    geometry: DRAMGeometry, timings: DRAMTimings, addressMap: DRAMAddressMap,
    scheduling: DRAMScheduling
  ) {
    self.geometry = geometry
    self.timings = timings
    self.addressMap = addressMap
    self.scheduling = scheduling
  }
}

/// How row and column commands share the wires between controller and device.
public enum DRAMCommandBus: String, Sendable, CaseIterable {
  /// One command per clock (DDR4).
  case shared
  /// One row command and one column command per clock (HBM2).
  case split
}

/// Banks, rows and columns of one channel; every count is a power of two.
public struct DRAMGeometry: Hashable, Sendable {
  /// Bank groups, 1–8.
  public var bankGroups: Int
  /// Banks in each group, 1–16; at most 32 banks in all.
  public var banksPerGroup: Int
  /// Rows in each bank.
  public var rows: Int
  /// Column addresses in a row, each one bus width of data.
  public var columns: Int
  /// Column addresses that one read or write command moves (BL): 8 for DDR4, 4 for HBM2.
  public var burstLength: Int
  /// How row and column commands share the command wires.
  public var commandBus: DRAMCommandBus
  /// Where these numbers come from.
  public var provenance: Provenance

  /// Banks of the channel, at most 32.
  public var banks: Int { bankGroups * banksPerGroup }
  /// Transactions (bursts) in a row.
  public var transactionsPerRow: Int { columns / burstLength }
  /// Transactions in the channel: valid numbers are `0 ..< transactions`.
  public var transactions: Int { banks * rows * transactionsPerRow }

  /// Creates a geometry.
  public init(
    bankGroups: Int, banksPerGroup: Int, rows: Int, columns: Int, burstLength: Int,
    commandBus: DRAMCommandBus, provenance: Provenance
  ) {
    self.bankGroups = bankGroups
    self.banksPerGroup = banksPerGroup
    self.rows = rows
    self.columns = columns
    self.burstLength = burstLength
    self.commandBus = commandBus
    self.provenance = provenance
  }
}

/// The part of a location in the device that a piece of an address selects.
public enum DRAMAddressField: String, Sendable, CaseIterable {
  case row
  case bankGroup = "bank_group"
  case bank
  /// Counted in transactions, not in column addresses.
  case column
}

/// Some neighbouring bits of a transaction number.
public struct DRAMAddressPiece: Hashable, Sendable {
  /// What the bits select.
  public var field: DRAMAddressField
  /// Number of bits, 0–32.
  public var bits: Int

  /// Creates a piece.
  public init(field: DRAMAddressField, bits: Int) {
    self.field = field
    self.bits = bits
  }
}

/// How a transaction number is cut into pieces.
public struct DRAMAddressMap: Hashable, Sendable {
  /// From the most to the least significant bit. A field in several pieces has its own most
  /// significant bits in the first of them; its pieces add up to the field's bits.
  public var pieces: [DRAMAddressPiece]
  /// Where the order comes from.
  public var provenance: Provenance

  /// Creates an address map.
  public init(pieces: [DRAMAddressPiece], provenance: Provenance) {
    self.pieces = pieces
    self.provenance = provenance
  }
}

/// Which of the waiting transactions moves its data next.
public enum DRAMOrder: String, Sendable, CaseIterable {
  /// First ready, first come: the oldest transaction that can move data now; reads before writes
  /// except while writes are drained.
  case firstReady = "fr_fcfs"
  /// Strictly the oldest transaction, reads and writes alike.
  case inOrder = "in_order"
}

/// What happens to a row after its last waiting access.
public enum DRAMPagePolicy: String, Sendable, CaseIterable {
  /// It stays open until another row of its bank is wanted or a refresh is due.
  case open
}

/// How the controller chooses among the transactions that wait.
public struct DRAMScheduling: Hashable, Sendable {
  /// Which transaction moves its data next.
  public var order: DRAMOrder
  /// Whether rows are opened for transactions behind the oldest; always so for `firstReady`.
  public var hasLookahead: Bool
  /// Reads that can wait, 1–64.
  public var readQueue: Int
  /// Writes that can wait, 1–64.
  public var writeQueue: Int
  /// How many of the oldest transactions (`firstReady`: of either kind) are looked at, 1–128.
  public var window: Int
  /// Waiting writes from which on writes go before reads.
  public var writeDrainHigh: Int
  /// Waiting writes down to which they keep doing so; below `writeDrainHigh`.
  public var writeDrainLow: Int
  /// What happens to a row after its last waiting access.
  public var pagePolicy: DRAMPagePolicy
  /// Where these choices come from.
  public var provenance: Provenance

  /// Creates a policy.
  public init(
    order: DRAMOrder, hasLookahead: Bool, readQueue: Int, writeQueue: Int, window: Int,
    writeDrainHigh: Int, writeDrainLow: Int, pagePolicy: DRAMPagePolicy, provenance: Provenance
  ) {
    self.order = order
    self.hasLookahead = hasLookahead
    self.readQueue = readQueue
    self.writeQueue = writeQueue
    self.window = window
    self.writeDrainHigh = writeDrainHigh
    self.writeDrainLow = writeDrainLow
    self.pagePolicy = pagePolicy
    self.provenance = provenance
  }
}
