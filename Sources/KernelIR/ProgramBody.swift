/// A part of a kernel's body.
public enum Region: Hashable, Sendable {
  /// Processes that run at the same time, joined by streams.
  case dataflow([Process])
  /// Processes that run one after another, all of them once per turn of `loop`.
  case sequence(loop: LoopLevel, [Process])

  /// The processes in program order.
  public var processes: [Process] {
    switch self {
    case .dataflow(let processes), .sequence(_, let processes): processes
    }
  }
}

/// A step of a kernel's body.
public indirect enum Phase: Hashable, Sendable {
  /// A region.
  case region(Region)
  /// Phases that follow each other, all of them once per turn of a loop.
  case loop(LoopLevel, [Phase])

  /// Counters of the loops around regions.
  public var counters: [String] {
    switch self {
    case .loop(let loop, let phases): [loop.counter] + phases.flatMap(\.counters)
    case .region(.sequence(let loop, _)): [loop.counter]
    case .region(.dataflow): []
    }
  }

  /// The regions inside, each with all loops around it: a sequence has one loop of as many turns as
  /// all of them make; processes of a dataflow region run on from turn to turn.
  func regions(around outer: [LoopLevel]) -> [Region] {
    switch self {
    case .loop(let loop, let phases): phases.flatMap { $0.regions(around: outer + [loop]) }
    case .region(.sequence(let loop, let processes)):
      [
        .sequence(
          loop: LoopLevel(loop.counter, outer.reduce(loop.count) { $1.count * $0 }), processes)
      ]
    case .region(.dataflow(let processes)):
      [
        .dataflow(
          processes.map {
            var process = $0
            process.loops = outer + process.loops
            return process
          })
      ]
    }
  }
}

/// One loop of a nest.
public struct LoopLevel: Hashable, Sendable {
  /// Name of its counter, from 0 upwards.
  public var counter: String
  /// Number of turns; made of sizes and constants only.
  public var count: IndexExpression

  /// Creates a loop.
  public init(_ counter: String, _ count: IndexExpression) {
    self.counter = counter
    self.count = count
  }

  /// Turns of a loop that is unrolled, whose count has no names.
  public var turns: Int { Int(count.value([:])) }
}

extension [LoopLevel] {
  /// Lanes of unrolled loops.
  public var lanes: Int { reduce(1) { $0 * $1.turns } }
}

/// A perfect loop nest whose body is one pipeline.
public struct Process: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// Loops, outermost first; the pipeline runs through all of them without a break.
  public var loops: [LoopLevel]
  /// Cycles between the starts of two iterations.
  public var initiationInterval: Int
  /// Cycles from the start of an iteration to its last effect.
  public var depth: Int
  /// What an iteration does, in order.
  public var body: [Statement]
  /// What happens once after the last iteration.
  public var epilogue: [Statement] = []
  /// Whether the address of every load is the value of the load before, so that one is in flight.
  public var isChained = false
  /// Whether the innermost loop runs once per number that the last ``Statement/draw`` process kept;
  /// its count is then what is to be expected.
  public var runsPerDrawn = false
  /// For a process with one loop: how a stream divides its turns into rows.
  public var division: RowDivision?
}

/// The turns of a loop as rows of different length, one after the other, whose ends a stream tells.
///
/// At the first turn of each row the process takes a number from the stream: the turns of the loop
/// up to the row's end. Models that do not follow values take one number in each of the first
/// turns, as if the first rows were the shortest, and the row ends in the last turns.
public struct RowDivision: Hashable, Sendable {
  /// The counter of a row's turns, from 0; guards may ask for its first and its last value.
  public var counter: String
  /// The stream of row ends.
  public var ends: String
  /// Number of rows; each has at least one turn.
  public var rows: IndexExpression

  /// Divides a loop.
  public init(counter: String, ends: String, rows: IndexExpression) {
    self.counter = counter
    self.ends = ends
    self.rows = rows
  }
}

extension Process {
  /// Whether the process writes a buffer; of two processes that share one, the one that fills it.
  public func fills(_ buffer: Buffer) -> Bool {
    body.contains { statement in
      switch statement {
      case .keep(buffer.name, _, _), .scatter(buffer.name, _, _), .delay(buffer.name, _, _): true
      default: false
      }
    }
  }

  /// Whether the process reads a buffer that it does not write.
  public func empties(_ buffer: Buffer) -> Bool {
    !fills(buffer)
      && body.contains { statement in
        switch statement {
        case .fetch(buffer.name, _, _, _), .pick(buffer.name, _, _, _),
          .gather(buffer.name, _, _, _):
          true
        default: false
        }
      }
  }
}
