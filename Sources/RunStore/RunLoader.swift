import Foundation

/// Loads files of measurements: at once, or beside other work with a snapshot now and then.
///
/// Files are read in the order given and in pieces, never mapped or kept; `-` and pipes are copied
/// into a file without a name, so that rows can be read again. Mistakes in a file do not stop the
/// loading of what is right: they are in the snapshot.
package struct RunLoader: Sendable {
  /// Time to the first snapshot, if the end does not come before.
  package static let firstInterval = Duration.milliseconds(40)
  /// Time between snapshots, or longer where making them costs more than a fifth of the time.
  package static let interval = Duration.milliseconds(200)
  /// Time between looks at followed files.
  package static let pollInterval = Duration.milliseconds(250)

  private let files: [String]
  private let limits: BoardLimits

  /// Prepares to load; nothing is opened yet.
  ///
  /// - Parameters:
  ///   - files: Paths, `-` for stdin; at most 65 535.
  ///   - limits: Gives the theoretical ceilings of boards, those that it knows; called on the
  ///     loader's thread. What it throws becomes a problem of the snapshot.
  package init(files: [String], limits: @escaping BoardLimits = { _ in [] }) {
    self.files = files
    self.limits = limits
  }

  /// Loads everything before it returns; a pipe is waited for.
  package func load() -> RunSnapshot {
    var progress = LoadProgress(files: files, isFollowed: false, limits: limits)
    while true {
      switch progress.step() {
      case .read: continue
      case .waiting: usleep(2000)
      case .atEnd: return progress.snapshot(isComplete: true)
      }
    }
  }

  /// Loads in a task of its own.
  ///
  /// - Parameters:
  ///   - follow: Whether to go on when the end is reached: rows that are added to a file are read,
  ///     and files that were replaced or shortened are loaded anew. A row without its line break
  ///     waits for the rest. A snapshot is then complete each time the end is reached.
  ///   - publish: Called with each snapshot, in order, on the loader's thread; the next piece is
  ///     read when it returns.
  /// - Returns: What stops it. Without `follow` it ends by itself after the complete snapshot.
  package func start(
    follow: Bool = false, publish: @escaping @Sendable (RunSnapshot) -> Void
  ) -> RunLoading {
    let (files, limits) = (files, limits)
    return RunLoading(
      task: Task.detached(priority: .userInitiated) {
        let progress = LoadProgress(files: files, isFollowed: follow, limits: limits)
        var loop = LoadLoop(progress: progress, publish: publish)
        await loop.run(follow: follow)
      })
  }
}

/// Loading that goes on.
package struct RunLoading: Sendable {
  let task: Task<Void, Never>

  /// Stops it; at most one more snapshot comes.
  package func cancel() { task.cancel() }

  /// Waits for the end.
  package func wait() async { await task.value }
}

/// Steps and snapshots by the clock.
private struct LoadLoop {
  var progress: LoadProgress
  let publish: @Sendable (RunSnapshot) -> Void
  private let clock = ContinuousClock()
  private var due: ContinuousClock.Instant
  private var hasPublished = false

  init(progress: LoadProgress, publish: @escaping @Sendable (RunSnapshot) -> Void) {
    self.progress = progress
    self.publish = publish
    due = ContinuousClock().now + RunLoader.firstInterval
  }

  mutating func run(follow: Bool) async {
    var hasNews = true
    while !Task.isCancelled {
      switch progress.step() {
      case .read:
        hasNews = true
        if clock.now >= due { publishNow(isComplete: false) }
      case .waiting:
        if hasNews, clock.now >= due {
          publishNow(isComplete: false)
          hasNews = false
        }
        try? await clock.sleep(for: .milliseconds(10))
      case .atEnd:
        if hasNews {
          // Choosing labels takes as long as all the rest: the first picture does not wait for it.
          if !hasPublished { publishNow(isComplete: false) }
          publishNow(isComplete: true)
        }
        hasNews = false
        guard follow else { return }
        try? await clock.sleep(for: RunLoader.pollInterval)
        hasNews = progress.restartIfReplaced()
      }
    }
  }

  private mutating func publishNow(isComplete: Bool) {
    let start = clock.now
    publish(progress.snapshot(isComplete: isComplete))
    hasPublished = true
    due = clock.now + max(RunLoader.interval, (clock.now - start) * 5)
  }
}
