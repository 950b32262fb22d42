import KernelIR

/// A place in the bursts of an access that can move by any number of bursts at once.
///
/// The bursts are those of ``BurstSequence``. As long as runs of beats follow each other at one
/// distance, are cut into bursts alike and stay in one part of the array, they form a region: burst
/// `place` of it is known in closed form.
struct BurstCursor {
  /// Runs of more bursts are regions of their own, so that places within them do not matter.
  private static let shortRun = 64
  private let shape: BurstShape
  /// Beats that one channel holds before the next one goes on.
  private let segmentBeats: Int
  /// Turns of the outer loops; the innermost one as of the region's first run.
  private(set) var counters: [UInt32]
  /// Beats of the present run that earlier regions have covered.
  private(set) var runOffset = 0
  private(set) var region = BurstRegion()
  /// The burst of the region that is next.
  private(set) var place = 0
  /// First beat and length in beats of the next burst; `nil` after the last one.
  private(set) var current: (beat: Int, length: Int)?
  /// First beat of the burst before the next one; -1 before the first one.
  private(set) var last = -1
  /// How many bursts may still begin in the present block of a run; see ``BlockLimits``.
  var allowance = Int.max
  /// How many bursts were allowed at its beginning.
  private var allowed = Int.max

  init(_ sequence: BurstSequence, segmentBeats: Int) {
    shape = sequence.shape
    self.segmentBeats = max(1, segmentBeats)
    counters = shape.counts.map { _ in 0 }
    guard !shape.isEmpty else { return }
    openRegion()
    current = region.burst(0, of: shape)
  }

  /// Bursts of the region from the next one on; 0 after the last burst.
  var regionLeft: Int { current == nil ? 0 : region.count - place }

  /// Number of outer loops, whose turns each start a run of beats.
  var outerLoops: Int { shape.outer }
  /// Largest number of beats in a burst.
  var burstBeats: Int { min(shape.burstBeats, shape.runBeats) }

  /// Allows the next block so many bursts, and none beyond the region.
  mutating func allow(_ bursts: Int) {
    allowed = min(bursts, regionLeft)
    allowance = allowed
  }

  /// Bursts that were begun since ``allow(_:)``.
  var begun: Int { allowed - allowance }

  /// Goes on to the next burst.
  mutating func advance() { advance(by: 1) }

  /// Goes on by a number of bursts, at least one, of which none is beyond the last one's end.
  mutating func advance(by count: Int) {
    place += count
    if place <= region.count { last = region.burst(place - 1, of: shape).beat }
    while current != nil, place >= region.count {
      place -= region.count
      leaveRegion()
      if place > 0, place <= region.count { last = region.burst(place - 1, of: shape).beat }
    }
    if current != nil { current = region.burst(place, of: shape) }
  }

  /// Makes `turns` more turns of an outer loop; the caller knows that it has them.
  mutating func repeatLoop(_ level: Int, turns: Int) {
    counters[level] += UInt32(truncatingIfNeeded: turns)
    openRegion()
    current = region.burst(place, of: shape)
  }

  /// How far addresses move, in beats, with `turns` more turns of an outer loop; `nil` when they do
  /// not all move alike.
  func shift(_ level: Int, turns: Int) -> Int? { shape.index.shift(over: level, turns: turns) }

  /// Turns of an outer loop in all.
  func turns(of level: Int) -> Int { Int(shape.counts[level]) }

  /// Turn of an outer loop that the next burst belongs to.
  func turn(of level: Int) -> Int {
    Int(counters[level]) + (level == shape.outer - 1 ? place / region.bursts : 0)
  }

  private mutating func leaveRegion() {
    runOffset += region.beats
    guard region.turns > 1 || runOffset >= shape.runBeats else { return openRegion() }
    runOffset = 0
    guard shape.outer > 0, carry() else {
      current = nil
      return
    }
    openRegion()
  }

  /// Turns the outer loops on by the region's runs; false after the last turn.
  private mutating func carry() -> Bool {
    var level = shape.outer - 1
    counters[level] += UInt32(region.turns)
    while counters[level] >= shape.counts[level] {
      counters[level] = 0
      level -= 1
      guard level >= 0 else { return false }
      counters[level] += 1
    }
    return true
  }

  private mutating func openRegion() {
    let level = shape.outer - 1
    let runs =
      level >= 0
      ? shape.index.progression(over: level, from: counters)
      : Progression(value: shape.index.value(counters), step: 0, turns: 1)
    let start = Int(runs.value) + runOffset
    let room = segmentBeats - start % segmentBeats
    var next = BurstRegion(
      base: start, step: runs.step, turns: 1, beats: min(shape.runBeats - runOffset, room))
    next.bursts = BurstRegion.bursts(of: next.beats, from: start, shape)
    if level >= 0, next.beats == shape.runBeats, next.bursts <= Self.shortRun {
      let left = Int(shape.counts[level]) - Int(counters[level])
      let turns = min(left, runs.turns(within: .max), next.turns(within: segmentBeats))
      if turns > 1, next.isUniform(shape) { next.turns = turns }
    }
    region = next
  }
}

/// Runs of beats at one distance.
struct BurstRegion: Hashable {
  /// First beat of the first run.
  var base = 0
  /// Beats from one run to the next.
  var step = 0
  /// Number of runs.
  var turns = 0
  /// Beats of each run.
  var beats = 0
  /// Bursts of each run.
  var bursts = 1

  /// Bursts in all.
  var count: Int { turns * bursts }

  /// Whether another region is the same but for its base.
  func isShiftOf(_ other: BurstRegion) -> Bool {
    step == other.step && turns == other.turns && beats == other.beats && bursts == other.bursts
  }

  /// First beat and length of a burst.
  func burst(_ place: Int, of shape: BurstShape) -> (beat: Int, length: Int) {
    let run = bursts == 1 ? place : place / bursts
    let offset = Self.offset(of: place - run * bursts, from: base, shape)
    let start = base + run * step + offset
    let toBoundary = shape.boundaryBeats - start % shape.boundaryBeats
    return (start, min(beats - offset, shape.burstBeats, toBoundary))
  }

  /// Runs that stay within the part of the array that the first one is in.
  func turns(within segment: Int) -> Int {
    let before = base % segment
    switch step {
    case 0: return Int.max
    case 1...: return (segment - before - beats) / step + 1
    default: return before / -step + 1
    }
  }

  /// Whether boundaries cut every run alike.
  func isUniform(_ shape: BurstShape) -> Bool {
    func divides(_ unit: Int) -> Bool {
      shape.boundaryBeats % unit == 0 && base % unit == 0 && step % unit == 0
    }
    return step % shape.boundaryBeats == 0 || divides(shape.burstBeats)
      || beats <= shape.burstBeats && divides(beats)
  }

  /// Number of bursts that a run of beats is cut into.
  static func bursts(of beats: Int, from start: Int, _ shape: BurstShape) -> Int {
    let first = min(beats, shape.boundaryBeats - start % shape.boundaryBeats)
    let whole = (beats - first) / shape.boundaryBeats
    let rest = (beats - first) % shape.boundaryBeats
    return shape.bursts(first) + whole * shape.bursts(shape.boundaryBeats) + shape.bursts(rest)
  }

  /// Beats of a run before its burst `number`.
  private static func offset(of number: Int, from start: Int, _ shape: BurstShape) -> Int {
    guard number > 0 else { return 0 }
    let first = shape.boundaryBeats - start % shape.boundaryBeats
    let inFirst = shape.bursts(first)
    guard number >= inFirst else { return number * shape.burstBeats }
    let perBoundary = shape.bursts(shape.boundaryBeats)
    let later = number - inFirst
    return first + later / perBoundary * shape.boundaryBeats
      + later % perBoundary * shape.burstBeats
  }
}
