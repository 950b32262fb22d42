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

  /// The status, field by field: to read all of the core would copy it.
  package var status: Status {
    Status(
      nextCycle: core[0].nextCycle, hasRoomForRead: core[0].roomForReads > 0,
      hasRoomForWrite: core[0].roomForWrites > 0)
  }
}
