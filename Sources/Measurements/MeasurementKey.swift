/// Names a design point: 128 bits of a hash over everything that its repetitions have in common.
///
/// Two rows of one board have the same key when they are equal except for what each repetition
/// observes anew (`run_id`, `utc`, `repetition`, `seconds`, `cycles`, `power_w`, `result_check`,
/// `status`, `message` and the derived columns), whatever way their numbers are written and in
/// whatever order their columns stand. Different rows have the same key with a probability of
/// n² / 2¹²⁹ for n rows: 10⁻²⁷ for a million. The hash is no defence against files made to collide.
package struct MeasurementKey: Hashable, Sendable {
  /// The upper 64 bits.
  package var high: UInt64
  /// The lower 64 bits.
  package var low: UInt64
}

/// Two lanes of multiply and fold, as in wyhash (Wang Yi, github.com/wangyi-fudan/wyhash), with
/// constants of their own.
struct KeyHasher {
  private var first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F

  mutating func add(_ word: UInt64) {
    first = Self.fold(first ^ word, 0xA076_1D64_78BD_642F)
    second = Self.fold(second &+ word, 0xE703_7ED1_A0B4_28DB)
  }

  /// Adds text with its length.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    add(UInt64(bytes.count))
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    while offset + 8 <= raw.count {
      add(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    guard offset < raw.count else { return }
    var tail: UInt64 = 0
    while offset < raw.count {
      tail = tail << 8 | UInt64(raw[offset])
      offset += 1
    }
    add(tail)
  }

  var key: MeasurementKey {
    MeasurementKey(
      high: Self.fold(first ^ second, 0x8EBC_6AF0_9C88_C6E3),
      low: Self.fold(second ^ first.byteSwapped, 0x5899_65CC_7537_4CC3))
  }

  private static func fold(_ word: UInt64, _ factor: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: factor)
    // The sum keeps a word of which a factor is a divisor from losing what was added before.
    return (product.high ^ product.low) &+ word.byteSwapped
  }
}
