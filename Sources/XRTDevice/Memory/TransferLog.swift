/// Joins the pieces that XRT cuts a transfer into.
struct TransferLog {
  /// A transfer that may go on.
  struct Piece: Equatable {
    let direction: DeviceRecord.Transfer.Direction
    let address: UInt64
    var bytes: Int
  }

  private var current: Piece?

  /// Adds a piece; returns the transfer before it, where it is over.
  mutating func add(
    _ direction: DeviceRecord.Transfer.Direction, _ address: UInt64, _ bytes: Int
  ) -> Piece? {
    if let before = current, before.direction == direction,
      before.address &+ UInt64(before.bytes) == address
    {
      current?.bytes += bytes
      return nil
    }
    defer { current = Piece(direction: direction, address: address, bytes: bytes) }
    return current
  }

  /// The transfer that was under way, over now.
  mutating func flush() -> Piece? {
    defer { current = nil }
    return current
  }
}
