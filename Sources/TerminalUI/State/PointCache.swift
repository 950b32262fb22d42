import RooflineModel
import Synchronization

/// Points that were made of one snapshot: making one reads its file and may resample its times.
final class PointCache: Sendable {
  /// More than are on any screen.
  private static let limit = 20_000

  private let known = Mutex<[Int: RooflinePoint?]>([:])

  /// The point of a run, made when it is not known yet.
  func point(_ index: Int, _ make: () -> RooflinePoint?) -> RooflinePoint? {
    if let found = known.withLock({ $0[index] }) { return found }
    let point = make()
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
      known[index] = .some(point)
    }
    return point
  }
}
