/// Positions of a run in the order of their times, found again by what is alike of them.
struct VisitTable {
  struct Visit {
    let key: [Int]
    let position: RunPosition
    let state: Int
  }

  private static let most = 1 << 18
  private(set) var visits: [Visit] = []
  /// The last visit for each hash of a key.
  private var numbers: [Int: Int] = [:]

  /// The last visit with a key.
  func number(of key: [Int]) -> Int? {
    guard let number = numbers[RunStates.hash(key)], visits[number].key == key else { return nil }
    return number
  }

  /// Remembers a position; returns false when this made all others forgotten.
  mutating func append(_ key: [Int], _ position: RunPosition, state: Int) -> Bool {
    let isFull = visits.count >= Self.most
    if isFull {
      visits.removeAll()
      numbers.removeAll()
    }
    numbers[RunStates.hash(key)] = visits.count
    visits.append(Visit(key: key, position: position, state: state))
    return !isFull
  }

  /// The last of the visits up to `end`, none beyond which is reached, that `reaches` holds for;
  /// `number` itself when there is none.
  func last(
    after number: Int, before end: Int, where reaches: (RunPosition) -> Bool
  ) -> Int {
    var reached = number
    var beyond = end
    while beyond - reached > 1 {
      let middle = (reached + beyond) / 2
      if reaches(visits[middle].position) { reached = middle } else { beyond = middle }
    }
    return reached
  }
}

extension RunPlan {
  /// Appends what of a position decides its future, but for its state and its refreshes: the places
  /// of ports in their rows.
  func appendPlaces(_ position: RunPosition, _ frame: RunFrame, to key: inout [Int]) {
    for port in ports.indices {
      let cursor = position.cursors[port]
      guard let burst = cursor.current else {
        key.append(-1)
        continue
      }
      let byte = burst.beat * ports[port].timing.beatBytes
      let channel = ports[port].channel(of: byte)
      let transaction = layout.transaction(ofByte: byte, array: ports[port].array)
      key.append(channel)
      key.append(byte % 4096)
      places.append(transaction, lowBits: 62, row: frame.rows[channel], to: &key)
      key.append(cursor.region.step)
      key.append(cursor.region.beats)
      key.append(cursor.region.turns > 1 ? cursor.place % cursor.region.bursts : -1)
    }
  }

  /// Appends the base units until refreshes fall due.
  func appendDistances(_ position: RunPosition, to key: inout [Int]) {
    for cycle in position.refreshes { key.append(distance(to: cycle, from: position.time)) }
  }
}
