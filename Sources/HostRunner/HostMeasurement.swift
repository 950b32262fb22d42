import Foundation
package import struct Measurements.Measurement

/// Measures points: programs are made, turns are counted out, and repetitions interleaved, so that
/// a slow phase of the machine does not hit one point only.
///
/// Used by one thread at a time.
package final class HostMeasurement {
  /// Who is told of what happens; called on the thread that measures.
  package struct Listener {
    /// A repetition of a point has been made; the number of those that were made and of all.
    package var progress: (_ done: Int, _ all: Int, _ label: String) -> Void
    /// Rows of a phase, repetition by repetition.
    package var rows: ([Measurement]) throws -> Void
    /// Whether nobody wants further rows.
    package var isCancelled: () -> Bool

    /// Creates a listener.
    package init(
      progress: @escaping (Int, Int, String) -> Void = { _, _, _ in },
      rows: @escaping ([Measurement]) throws -> Void,
      isCancelled: @escaping () -> Bool = { false }
    ) {
      self.progress = progress
      self.rows = rows
      self.isCancelled = isCancelled
    }
  }

  private let compiler: HostCompiler
  private let timing: HostTiming
  private let energy: EnergyCounter?
  private let processors: String
  private let room: Int
  private var workers: [String: HostWorker] = [:]
  private var made: [String: Result<String, HostFailure>] = [:]
  private var plateaus = PlateauCheck()

  /// Prepares measurements.
  ///
  /// - Parameters:
  ///   - compiler: What makes the programs.
  ///   - machine: Where threads are pinned.
  ///   - room: Bytes that a thread's working sets take at most.
  ///   - timing: How long and how often.
  ///   - energy: What counts energy; `nil` leaves power unknown.
  package init(
    compiler: HostCompiler, machine: HostMachine, room: Int, timing: HostTiming,
    energy: EnergyCounter?
  ) {
    self.compiler = compiler
    self.timing = timing
    self.energy = energy
    self.room = room
    processors = machine.processors.map(String.init).joined(separator: ",")
  }

  /// Makes all programs, several at the same time; failures are rows of their points later.
  package func prepare(_ points: [HostPoint]) {
    var seen: Set<String> = []
    let programs = points.map(\.program).filter { seen.insert($0.name).inserted }
    let results = Collected<String>()
    DispatchQueue.concurrentPerform(iterations: programs.count) { [compiler] index in
      let program = programs[index]
      let result = Result { () throws(HostFailure) in try compiler.executable(of: program) }
      results.set(program.name, result)
    }
    made = results.values
  }

  /// Measures points phase by phase.
  ///
  /// A point that fails once has all its rows failed with that reason, and the rest goes on.
  ///
  /// - Throws: `CancellationError` after the listener said so, with the rows that were complete
  ///   delivered; what the listener throws.
  package func run(_ points: [HostPoint], _ listener: Listener) throws {
    var done = 0
    let all = points.count * (timing.repetitions + 1)
    for phase in HostPoint.Phase.allCases {
      let own = points.filter { $0.phase == phase }
      var rows: [Measurement] = []
      var states = own.map { _ in Result<Int, HostFailure>.success(0) }
      for repetition in -1..<timing.repetitions {
        for (index, point) in own.enumerated() {
          if listener.isCancelled() {
            try listener.rows(plateaus.named(rows))
            throw CancellationError()
          }
          if repetition < 0 {
            states[index] = Result { () throws(HostFailure) in
              try calibrated(point, listener.isCancelled)
            }
          } else {
            let row = measured(point, repetition, &states[index], listener.isCancelled)
            if !listener.isCancelled() { rows.append(row) }
          }
          done += 1
          listener.progress(done, all, point.label)
        }
      }
      workers = [:]
      try listener.rows(plateaus.named(rows))
      if listener.isCancelled() { throw CancellationError() }
    }
  }

  /// The shortest time between two readings of the clock that times are taken with, in seconds;
  /// `nil` when no program runs.
  package func timerOverhead(_ point: HostPoint) -> Double? {
    try? worker(for: point).ask("timer", seconds: timing.timeout, isCancelled: { false }).seconds
  }

  // MARK: One point

  /// Turns that take the least time wanted.
  private func calibrated(
    _ point: HostPoint, _ isCancelled: () -> Bool
  ) throws(HostFailure) -> Int {
    var turns = 1
    while true {
      let answer = try ask(point, turns: turns, isCancelled)
      let next = timing.turns(after: turns, seconds: answer.seconds)
      if answer.seconds >= timing.minimum / 8 { return next }
      turns = min(max(turns * 2, next / 4), turns * 1000)
    }
  }

  private func measured(
    _ point: HostPoint, _ repetition: Int, _ state: inout Result<Int, HostFailure>,
    _ isCancelled: () -> Bool
  ) -> Measurement {
    do throws(HostFailure) {
      let turns = try state.get()
      var row = point.row(turns: turns, repetition: repetition)
      let before = energy?.reading()
      let start = ContinuousClock.now
      let answer = try ask(point, turns: turns, isCancelled)
      if let before, let after = energy?.reading() {
        let time = (ContinuousClock.now - start) / .seconds(1)
        row.power = energy?.power(from: before, to: after, seconds: time)
      }
      row.seconds = answer.seconds
      row.resultCheck = answer.isRight.map { $0 ? .passed : .failed } ?? .notChecked
      if answer.isRight == false { row.message = "the values are not those of the kernel" }
      return row
    } catch {
      state = .failure(error)
      var row = point.row
      row.repetition = repetition
      row.status = .failed
      row.message = error.description
      return row
    }
  }

  private func ask(
    _ point: HostPoint, turns: Int, _ isCancelled: () -> Bool
  ) throws(HostFailure) -> HostWorker.Answer {
    let warm = max(1, turns / 10)
    let request = "\(point.kernel) \(point.threads) \(point.bytes) \(turns) \(warm)"
    let worker = try worker(for: point)
    do throws(HostFailure) {
      return try worker.ask(request, seconds: timing.timeout, isCancelled: isCancelled)
    } catch {
      workers[point.program.name] = nil
      throw error
    }
  }

  private func worker(for point: HostPoint) throws(HostFailure) -> HostWorker {
    let name = point.program.name
    // Programs with contents of their own fill much memory: one at a time.
    if point.folder != nil, workers[name] == nil { workers = [:] }
    if let worker = workers[name] { return worker }
    let known =
      made[name]
      ?? Result { () throws(HostFailure) in try compiler.executable(of: point.program) }
    made[name] = known
    let worker = try HostWorker(
      [try known.get(), processors, String(room)] + (point.folder.map { [$0] } ?? []))
    workers[name] = worker
    return worker
  }
}

/// Results of several threads by name.
private final class Collected<Value: Sendable>: @unchecked Sendable {
  // Safe: every access holds the lock.
  private let lock = NSLock()
  private var found: [String: Result<Value, HostFailure>] = [:]

  var values: [String: Result<Value, HostFailure>] { lock.withLock { found } }

  func set(_ name: String, _ value: Result<Value, HostFailure>) {
    lock.withLock { found[name] = value }
  }
}
