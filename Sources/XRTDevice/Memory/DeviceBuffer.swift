import Foundation

/// A buffer in the device's memory, apart from the host's copy of it.
final class DeviceBuffer {
  /// XRT rounds sizes up to whole pages of 4 KiB before the device hears of them.
  static let granularity = 4096

  /// Where the buffer is in the device's address space.
  let address: UInt64
  /// Bytes, as XRT allocated them.
  let capacity: Int
  /// The file that the host maps, if it maps one.
  let file: String?
  private let region: GuardedRegion
  /// Whether data are placed by what the host transfers, not by whole pages.
  private let isExact: Bool

  /// How many runs work on it now.
  var activeRuns = 0
  /// Bytes from the start up to the end of the last one that was ever transferred.
  private(set) var transferred = 0
  /// Whether the host, or a kernel, ever wrote to the device's copy.
  private(set) var wasWritten = false
  /// Whether the device's copy was changed by a kernel since the last transfer.
  private(set) var wasChangedByKernel = false
  /// The unit and argument that wrote what nobody has looked at yet.
  private(set) var unreadOutput: String?

  /// - Returns: `nil` where there is no memory for it.
  init?(address: UInt64, capacity: Int, file: String?, isExact: Bool) {
    guard let region = GuardedRegion(bytes: capacity) else { return nil }
    region.place(length: capacity)
    self.region = region
    self.address = address
    self.capacity = capacity
    self.file = file
    self.isExact = isExact
  }

  /// The size that the host asked for, as far as it can be known: where transfers reached the last page,
  /// up to their end; else whole pages.
  var size: Int {
    let isKnown = isExact && transferred > 0 && capacity - transferred < Self.granularity
    return isKnown ? transferred : capacity
  }

  /// Whether ``size`` is narrower than what was allocated.
  var hasNarrowSize: Bool { size < capacity }

  /// Copies from the host; the range lies inside the capacity. `false`: a kernel runs on a narrower part.
  func write(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Bool {
    guard widen(to: offset + bytes.count) else { return false }
    bytes.withUnsafeBytes { source in
      if let first = source.baseAddress { memcpy(region.start + offset, first, source.count) }
    }
    transferred = max(transferred, offset + bytes.count)
    (wasWritten, wasChangedByKernel) = (true, false)
    return true
  }

  /// What the host reads; the range lies inside the capacity. `nil`: a kernel runs on a narrower part.
  func read(_ count: Int, at offset: Int) -> UnsafeRawBufferPointer? {
    guard widen(to: offset + count) else { return nil }
    transferred = max(transferred, offset + count)
    unreadOutput = nil
    wasChangedByKernel = false
    return UnsafeRawBufferPointer(start: region.start + offset, count: count)
  }

  /// The first byte, for a kernel, with the end of the data at the border.
  func prepare() -> UnsafeMutableRawPointer {
    if activeRuns == 0, region.length != size { region.place(length: size) }
    activeRuns += 1
    return region.start
  }

  /// A run is over. Returns the offset of a byte beside the data that it wrote, if it did.
  func finish() -> Int? {
    activeRuns = max(0, activeRuns - 1)
    guard activeRuns == 0, let place = region.overwritten else { return nil }
    region.place(length: region.length)
    return place
  }

  /// A kernel has written to it.
  func markWritten(by argument: String) {
    (wasWritten, wasChangedByKernel) = (true, true)
    unreadOutput = argument
  }

  /// A kernel has read what another wrote.
  func markUsed() { unreadOutput = nil }

  /// The distance of a faulting address from the first byte, where it is near this buffer.
  func offset(of address: UInt64) -> Int? { region.offset(of: address) }

  /// Whether the host's file says something else than the device's copy, and no kernel has changed that:
  /// the host wrote to it and did not transfer it. `false` where the host maps no file.
  var isStale: Bool {
    guard let file, !wasChangedByKernel, wasWritten else { return false }
    guard let handle = fopen(file, "rb") else { return false }
    defer { fclose(handle) }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    var place = 0
    while place < size {
      let count = fread(&chunk, 1, min(chunk.count, size - place), handle)
      guard count > 0 else { return false }
      if memcmp(&chunk, region.start + place, count) != 0 { return true }
      place += count
    }
    return false
  }

  /// Makes room where transfers reach behind what they reached so far.
  private func widen(to end: Int) -> Bool {
    guard end > region.length else { return true }
    guard activeRuns == 0 else { return false }
    region.place(length: min(max(end, size), capacity))
    return true
  }
}
