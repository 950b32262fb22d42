/// The accesses that lie ahead of a run, as far as one block can reach, and the rows that they and
/// all others are counted from.
struct RunFrame {
  /// For each channel the row that the first port was at whose last burst was on it; 0 where none
  /// was.
  private(set) var rows: [Int]
  /// For each port its channel, -1 after its last burst, and its transaction.
  private var places: [(channel: Int, transaction: Int)] = []
  /// What matters of the accesses ahead.
  private(set) var window: [Int] = []

  init(channels: Int) { rows = Array(repeating: 0, count: channels) }

  /// Looks ahead from a position.
  mutating func look(from position: RunPosition, _ run: RunPlan) {
    window.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for channel in rows.indices { rows[channel] = Int.min }
    for port in run.ports.indices { locate(port, position.cursors[port], run) }
    for channel in rows.indices where rows[channel] == Int.min { rows[channel] = 0 }
    for process in run.processes.indices {
      run.processes[process].appendWindow(from: position.iterations[process], to: &window)
    }
    for port in run.ports.indices { appendWindow(port, position.cursors[port], run) }
  }

  private mutating func locate(_ port: Int, _ cursor: BurstCursor, _ run: RunPlan) {
    let plan = run.ports[port]
    if cursor.last >= 0 {
      let byte = cursor.last * plan.timing.beatBytes
      let channel = plan.channel(of: byte)
      if rows[channel] == Int.min {
        rows[channel] = run.places.referenceRow(
          run.layout.transaction(ofByte: byte, array: plan.array))
      }
    }
    guard let burst = cursor.current else {
      places.append((-1, 0))
      return
    }
    let byte = burst.beat * plan.timing.beatBytes
    places.append(
      (plan.channel(of: byte), run.layout.transaction(ofByte: byte, array: plan.array)))
  }

  private mutating func appendWindow(_ port: Int, _ cursor: BurstCursor, _ run: RunPlan) {
    guard let burst = cursor.current else {
      window.append(-1)
      return
    }
    let beatBytes = run.ports[port].timing.beatBytes
    let left = min(cursor.regionLeft, run.limits[port])
    let region = cursor.region
    let inRun = region.bursts - cursor.place % region.bursts
    window.append(left)
    window.append(places[port].channel)
    window.append(burst.beat * beatBytes % 4096)
    var span: Int
    if inRun > left {
      window.append(-1)
      span = left * cursor.burstBeats
    } else {
      // The run ends within the window: how long it is, and where the next ones are.
      let turn = cursor.place / region.bursts
      window.append(region.base + turn * region.step + region.beats - burst.beat)
      window.append(region.beats)
      window.append(region.step)
      span = abs(region.step) * (left / region.bursts + 1) + region.beats
      if region.step < 0 { span = Int.max / beatBytes }
    }
    run.places.appendWindow(
      places[port].transaction, span: span * beatBytes / run.transactionBytes + 1,
      row: rows[places[port].channel], to: &window)
  }
}
