/// Walks over the bursts of a run of beats: at most `most` long, none across a multiple of 64.
struct BurstWalk {
  private var address: Int
  /// Beats that no burst has been made of.
  private(set) var left: Int
  private let most: Int

  init(_ parameters: ChainParameters) {
    address = parameters.base
    left = parameters.beats
    most = parameters.burstBeats
  }

  /// The length of the next burst; 0 after the last one.
  mutating func next() -> Int {
    let length = min(left, most, 64 - address & 63)
    address += length
    left -= length
    return length
  }
}

/// Walks over the beats of the same bursts.
struct BeatWalk {
  private var bursts: BurstWalk
  private var left = 0

  init(_ parameters: ChainParameters) { bursts = BurstWalk(parameters) }

  /// Takes a beat; true when it is the last one of its burst.
  mutating func take() -> Bool {
    if left == 0 { left = bursts.next() }
    left -= 1
    return left == 0
  }
}

/// A pipeline as its valid bits: the output is bit 63, the input `depth - 1` below.
struct SteppedPipeline {
  private var valid: UInt64 = 0
  private let input: UInt64
  private let interval: Int
  private let capacity: Int
  private var occupancy = 0
  private var pause = 0

  init(_ parameters: ChainParameters.Pipeline) {
    input = 1 << UInt64(64 - parameters.depth)
    interval = parameters.interval
    capacity = (parameters.depth + parameters.interval - 1) / parameters.interval
  }

  var hasOutput: Bool { valid >> 63 == 1 }

  func canStart(whenLeaving leaves: Bool) -> Bool {
    pause == 0 && (occupancy < capacity || leaves)
  }

  /// Everything moves on by a register, except what is held up at the output without a bubble.
  mutating func step(starts: Bool, leaves: Bool) {
    if leaves || !hasOutput {
      valid <<= 1
    } else {
      let stays = ~(UInt64.max >> UInt64((~valid).leadingZeroBitCount))
      valid = valid & stays | (valid & ~stays) << 1
    }
    if pause > 0 { pause -= 1 }
    if leaves { occupancy -= 1 }
    if starts {
      valid |= input
      occupancy += 1
      pause = interval - 1
    }
  }
}

/// One event after the other at a pace in 1/4096 cycles, with no credit from idle times but the
/// fraction of a cycle that is lost to rounding.
struct SteppedPace {
  private let pace: Int
  /// Until the next event in 1/4096; -4096 when it could have been a cycle ago, or earlier.
  private var wait = 0

  init(_ pace: Int) { self.pace = pace }

  var isReady: Bool { wait <= 0 }
  /// Whole cycles, rounded up, that an event which begins now takes.
  var length: Int { (ends + 4095) >> 12 }

  private var ends: Int { (wait > -4096 ? wait : 0) + pace }

  mutating func step(_ begins: Bool) { wait = begins ? ends - 4096 : max(wait - 4096, -4096) }
}

/// A way of a fixed length: bit n arrives n cycles from now.
struct SteppedWay {
  private var bits: UInt64 = 0

  /// Sends something that arrives after `cycles`, 0 to 63.
  mutating func send(in cycles: Int) { bits |= 1 << UInt64(cycles) }

  /// Whether something arrives now; moves on to the next cycle.
  mutating func arrives() -> Bool {
    defer { bits >>= 1 }
    return bits & 1 == 1
  }
}
