import Foundation

/// The device's memory: banks as XRT gives addresses from, and the buffers in them.
struct DeviceMemory {
  /// Why something cannot be done with the memory.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// A bank, as XRT numbers them: one after the other from address 0.
  struct Bank: Equatable {
    let name: String
    let start: UInt64
    let size: UInt64

    func contains(_ address: UInt64) -> Bool { address >= start && address - start < size }
  }

  private(set) var banks: [Bank] = []
  // In the order of their addresses; no two overlap.
  private(set) var buffers: [DeviceBuffer] = []
  private let isExact: Bool

  /// - Parameter isExact: Whether the ends of buffers are known from transfers, byte by byte.
  init(isExact: Bool = true) { self.isExact = isExact }

  /// Sets the banks, in order, with the names that the configuration gives them.
  mutating func setBanks(sizes: [UInt64], names: [String]) {
    var start: UInt64 = 0
    banks = []
    for (index, size) in sizes.enumerated() {
      let name = names.indices.contains(index) ? names[index] : "bank \(index)"
      banks.append(Bank(name: name, start: start, size: size))
      let (next, isBeyond) = start.addingReportingOverflow(size)
      guard !isBeyond else { return }
      start = next
    }
  }

  /// The number of the bank that an address is in.
  func bank(of address: UInt64) -> Int? { banks.firstIndex { $0.contains(address) } }

  /// Adds a buffer.
  ///
  /// - Throws: ``Failure`` where another buffer is there, or memory is lacking.
  mutating func allocate(address: UInt64, size: UInt64, file: String?) throws {
    guard let capacity = Int(exactly: size), capacity > 0,
      !address.addingReportingOverflow(size).overflow
    else { throw Failure(description: "a buffer of \(size) bytes at \(hex(address)) cannot be") }
    let place = firstIndex(above: address)
    if place > 0, buffers[place - 1].address + UInt64(buffers[place - 1].capacity) > address {
      throw Failure(description: "there already is a buffer at \(hex(address))")
    }
    if place < buffers.count, buffers[place].address < address + size {
      throw Failure(description: "there already is a buffer at \(hex(buffers[place].address))")
    }
    guard
      let buffer = DeviceBuffer(
        address: address, capacity: capacity, file: file, isExact: isExact)
    else { throw Failure(description: "no memory for a buffer of \(size) bytes") }
    buffers.insert(buffer, at: place)
  }

  /// Removes the buffer that starts at an address.
  mutating func free(_ address: UInt64) -> DeviceBuffer? {
    let place = firstIndex(above: address)
    guard place > 0, buffers[place - 1].address == address else { return nil }
    return buffers.remove(at: place - 1)
  }

  /// Removes all buffers.
  mutating func removeAll() { buffers = [] }

  /// The buffer that an address is in, and how far behind its start.
  func find(_ address: UInt64) -> (buffer: DeviceBuffer, offset: Int)? {
    let place = firstIndex(above: address)
    guard place > 0 else { return nil }
    let buffer = buffers[place - 1]
    let distance = address - buffer.address
    guard distance < UInt64(buffer.capacity) else { return nil }
    return (buffer, Int(distance))
  }

  /// The buffer that a whole range is in.
  ///
  /// - Throws: ``Failure`` that says where the range is.
  func find(
    _ address: UInt64, count: UInt64
  ) throws -> (buffer: DeviceBuffer, offset: Int) {
    guard let found = find(address) else {
      throw Failure(description: "\(count) bytes at \(hex(address)) are in no buffer")
    }
    guard count <= UInt64(found.buffer.capacity - found.offset) else {
      throw Failure(
        description: "\(count) bytes at \(hex(address)) go past the end of a buffer of "
          + "\(found.buffer.capacity) bytes at \(hex(found.buffer.address))")
    }
    return found
  }

  private func firstIndex(above address: UInt64) -> Int {
    var (low, high) = (0, buffers.count)
    while low < high {
      let middle = (low + high) / 2
      if buffers[middle].address <= address { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// An address as it is printed.
func hex(_ address: UInt64) -> String { "0x" + String(address, radix: 16) }
