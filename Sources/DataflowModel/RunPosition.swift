/// Where a run is, as far as its state does not say it: time, and how much work has been done.
struct RunPosition {
  /// In base units of the clock ratio.
  var time = 0
  /// For each process the iteration that starts next.
  var iterations: [Int] = []
  /// For each read port, then each write port, the burst that comes next.
  var cursors: [BurstCursor] = []
  /// For each channel the memory cycle in which its next refresh falls due.
  var refreshes: [Int] = []
  /// For each process what its cycles were spent on so far.
  var accounts: [RunAccount] = []
}

/// What a block of a run did, beyond taking one state to another.
struct RunProgress: Hashable {
  /// In base units of the clock ratio.
  var time: Int
  /// For each process the iterations it started.
  var iterations: [Int]
  /// For each port the bursts it began.
  var bursts: [Int]
  /// For each process what its cycles were spent on.
  var accounts: [RunAccount]
}
