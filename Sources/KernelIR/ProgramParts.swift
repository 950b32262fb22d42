public import Specs

/// An AXI master port (`m_axi` bundle).
public struct MemoryPort: Hashable, Sendable {
  /// The bundle's name.
  public var name: String
  /// Width of the data bus in bits.
  public var bits: Int
  /// Longest burst in beats.
  public var burstBeats: Int
  /// Outstanding bursts in each direction.
  public var outstanding: Int
}

/// An array in off-chip memory, counted in beats.
public struct MemoryArray: Hashable, Sendable {
  /// The argument's name.
  public var name: String
  /// Name of the port it is reached through.
  public var port: String
  /// Whether the kernel writes it; else it reads it.
  public var isWritten: Bool
  /// Whether a kernel that writes it reads it as well: its contents are an input, too.
  public var isUpdated = false
  /// Elements per beat.
  public var lanes: Int
  /// The type of its elements where it is not the program's: numbers that are places of others.
  public var elementType: ElementType?

  /// Whether the kernel reads it.
  public var isRead: Bool { !isWritten || isUpdated }
}

/// A bounded FIFO from one process to another.
public struct Stream: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Elements per token.
  public var lanes: Int
  /// Tokens it can hold.
  public var depth: Int
  /// The type of the elements where it is not the program's.
  public var elementType: ElementType?
}

/// A memory on the chip, private to a compute unit.
public struct Buffer: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Elements side by side, each in a bank of its own.
  public var lanes: Int
  /// Words per bank.
  public var depth: Int
  /// What it is made of.
  public var storage: StorageKind
  /// For buffers between two processes of a dataflow region: the counter of a loop that both have;
  /// every turn of it is a tile that one fills and hands over to the other. There are two such
  /// buffers then (ping-pong), so that the next tile is filled while the last one is read.
  public var handover: String?
  /// The contents of a memory that is only read, word after word, one number per lane.
  public var table: [Double]?
  /// Memories with the same contents, written together: each has ports for two lanes that read
  /// places of their own.
  public var copies = 1
  /// Iterations that lie at least between a write of an element and the next read of it, where
  /// that follows from contents and no tool can find it out.
  public var readDistance: Int?
}
