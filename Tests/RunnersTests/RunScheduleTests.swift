import Measurements
import Quantities
import Runners
import Specs
import TestSupport
import Testing

@Suite("Schedules of runs")
struct RunScheduleTests {
  @Test(
    "Rows come in plan order whatever the parallelism and the order in which jobs finish",
    arguments: [1, 2, 3, 8, 100])
  func planOrder(parallelism: Int) async throws {
    for seed in 0..<20 as Range<UInt64> {
      let jobs = try Self.jobs(count: 17)
      let schedule = RunSchedule(runner: UnevenRunner(seed: seed), parallelism: parallelism)
      var delivered: [Int] = []
      var sizes: [Int] = []
      try await schedule.run(jobs) { number, rows in
        delivered.append(number)
        sizes.append(rows.count)
        #expect(rows.map(\.repetition) == Array(0..<jobs[number].repetitions))
      }
      #expect(delivered == Array(0..<17))
      #expect(sizes == jobs.map(\.repetitions))
    }
  }

  @Test("A parallelism below one is one", arguments: [Int.min, -1, 0])
  func noParallelism(parallelism: Int) async throws {
    let schedule = RunSchedule(runner: UnevenRunner(seed: 1), parallelism: parallelism)
    #expect(schedule.parallelism == 1)
    var count = 0
    try await schedule.run(Self.jobs(count: 3)) { _, _ in count += 1 }
    #expect(count == 3)
  }

  @Test("An empty plan delivers nothing and ends")
  func emptyPlan() async throws {
    try await RunSchedule(runner: UnevenRunner(seed: 1), parallelism: 4).run([]) { _, _ in
      Issue.record("nothing to deliver")
    }
  }

  @Test(
    "After cancellation the jobs delivered so far are the first ones of the plan",
    arguments: [1, 2, 7])
  func cancellation(parallelism: Int) async throws {
    let jobs = try Self.jobs(count: 30)
    let delivered = await Task {
      var delivered: [Int] = []
      let schedule = RunSchedule(runner: UnevenRunner(seed: 5), parallelism: parallelism)
      await #expect(throws: CancellationError.self) {
        try await schedule.run(jobs) { number, _ in
          delivered.append(number)
          if number == 9 { withUnsafeCurrentTask { $0?.cancel() } }
        }
      }
      return delivered
    }.value
    #expect(delivered == Array(0..<delivered.count))
    #expect(delivered.count >= 10)
    #expect(delivered.count <= 10 + parallelism)
  }

  @Test(
    "An error of the runner ends the run; what was delivered is a prefix without the job",
    arguments: [1, 4])
  func failingRunner(parallelism: Int) async throws {
    let schedule = RunSchedule(
      runner: UnevenRunner(seed: 3, failing: 6), parallelism: parallelism)
    var delivered: [Int] = []
    await #expect(throws: RunnerFailure(job: 6)) {
      try await schedule.run(Self.jobs(count: 12)) { number, _ in delivered.append(number) }
    }
    #expect(delivered == Array(0..<delivered.count))
    #expect(delivered.count <= 6)
  }

  @Test("An error while delivering, such as a full disk, ends the run")
  func failingDelivery() async throws {
    let schedule = RunSchedule(runner: UnevenRunner(seed: 3), parallelism: 2)
    var count = 0
    await #expect(throws: RunnerFailure(job: 2)) {
      try await schedule.run(Self.jobs(count: 12)) { number, _ in
        if number == 2 { throw RunnerFailure(job: 2) }
        count += 1
      }
    }
    #expect(count == 2)
  }

  /// Jobs that carry their number in the size of a transfer.
  private static func jobs(count: Int) throws -> [RunJob] {
    let board = try ShippedSpecs.board()
    return (0..<count).map { number in
      RunJob(
        work: .transfer(HostTransfer(direction: .hostToDevice, size: ByteCount(number))),
        board: board, repetitions: 1 + number % 3)
    }
  }
}

/// A failure that names its job.
private struct RunnerFailure: Error, Equatable {
  let job: Int
}

/// Gives way to others a number of times that differs from job to job.
private struct UnevenRunner: KernelRunner {
  let seed: UInt64
  var failing: Int?

  var name: String { "uneven" }

  func expectedSeconds(_ job: RunJob) -> Double { 0 }

  func check(_ job: RunJob) throws {}

  func run(_ job: RunJob) async throws -> [Measurement] {
    guard case .transfer(let transfer) = job.work else { return [] }
    let number = transfer.size.value
    var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(number))
    for _ in 0..<Int.random(in: 0...40, using: &random) { await Task.yield() }
    if number == failing { throw RunnerFailure(job: number) }
    return (0..<job.repetitions).map { repetition in
      var row = Measurement()
      row.repetition = repetition
      return row
    }
  }
}
