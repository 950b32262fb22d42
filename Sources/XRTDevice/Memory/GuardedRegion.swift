import Foundation

/// Memory of a buffer between two stretches that nothing may touch.
///
/// The data can be moved within it, so that its last byte, not only the end of its last page, lies at the
/// border. Freed with its owner.
final class GuardedRegion {
  /// Bytes of address space on either side: an access that misses the buffer by less is found.
  static let guardBytes = 64 << 20
  /// What lies in the region's pages beside the data.
  static let canary: UInt8 = 0xA5
  /// Data starts at a multiple of it, as kernels with wide ports expect.
  static let alignment = 64

  private let base: UnsafeMutableRawPointer
  private let bytes: Int
  /// Where the data starts, in bytes from the start of the pages.
  private(set) var shift = 0
  /// Bytes of data.
  private(set) var length: Int

  /// Maps so many bytes, all zero.
  ///
  /// - Returns: `nil` where the system has no room, or the size is not positive.
  init?(bytes asked: Int) {
    let page = Int(getpagesize())
    guard asked > 0, asked <= 1 << 45 else { return nil }
    bytes = (asked + page - 1) / page * page
    length = asked
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let whole = mmap(nil, bytes + 2 * Self.guardBytes, PROT_NONE, Int32(flags), -1, 0)
    guard let whole, whole != MAP_FAILED else { return nil }
    base = whole + Self.guardBytes
    guard mprotect(base, bytes, PROT_READ | PROT_WRITE) == 0 else {
      munmap(whole, bytes + 2 * Self.guardBytes)
      return nil
    }
  }

  deinit { munmap(base - Self.guardBytes, bytes + 2 * Self.guardBytes) }

  /// The first byte of the data.
  var start: UnsafeMutableRawPointer { base + shift }

  /// The data and what may be touched behind it.
  var reach: Int { bytes - shift }

  /// Moves the data such that `length` bytes of it end at the border, or less than an alignment before it,
  /// and marks what lies around them. The first `min(old, new)` bytes keep their values.
  func place(length new: Int) {
    let kept = min(new, length)
    let rounded = (new + Self.alignment - 1) / Self.alignment * Self.alignment
    let place = max(0, bytes - max(rounded, 1))
    if place != shift {
      memmove(base + place, base + shift, kept)
      // What was not part of the data before is zero, as freshly allocated memory is.
      if new > kept { memset(base + place + kept, 0, new - kept) }
      shift = place
    } else if new > length {
      memset(start + length, 0, new - length)
    }
    length = new
    memset(base, Int32(Self.canary), shift)
    memset(start + length, Int32(Self.canary), reach - length)
  }

  /// The distance from the start of the data of a byte that was written beside it, nearest first; `nil`:
  /// none was.
  var overwritten: Int? {
    let front = UnsafeRawBufferPointer(start: base, count: shift)
    if let place = front.lastIndex(where: { $0 != Self.canary }) { return place - shift }
    let back = UnsafeRawBufferPointer(start: start + length, count: reach - length)
    return back.firstIndex { $0 != Self.canary }.map { $0 + length }
  }

  /// The distance of an address from the start of the data, where it lies in the region or its guards.
  func offset(of address: UInt64) -> Int? {
    guard let place = Int(exactly: address) else { return nil }
    let first = Int(bitPattern: base) - Self.guardBytes
    guard place >= first, place < first + bytes + 2 * Self.guardBytes else { return nil }
    return place - Int(bitPattern: start)
  }
}
