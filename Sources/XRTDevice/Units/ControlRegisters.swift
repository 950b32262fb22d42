/// The register file of a compute unit: control in the first word, arguments from 0x10.
///
/// Source: UG1399, "S_AXILITE Control Register Map"; XRT, `core/include/ert.h` and `swscheduler.cxx`.
struct ControlRegisters {
  /// Bits of the first word.
  enum Bit {
    static let start: UInt32 = 1 << 0
    static let done: UInt32 = 1 << 1
    static let idle: UInt32 = 1 << 2
    static let ready: UInt32 = 1 << 3
    static let proceed: UInt32 = 1 << 4
  }

  /// Bytes of a register file, as XRT gives address space to each unit.
  static let bytes = 0x10000
  /// Where arguments start.
  static let firstArgument = 0x10

  /// How the unit is started.
  let control: EmulationDescription.Control
  /// All bytes; the first word is made when it is read.
  private(set) var values = [UInt8](repeating: 0, count: 0x1000)
  private var isRunning = false
  /// Ends that the host has not acknowledged.
  private var ends = 0
  /// Whether the host has read that a run is over since it last started one.
  private var hasSeenEnd = false

  init(control: EmulationDescription.Control) { self.control = control }

  /// Writes bytes from an offset on. Returns whether a run is to be started.
  ///
  /// Words 1 to 3 (interrupts) are kept and have no effect: the host asks for the first word.
  mutating func write(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Bool {
    var word: UInt32 = 0
    for (index, byte) in bytes.enumerated() {
      let place = offset + index
      guard place >= 0, place < Self.bytes else { break }
      if place < 4 {
        word |= UInt32(byte) << UInt32(8 * place)
      } else {
        if place >= values.count { grow(to: place + 1) }
        values[place] = byte
      }
    }
    if word & Bit.proceed != 0 { acknowledge() }
    guard word & Bit.start != 0, !isRunning else { return false }
    // XRT's scheduler of software emulation starts the next run of a chain unit without a word on the
    // end that it has read; on a card it writes `ap_continue`.
    if hasSeenEnd { acknowledge() }
    isRunning = true
    return true
  }

  /// A run is over.
  mutating func finish() {
    guard isRunning else { return }
    isRunning = false
    ends += 1
  }

  /// Whether a run is under way.
  var isBusy: Bool { isRunning }

  /// Reads bytes. Returns them, and whether the host has now seen the end of a run.
  mutating func read(_ count: Int, at offset: Int) -> (bytes: [UInt8], sawEnd: Bool) {
    var word = isRunning ? Bit.start : Bit.idle
    let sawEnd = offset < 4 && ends > 0
    if sawEnd {
      word |= Bit.done | Bit.ready
      hasSeenEnd = true
      if control == .handshake { acknowledge() }
    }
    let bytes = (0..<max(0, count)).map { index -> UInt8 in
      let place = offset + index
      if (0..<4).contains(place) { return UInt8(truncatingIfNeeded: word >> UInt32(8 * place)) }
      return values.indices.contains(place) ? values[place] : 0
    }
    return (bytes, sawEnd)
  }

  private mutating func acknowledge() {
    ends = max(0, ends - 1)
    hasSeenEnd = false
  }

  /// The value of a register of up to eight bytes.
  func value(at offset: Int, size: Int) -> UInt64 {
    let places = stride(from: offset + min(max(size, 0), 8) - 1, through: offset, by: -1)
    return places.reduce(0) { value, place in
      value << 8 | UInt64(values.indices.contains(place) ? values[place] : 0)
    }
  }

  private mutating func grow(to count: Int) {
    values.append(contentsOf: [UInt8](repeating: 0, count: max(count, 0x1000) - values.count))
  }
}
