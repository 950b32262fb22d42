import Measurements

/// Finds the design point of a key: open addressing over the keys of a table, 4 bytes a slot and
/// at most half of the slots in use.
struct KeyIndex {
  /// 1 + the index of a design point; 0 is free. As many as a power of two.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var used = 0

  /// The design point with a key, or `nil`.
  func find(_ key: MeasurementKey, in keys: BlockArray<MeasurementKey>) -> Int? {
    let found = slots[place(of: key, in: keys)]
    return found == 0 ? nil : Int(found - 1)
  }

  /// Adds the last design point of the table, whose key is not in the index.
  mutating func addLast(of keys: BlockArray<MeasurementKey>) {
    if used * 2 >= slots.count { grow(keys) }
    let index = keys.count - 1
    slots[place(of: keys[index], in: keys)] = UInt32(clamping: index + 1)
    used += 1
  }

  private func place(of key: MeasurementKey, in keys: BlockArray<MeasurementKey>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: key.low) & mask
    while slots[place] != 0, keys[Int(slots[place] - 1)] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func grow(_ keys: BlockArray<MeasurementKey>) {
    let size = slots.count * 2
    // The old slots go first, so that both are never there at once.
    slots = []
    slots = [UInt32](repeating: 0, count: size)
    for index in 0..<used {
      var place = Int(truncatingIfNeeded: keys[index].low) & (size - 1)
      while slots[place] != 0 { place = (place + 1) & (size - 1) }
      slots[place] = UInt32(clamping: index + 1)
    }
  }
}
