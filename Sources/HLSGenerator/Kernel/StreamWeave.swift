import KernelIR

/// How processes that streams join are run by one of them, for tools that run nothing side by side.
///
/// The root runs its loops. Where it takes a token, the process before runs until it has one
/// (pulled); where it puts a token, the process behind runs once (pushed).
struct StreamWeave {
  /// The process whose loops drive all others.
  let root: Process
  /// All processes in program order.
  let processes: [Process]
  /// Names of the processes that run when a token is needed.
  let pulled: Set<String>

  /// The weave that leaves the simplest code; `nil` when no process can drive all others.
  init?(_ processes: [Process]) {
    let weaves = processes.compactMap { StreamWeave(processes, root: $0) }
    let best = weaves.enumerated().min { left, right in
      left.element.rank == right.element.rank
        ? left.offset < right.offset
        : left.element.rank.lexicographicallyPrecedes(right.element.rank)
    }
    guard let best else { return nil }
    self = best.element
  }

  private init?(_ processes: [Process], root: Process) {
    self.processes = processes
    self.root = root
    var search = WeaveSearch(processes: processes)
    guard search.reaches(from: root) else { return nil }
    pulled = search.pulled
  }

  /// Fewer searches for a token first, then deeper loops and more work at the root.
  private var rank: [Int] {
    let searching = processes.filter { pulled.contains($0.name) && $0.skipsTokens }
    return [searching.count, -root.loops.count, -root.body.count]
  }

  /// The process that fills a stream.
  func producer(of stream: String) -> Process? {
    processes.first { $0.written.contains { $0.stream == stream } }
  }

  /// The process that empties a stream.
  func consumer(of stream: String) -> Process? {
    processes.first { $0.taken.contains { $0.stream == stream } }
  }
}

/// The walk from a root along the streams.
private struct WeaveSearch {
  let processes: [Process]
  var pulled: Set<String> = []
  private var reached: Set<String> = []

  init(processes: [Process]) { self.processes = processes }

  /// Whether every process is reached once, and runs exactly as often as tokens ask for it.
  mutating func reaches(from root: Process) -> Bool {
    reached = [root.name]
    return root.taken.allSatisfy { pull($0.stream) } && root.written.allSatisfy { push($0.stream) }
      && reached.count == processes.count
  }

  /// A process that is pulled fills one stream with one token at a time.
  private mutating func pull(_ stream: String) -> Bool {
    guard let process = processes.first(where: { $0.written.contains { $0.stream == stream } }),
      process.written.count == 1, reached.insert(process.name).inserted
    else { return false }
    pulled.insert(process.name)
    return process.taken.allSatisfy { pull($0.stream) }
  }

  /// A process that is pushed takes one token in every iteration.
  private mutating func push(_ stream: String) -> Bool {
    guard let process = processes.first(where: { $0.taken.contains { $0.stream == stream } }),
      process.taken.count == 1, process.taken[0].when == .always,
      reached.insert(process.name).inserted
    else { return false }
    return process.written.allSatisfy { push($0.stream) }
  }
}

extension Process {
  /// Streams that tokens are taken from, with the guard, in order.
  fileprivate var taken: [(stream: String, when: Guard)] {
    let ends = division.map { [(stream: $0.ends, when: Guard.first($0.counter))] } ?? []
    return ends
      + body.compactMap {
        if case .read(let stream, _, let when) = $0 { (stream, when) } else { nil }
      }
  }

  /// Streams that tokens are put into, with the guard, in order.
  fileprivate var written: [(stream: String, when: Guard)] {
    body.compactMap { if case .write(let stream, _, let when) = $0 { (stream, when) } else { nil } }
  }

  /// Whether there are iterations that put no token.
  var skipsTokens: Bool { written.contains { $0.when != .always } }
}
