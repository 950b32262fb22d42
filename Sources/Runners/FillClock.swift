package import Quantities
package import Specs

/// What filling a device needs to know of its clock model.
package struct FillClock: Sendable {
  /// The clock of a design: what its kernels take in all, compute units, regions used, request.
  package let clock: @Sendable (ResourceCount, Int, Int, Frequency) -> Frequency
  /// The fastest clock of any design whose fullest resource has a share, for a request.
  package let fastest: @Sendable (Double, Frequency) -> Frequency
  /// What kernels may take in a number of regions so that no share is above a bound.
  package let room: @Sendable (Double, Int) -> ResourceCount

  /// Wraps a model.
  package init(
    clock: @escaping @Sendable (ResourceCount, Int, Int, Frequency) -> Frequency,
    fastest: @escaping @Sendable (Double, Frequency) -> Frequency,
    room: @escaping @Sendable (Double, Int) -> ResourceCount
  ) {
    self.clock = clock
    self.fastest = fastest
    self.room = room
  }

  /// Every design runs at its request: for devices whose clock nothing is known about.
  package static let requested = FillClock(
    clock: { $3 }, fastest: { $1 },
    room: { _, _ in ResourceCount(lut: .max, ff: .max, dsp: .max, bram: .max, uram: .max) })
}
