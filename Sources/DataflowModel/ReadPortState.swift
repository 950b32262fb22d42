/// The read side of an AXI port: asks ahead for bursts as long as the buffer has room for them.
///
/// A burst's place is free again when its last beat has been taken; `outstanding` bursts have a
/// place (UG1399: the adapter's buffer holds outstanding × burst length words).
struct ReadPortState {
  private var bursts: BurstSequence
  private let outstanding: Int
  /// Channels that the port spreads over, in address order.
  let channels: [Int]
  private var upcoming: (beat: Int, length: Int)?
  private var lastRequest: Ticks = -TickScale.cycle

  /// Bursts that have been asked for, oldest first: when data begin to arrive, beats left.
  private var arriving: [(start: Ticks, length: Int, taken: Int)] = []
  private var head = 0
  private var lastBeat: Ticks = 0
  private var requested = 0
  private var released = 0
  private var releaseTimes: [Ticks]

  init(bursts: BurstSequence, outstanding: Int, channels: [Int]) {
    self.bursts = bursts
    self.outstanding = outstanding
    self.channels = channels
    releaseTimes = Array(repeating: 0, count: outstanding)
    upcoming = self.bursts.next()
  }

  /// When the next burst can be asked for; `nil` when there is none or no place is free yet.
  var requestTime: Ticks? {
    guard upcoming != nil else { return nil }
    let place = requested - outstanding
    guard place < released else { return nil }
    let free = place < 0 ? 0 : releaseTimes[place % outstanding]
    return max(lastRequest + TickScale.cycle, free)
  }

  /// First beat and length of the burst that is asked for next.
  var nextBurst: (beat: Int, length: Int) { upcoming ?? (0, 0) }

  /// Records a request whose data begin to arrive at `dataTime`.
  mutating func request(at time: Ticks, dataTime: Ticks) {
    arriving.append((dataTime, nextBurst.length, 0))
    lastRequest = time
    requested += 1
    upcoming = bursts.next()
  }

  /// When the next beat can be taken; `nil` while its burst has not been asked for.
  func beatTime(_ ticksPerBeat: Ticks) -> Ticks? {
    guard head < arriving.count else { return nil }
    let burst = arriving[head]
    return max(
      lastBeat + TickScale.cycle,
      TickScale.edge(burst.start + (burst.taken + 1) * ticksPerBeat))
  }

  /// Takes a beat.
  mutating func take(at time: Ticks) {
    arriving[head].taken += 1
    lastBeat = time
    guard arriving[head].taken == arriving[head].length else { return }
    releaseTimes[released % outstanding] = time + TickScale.cycle
    released += 1
    head += 1
    if head == 64 {
      arriving.removeFirst(head)
      head = 0
    }
  }
}
