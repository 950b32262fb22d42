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
  @inline(__always)
  mutating func take() -> Bool {
    if left == 0 { left = bursts.next() }
    left &-= 1
    return left == 0
  }
}

/// A pipeline as its valid bits: the output is bit 63, the input `depth - 1` below.
struct SteppedPipeline {
  private var valid: UInt64 = 0
  private let input: UInt64
  private let interval: Int
  /// Iterations that can still be taken in.
  private var room: Int
  /// From this cycle on the next iteration can start.
  private var nextStart = 0

  init(_ parameters: ChainParameters.Pipeline) {
    input = 1 << UInt64(64 - parameters.depth)
    interval = parameters.interval
    room = (parameters.depth + parameters.interval - 1) / parameters.interval
  }

  var hasOutput: Bool { valid &>> 63 == 1 }

  @inline(__always)
  func canStart(in cycle: Int, whenLeaving leaves: Bool) -> Bool {
    cycle >= nextStart && (room > 0 || leaves)
  }

  /// Everything moves on by a register, except what is held up at the output without a bubble.
  @inline(__always)
  mutating func step(in cycle: Int, starts: Bool, leaves: Bool) {
    if leaves || !hasOutput {
      valid &<<= 1
    } else {
      let stays = ~(UInt64.max >> UInt64((~valid).leadingZeroBitCount))
      valid = valid & stays | (valid & ~stays) &<< 1
    }
    if leaves { room &+= 1 }
    if starts {
      valid |= input
      room &-= 1
      nextStart = cycle &+ interval
    }
  }
}

/// One event after the other at a pace in 1/4096 cycles, with no credit from idle times but the
/// fraction of a cycle that is lost to rounding.
struct SteppedPace {
  private let pace: Int
  /// When the next event can begin, in 1/4096.
  private var free = 0

  init(_ pace: Int) { self.pace = pace }

  @inline(__always)
  func isReady(in cycle: Int) -> Bool { free <= cycle &<< 12 }

  /// Begins an event.
  ///
  /// - Returns: The first cycle in which it is over.
  @inline(__always)
  mutating func begin(in cycle: Int) -> Int {
    let now = cycle &<< 12
    free = (now &- free < 4096 ? free : now) &+ pace
    return (free &+ 4095) &>> 12
  }
}

/// A buffer that passes a burst on, a beat per cycle, when it holds all of it.
struct SteppedBuffer {
  private var bursts: BurstWalk
  /// Whole bursts of which nothing has been passed on.
  private var whole = 0
  /// Beats to be passed on of the oldest one.
  private var left = 0

  init(_ parameters: ChainParameters) { bursts = BurstWalk(parameters) }

  /// One cycle, in which a burst may become whole at its end.
  ///
  /// - Returns: Whether the last beat of a burst is passed on.
  @inline(__always)
  mutating func step(becomesWhole: Bool) -> Bool {
    if left == 0, whole > 0 {
      whole &-= 1
      left = bursts.next()
    }
    if becomesWhole { whole &+= 1 }
    guard left > 0 else { return false }
    left &-= 1
    return left == 0
  }
}

/// A way of a fixed length: bit n arrives n cycles from now.
struct SteppedWay {
  private var bits: UInt64 = 0

  /// Sends something that arrives after `cycles`, 0 to 63.
  @inline(__always)
  mutating func send(in cycles: Int) { bits |= 1 &<< UInt64(truncatingIfNeeded: cycles) }

  /// Whether something arrives now; moves on to the next cycle.
  @inline(__always)
  mutating func arrives() -> Bool {
    defer { bits &>>= 1 }
    return bits & 1 == 1
  }
}
