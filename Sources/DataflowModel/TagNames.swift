/// Names for bursts' tags that do not depend on how often the places of a port were used before.
///
/// A tag is `port << 9 | place`; its name counts the place from the port's oldest one in use.
struct TagNames {
  private let oldestReads: [Int]
  private let readPlaces: [Int]
  private let oldestWrites: [Int]
  private let writePlaces: [Int]

  init(_ reads: [ReadPort], _ writes: [WritePort]) {
    oldestReads = reads.map { $0.released % $0.outstanding }
    readPlaces = reads.map(\.outstanding)
    oldestWrites = writes.map { $0.answered % $0.outstanding }
    writePlaces = writes.map(\.outstanding)
  }

  func read(_ tag: Int) -> Int { Self.name(tag, oldestReads, readPlaces) }

  func write(_ tag: Int) -> Int { Self.name(tag, oldestWrites, writePlaces) }

  private static func name(_ tag: Int, _ oldest: [Int], _ places: [Int]) -> Int {
    let port = tag >> 9
    let place = tag & 511
    let own = place - oldest[port]
    return port << 9 | (own < 0 ? own + places[port] : own)
  }
}
