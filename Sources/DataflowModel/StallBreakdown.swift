/// What a kernel cycle of a run was spent on: the one thing that kept the run from being over a
/// cycle earlier.
///
/// The raw value is the name in tables and files.
public enum StallCause: String, CaseIterable, Sendable {
  /// A pipeline did the work: it started an iteration, or its initiation interval or depth had to
  /// pass.
  case compute
  /// The memory refreshed its rows; no command could be issued (JEDEC tRFC).
  case refresh
  /// A row had to be closed and opened before the access (tRP, tRCD, tRAS).
  case rowMiss = "row miss"
  /// The data bus changed between reading and writing (tWTR, tRTW).
  case turnaround
  /// Two accesses to the same bank group keep a longer distance than the bus needs (tCCD_L).
  case bankGroup = "bank group"
  /// Too many rows were opened in a short time (tRRD, tFAW).
  case activateWindow = "activate window"
  /// The data bus of the memory carried data: its bandwidth is used.
  case dataBus = "data bus"
  /// A port carried a beat, and the kernel waited for the next: its width times the clock is used.
  case portWidth = "port width"
  /// A port waited for an answer with all the bursts under way that it may have: latency shows.
  case outstanding
  /// Cycles without data between the bursts of a port.
  case burstGap = "burst gap"
  /// A process waited for room in a stream.
  case streamFull = "stream full"
  /// A process waited for data in a stream.
  case streamEmpty = "stream empty"
  /// An access waited for others that the controller, or the switch before it, served first.
  case order
  /// The run started or ended: the way to memory and back that nothing overlaps, sequential
  /// phases, and what is paid once per launch.
  case launch

  /// What the time went to, in words that complete "The run spends its time …".
  public var phrase: String {
    switch self {
    case .compute: "computing in its pipelines"
    case .refresh: "waiting for the memory to refresh"
    case .rowMiss: "waiting for rows to be closed and opened"
    case .turnaround: "turning the memory bus between reads and writes"
    case .bankGroup: "keeping the distance between accesses to one bank group"
    case .activateWindow: "waiting to be allowed to open another row"
    case .dataBus: "moving data over the memory bus"
    case .portWidth: "moving data through the kernel's ports"
    case .outstanding: "waiting with all allowed bursts under way"
    case .burstGap: "in the gaps between bursts of a port"
    case .streamFull: "waiting for room in streams"
    case .streamEmpty: "waiting for data in streams"
    case .order: "waiting behind others in the controller"
    case .launch: "starting and ending"
    }
  }
}

/// The cycles of a run by what they were spent on.
///
/// Every cycle has one cause, so the sum over the causes is the run's number of cycles.
public struct StallBreakdown: Hashable, Sendable {
  // One element per cause, in the order of `StallCause.allCases`.
  private var cycles: [Int]

  /// No cycles at all.
  public init() { cycles = Array(repeating: 0, count: StallCause.allCases.count) }

  /// Cycles that all have one cause.
  public init(_ cause: StallCause, cycles: Int) {
    self.init()
    self[cause] = cycles
  }

  /// Kernel clock cycles spent on a cause.
  public subscript(cause: StallCause) -> Int {
    get { cycles[cause.index] }
    set { cycles[cause.index] = newValue }
  }

  /// The cycles of all causes together.
  public var total: Int { cycles.reduce(0, +) }

  /// The causes that took cycles, most cycles first; equal ones in the order of their declaration.
  public var entries: [(cause: StallCause, cycles: Int)] {
    StallCause.allCases.map { ($0, self[$0]) }
      .filter { $0.1 != 0 }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.index < $1.0.index }
  }

  /// The cycles of two runs, one after the other.
  public static func + (left: StallBreakdown, right: StallBreakdown) -> StallBreakdown {
    var sum = left
    sum += right
    return sum
  }

  /// Adds the cycles of a run that follows.
  public static func += (left: inout StallBreakdown, right: StallBreakdown) {
    for index in left.cycles.indices { left.cycles[index] += right.cycles[index] }
  }

  /// The cycles of a run that is repeated.
  public static func * (left: StallBreakdown, count: Int) -> StallBreakdown {
    var product = left
    for index in product.cycles.indices { product.cycles[index] *= count }
    return product
  }
}

extension StallCause {
  /// Place among all causes.
  var index: Int {
    switch self {
    case .compute: 0
    case .refresh: 1
    case .rowMiss: 2
    case .turnaround: 3
    case .bankGroup: 4
    case .activateWindow: 5
    case .dataBus: 6
    case .portWidth: 7
    case .outstanding: 8
    case .burstGap: 9
    case .streamFull: 10
    case .streamEmpty: 11
    case .order: 12
    case .launch: 13
    }
  }
}
