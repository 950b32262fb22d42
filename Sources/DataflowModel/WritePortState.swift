/// The write side of an AXI port: collects a whole burst, then sends it (conservative mode, the
/// default of Vitis HLS), with `outstanding` bursts waiting for their response.
struct WritePortState {
  /// Beats that a memory controller takes before its channel has written them (assumed: the write
  /// queue of a controller holds a few bursts; writes on a U200 show no wait within a burst).
  private static let queuedBeats = 32

  private var bursts: BurstSequence
  private let outstanding: Int
  /// Channels that the port spreads over, in address order.
  let channels: [Int]
  private var collecting: (beat: Int, length: Int)?
  private var collected = 0
  private var collectedBursts = 0

  private var full: [(beat: Int, length: Int, time: Ticks)] = []
  private var head = 0
  private var portFree: Ticks = 0
  private var sent = 0
  private var drainTimes: [Ticks]
  private var responseTimes: [Ticks]
  /// When the last response arrived.
  private(set) var lastResponse: Ticks = 0

  init(bursts: BurstSequence, outstanding: Int, channels: [Int]) {
    self.bursts = bursts
    self.outstanding = outstanding
    self.channels = channels
    drainTimes = Array(repeating: 0, count: outstanding)
    responseTimes = Array(repeating: 0, count: outstanding)
    collecting = self.bursts.next()
  }

  /// When the buffer takes the next beat; `nil` while the burst in its place has not been sent.
  var spaceTime: Ticks? {
    let place = collectedBursts - outstanding
    guard place >= 0 else { return 0 }
    return place < sent ? drainTimes[place % outstanding] : nil
  }

  /// Puts a beat into the buffer.
  mutating func put(at time: Ticks) {
    collected += 1
    guard let burst = collecting, collected == burst.length else { return }
    full.append((burst.beat, burst.length, time + TickScale.cycle))
    collected = 0
    collectedBursts += 1
    collecting = bursts.next()
  }

  /// When the next burst can be sent; `nil` when none is full or the oldest response is not known.
  var requestTime: Ticks? {
    guard head < full.count else { return nil }
    let place = sent - outstanding
    let response = place < 0 ? 0 : responseTimes[place % outstanding]
    return max(full[head].time, portFree, response)
  }

  /// First beat and length of the burst that is sent next.
  var nextBurst: (beat: Int, length: Int) {
    head < full.count ? (full[head].beat, full[head].length) : (0, 0)
  }

  /// Records a burst that the channel begins to take at `start`.
  mutating func send(at time: Ticks, start: Ticks, timing: ChannelTiming) {
    let length = full[head].length
    // The port sends a beat per cycle unless the channel's write queue is full.
    let drained = start + (length - Self.queuedBeats) * timing.ticksPerBeat
    let end = max(drained, time + length * TickScale.cycle)
    portFree = TickScale.edge(end) + timing.writeGap
    drainTimes[sent % outstanding] = TickScale.edge(end)
    responseTimes[sent % outstanding] = TickScale.edge(end + timing.writeLatency)
    lastResponse = max(lastResponse, responseTimes[sent % outstanding])
    sent += 1
    head += 1
    if head == 64 {
      full.removeFirst(head)
      head = 0
    }
  }
}
