import Specs

/// What a run of one compute unit moves and computes, counted from its program.
public struct WorkCount: Hashable, Sendable {
  /// Bytes read from each array's memory, by array name.
  public private(set) var bytesRead: [String: Int] = [:]
  /// Bytes written to each array's memory, by array name.
  public private(set) var bytesWritten: [String: Int] = [:]
  /// Bytes read from each buffer, by buffer name.
  public private(set) var bytesFetched: [String: Int] = [:]
  /// Bytes written to each buffer, by buffer name.
  public private(set) var bytesKept: [String: Int] = [:]
  /// Additions and multiplications whose results are used.
  public private(set) var operations = 0
  /// Whether a count left the range of `Int`; the counts are then useless.
  public private(set) var hasOverflow = false

  /// Counts a run with the given size arguments.
  ///
  /// - Parameters:
  ///   - program: The program of one compute unit.
  ///   - sizes: Every size argument by name.
  ///   - only: Name of the one process to count; all of them when `nil`.
  public init(_ program: KernelProgram, sizes: [String: UInt32], only: String? = nil) {
    for region in program.regions {
      var turns = 1
      if case .sequence(let loop, _) = region { turns = Int(loop.count.value(sizes)) }
      for process in region.processes where only == nil || process.name == only {
        count(process, turns: turns, program, sizes)
      }
    }
  }

  /// Takes a count of operations instead of the program's own; `nil` leaves 64 bits.
  mutating func count(operations: Int?) {
    self.operations = operations ?? 0
    hasOverflow = hasOverflow || operations == nil
  }

  private mutating func count(
    _ process: Process, turns: Int, _ program: KernelProgram, _ sizes: [String: UInt32]
  ) {
    var iterations = turns
    for loop in process.loops { iterations = times(iterations, Int(loop.count.value(sizes))) }
    for statement in process.body {
      let share = executions(of: statement, in: process, iterations, sizes)
      add(statement, share, program, sizes)
      add(operationsOf: statement, share, process.loops, program, sizes)
    }
    for statement in process.epilogue {
      add(statement, turns, program, sizes)
      add(operationsOf: statement, turns, [], program, sizes)
    }
  }

  /// How many of the iterations execute a guarded statement.
  private mutating func executions(
    of statement: Statement, in process: Process, _ iterations: Int, _ sizes: [String: UInt32]
  ) -> Int {
    let when: Guard
    switch statement {
    case .read(_, _, let guarded), .write(_, _, let guarded), .fetch(_, _, _, let guarded),
      .gather(_, _, _, let guarded):
      when = guarded
    default: return iterations
    }
    if let division = process.division, let counter = when.counter, counter == division.counter {
      let rows = min(iterations, Int(division.rows.value(sizes)))
      return when == .notFirst(counter) ? iterations - rows : rows
    }
    func turns(_ counter: String) -> Int {
      max(1, Int(process.loops.first { $0.counter == counter }?.count.value(sizes) ?? 1))
    }
    switch when {
    case .always: return iterations
    case .first(let counter), .last(let counter): return iterations / turns(counter)
    case .notFirst(let counter): return iterations - iterations / turns(counter)
    case .notFirstOf(let counters):
      return iterations - iterations / counters.reduce(1) { max(1, times($0, turns($1))) }
    case .before(let counter, let end):
      return times(iterations / turns(counter), min(Int(end.value(sizes)), turns(counter)))
    case .from(let counter, let start):
      let skipped = min(Int(start.value(sizes)), turns(counter))
      return iterations - times(iterations / turns(counter), skipped)
    }
  }

  private mutating func add(
    _ statement: Statement, _ times: Int, _ program: KernelProgram, _ sizes: [String: UInt32]
  ) {
    let bytes = program.elementType.bytes
    func array(_ name: String) -> Int {
      program.arrays.first { $0.name == name }.map { $0.lanes * program.elementBytes(of: $0) } ?? 0
    }
    func buffer(_ name: String) -> Int {
      (program.buffers.first { $0.name == name }?.lanes ?? 0) * bytes
    }
    switch statement {
    case .load(let name, _, _), .follow(let name, _, _, _, _):
      bytesRead[name] = total(bytesRead[name], times, array(name))
    case .draw: break
    case .loadDrawn(let name, _, _):
      bytesRead[name] = total(bytesRead[name], times, bytes)
      operations = total(operations, times, 1)
    case .storeDrawn(let name, _, _): bytesWritten[name] = total(bytesWritten[name], times, bytes)
    case .store(let name, _, _): bytesWritten[name] = total(bytesWritten[name], times, array(name))
    case .fetch(let name, _, _, _):
      bytesFetched[name] = total(bytesFetched[name], times, buffer(name))
    case .keep(let name, _, _): bytesKept[name] = total(bytesKept[name], times, buffer(name))
    case .pick(let name, _, _, _): bytesFetched[name] = total(bytesFetched[name], times, bytes)
    case .gather(let name, let place, _, _):
      bytesFetched[name] = total(bytesFetched[name], times, place.lanes.lanes * bytes)
    case .lookUp(let name, _, let lanes, _):
      bytesFetched[name] = total(bytesFetched[name], times, lanes * bytes)
    case .scatter(let name, let place, _):
      bytesKept[name] = total(bytesKept[name], times, place.lanes.lanes * bytes)
    case .read, .write, .delay, .join, .array, .map, .chain: break
    }
  }

  /// Counts the arithmetic of a statement that is executed a number of times within loops.
  private mutating func add(
    operationsOf statement: Statement, _ count: Int, _ loops: [LoopLevel],
    _ program: KernelProgram, _ sizes: [String: UInt32]
  ) {
    switch statement {
    case .array(_, let lanes, let expression, _):
      add(expression, times(count, lanes.lanes), loops + lanes, sizes)
    case .map(_, let lanes, let expression): add(expression, times(count, lanes), loops, sizes)
    case .chain(_, _, let chain):
      let tap = chain.taps[Int(sizes[chain.tapSize] ?? 0) % chain.taps.count]
      let lanes = program.arrays.first?.lanes ?? 1
      operations = total(operations, count, lanes * tap * chain.operation.operationCount)
    default: break
    }
  }

  /// Of a choice only the expression whose result is used counts.
  private mutating func add(
    _ expression: LaneExpression, _ count: Int, _ loops: [LoopLevel], _ sizes: [String: UInt32]
  ) {
    // Turns are counted only for choices between results, not between values.
    guard case .select(let ranges, let inside, let outside) = expression,
      expression.operationCount > 0
    else {
      operations = total(operations, count, expression.operationCount)
      return
    }
    let turns = RangeTurns(loops: loops, sizes: sizes)
    let (all, within) = turns.count(ranges)
    let chosen = all > 0 ? times(count / all, within) : 0
    operations = total(operations, chosen, inside.operationCount)
    operations = total(operations, count - chosen, outside.operationCount)
  }

  private mutating func total(_ before: Int?, _ times: Int, _ each: Int) -> Int {
    let (product, overflow) = times.multipliedReportingOverflow(by: each)
    let (sum, carry) = (before ?? 0).addingReportingOverflow(product)
    hasOverflow = hasOverflow || overflow || carry
    return overflow || carry ? before ?? 0 : sum
  }

  private mutating func times(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    hasOverflow = hasOverflow || overflow
    return overflow ? left : product
  }
}
