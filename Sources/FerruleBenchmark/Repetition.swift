import Foundation

/// How often a case runs, and what its time is.
struct Repetition {
  /// What is counted.
  enum Clock {
    /// CPU time of this process: what the rates of others are given in, and no worse when other
    /// programs run beside.
    case processor
    /// CPU time of the programs that it starts and waits for.
    case children
    /// What passes meanwhile.
    case wall
  }

  /// The most runs, 1 or more.
  let most: Int
  /// No further run begins when those before took this many seconds.
  let seconds: Double

  /// Runs a block, at least once, one run after the other.
  ///
  /// - Parameters:
  ///   - clock: What is counted.
  ///   - block: The run.
  /// - Returns: Seconds of each run, to about a microsecond.
  /// - Throws: What the block throws.
  func times(by clock: Clock = .processor, _ block: () throws -> Void) rethrows -> [Double] {
    let begin = Self.now(.wall)
    var found: [Double] = []
    repeat {
      let start = Self.now(clock)
      try block()
      found.append(Self.now(clock) - start)
    } while found.count < most && Self.now(.wall) - begin < seconds
    return found
  }

  /// The most memory that this process held so far, in bytes.
  static func peakMemory() -> Double {
    var usage = rusage()
    getrusage(thisProcess, &usage)
    // Kilobytes on Linux, see getrusage(2); bytes on Darwin.
    #if os(Linux)
      return Double(usage.ru_maxrss) * 1024
    #else
      return Double(usage.ru_maxrss)
    #endif
  }

  // RUSAGE_SELF and RUSAGE_CHILDREN, whose types differ between platforms.
  private static let thisProcess: Int32 = 0
  private static let waitedFor: Int32 = -1

  private static func now(_ clock: Clock) -> Double {
    var usage = rusage()
    switch clock {
    case .processor: getrusage(thisProcess, &usage)
    case .children: getrusage(waitedFor, &usage)
    case .wall: return ProcessInfo.processInfo.systemUptime
    }
    return [usage.ru_utime, usage.ru_stime]
      .reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}
