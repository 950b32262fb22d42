/// The states that a run has been in at the beginning of a block, and the blocks that followed.
struct RunStates {
  /// A block: from a state, with these accesses ahead and refreshes to come, to another state.
  struct Block {
    let window: [Int]
    /// For each channel the base units until its refresh falls due, or `far` when that is not before
    /// the end of the block.
    let refreshes: [Int]
    let progress: RunProgress
    /// For each channel the memory cycles by which its next refresh moved on.
    let refreshSteps: [Int]
    /// The state at its end.
    let state: Int
  }

  static let far = Int.max
  private var numbers: [Int: [Int]] = [:]
  private var words: [[Int]] = []
  private(set) var engines: [DataflowEngine] = []
  private(set) var rows: [[Int]] = []
  private var followers: [Followers] = []

  /// The blocks that follow one state: those that no refresh touches, and the others by the nearest.
  private struct Followers {
    var undisturbed: [Block] = []
    var disturbed: [Int: [Block]] = [:]
  }

  /// How many states are known.
  var count: Int { words.count }

  /// The number of a state; a new one keeps the engine to go on from.
  mutating func number(of state: [Int], engine: DataflowEngine, rows: [Int]) -> Int {
    let hash = Self.hash(state)
    for number in numbers[hash] ?? [] where words[number] == state { return number }
    let number = words.count
    numbers[hash, default: []].append(number)
    words.append(state)
    engines.append(engine)
    self.rows.append(rows)
    followers.append(Followers())
    return number
  }

  /// Remembers a block that began in a state.
  mutating func append(_ block: Block, from state: Int) {
    let nearest = block.refreshes.min() ?? Self.far
    if nearest == Self.far {
      followers[state].undisturbed.append(block)
    } else {
      followers[state].disturbed[nearest, default: []].append(block)
    }
  }

  /// The block that follows a state: the same accesses lie ahead, refreshes fall due alike.
  ///
  /// `refreshes` are the base units until the refresh of each channel falls due.
  func block(from state: Int, window: [Int], refreshes: [Int]) -> Block? {
    for block in followers[state].undisturbed
    where block.suits(refreshes) && block.window == window {
      return block
    }
    guard let nearest = refreshes.min(), let near = followers[state].disturbed[nearest] else {
      return nil
    }
    return near.first { $0.suits(refreshes) && $0.window == window }
  }

  static func hash(_ words: [Int]) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in words {
      hash = (hash ^ UInt64(bitPattern: Int64(word))) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return Int(truncatingIfNeeded: hash)
  }
}

extension RunStates.Block {
  /// Whether a refresh fell due in it.
  var isDisturbed: Bool { refreshes.contains { $0 != RunStates.far } }

  fileprivate func suits(_ distances: [Int]) -> Bool {
    for channel in distances.indices {
      let own = refreshes[channel]
      let isAlike =
        own == RunStates.far ? distances[channel] > progress.time : distances[channel] == own
      if !isAlike { return false }
    }
    return true
  }
}
