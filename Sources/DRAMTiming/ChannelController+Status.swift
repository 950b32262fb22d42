extension ChannelController {
  /// What a caller must know after every change, in a few words instead of the whole state.
  package struct Status: Hashable, Sendable {
    /// See ``ChannelController/nextCycle``.
    package var nextCycle: Int
    /// Whether another read can be enqueued.
    package var hasRoomForRead: Bool
    /// Whether another write can be enqueued.
    package var hasRoomForWrite: Bool

    /// The status of an idle, empty controller.
    package static let idle = Status(
      nextCycle: .max, hasRoomForRead: true, hasRoomForWrite: true)
  }

  /// The status, read in place: the controller is large, and `mutating` keeps callers in other
  /// modules from copying it.
  package mutating func status() -> Status {
    Status(
      nextCycle: nextCycle, hasRoomForRead: hasRoom(isWrite: false),
      hasRoomForWrite: hasRoom(isWrite: true))
  }
}
