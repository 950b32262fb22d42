import DRAMTiming
import Specs
import TestSupport

/// Traffic that repeats itself some rows further on, and what a controller made of it.
struct PeriodicRun {
  /// The state before the first transaction of a period.
  struct Sample {
    /// State of controller and driver.
    var key: [Int]
    var cycle: Int
    var refreshDistance: Int
    /// The first tag of the period.
    var tag: Int
    /// Steps that were taken before.
    var steps: Int
    var account: [Int]
  }
  /// A step of the controller that gave RD or WR.
  struct Step: Equatable {
    var cycle: Int
    var completion: Completion
    /// What the cycles so far were put down to.
    var account: [Int]
  }

  private(set) var samples: [Sample] = []
  private(set) var steps: [Step] = []

  init(_ spec: DRAMSpec, seed: UInt64) {
    var generator = SeededGenerator(seed: seed &* 31)
    let period = PeriodicTraffic(spec, using: &generator)
    var controller = ChannelController(spec: spec)
    var cycle = 0
    for tag in 0..<(60 * period.count) {
      let (transaction, isWrite) = period.access(tag, controller.mapping)
      while !controller.hasRoom(isWrite: isWrite) { step(&controller, &cycle) }
      cycle = max(cycle, tag * period.gap)
      while controller.nextCycle < cycle { step(&controller, &cycle) }
      if tag % period.count == 0 {
        let late = period.gap == 0 ? 0 : cycle - tag * period.gap
        note(&controller, cycle, tag, row: tag / period.count, late: late)
      }
      controller.enqueue(transaction: transaction, isWrite: isWrite, tag: tag, at: cycle)
    }
  }

  /// What completed within some cycles after a sample, counted from it.
  func continuation(of sample: Sample, for cycles: Int) -> [Step] {
    steps[sample.steps...].prefix { $0.cycle < sample.cycle + cycles }.map { step in
      var step = step
      step.cycle -= sample.cycle
      step.completion.dataEnd -= sample.cycle
      step.completion.tag -= sample.tag
      step.account = zip(step.account, sample.account).map { $0 - $1 }
      return step
    }
  }

  private mutating func step(_ controller: inout ChannelController, _ cycle: inout Int) {
    let now = controller.nextCycle
    cycle = max(cycle, now + 1)
    guard let completion = controller.step() else { return }
    steps.append(Step(cycle: now, completion: completion, account: controller.use.account))
  }

  private mutating func note(
    _ controller: inout ChannelController, _ cycle: Int, _ tag: Int, row: Int, late: Int
  ) {
    controller.catchUp(to: cycle)
    samples.append(
      Sample(
        key: controller.words(at: cycle, row: row) + [late], cycle: cycle,
        refreshDistance: controller.refreshDistance(at: cycle), tag: tag, steps: steps.count,
        account: controller.use.account))
  }
}

/// Accesses that are made again and again, each time one row further on.
private struct PeriodicTraffic {
  private let accesses: [(place: DRAMLocation, isWrite: Bool)]
  /// Cycles from one access to the next, if there is room.
  let gap: Int

  var count: Int { accesses.count }

  init(_ spec: DRAMSpec, using generator: inout SeededGenerator) {
    let geometry = spec.geometry
    let writeShare = [0, 0, 30, 50, 100].randomElement(using: &generator) ?? 0
    let groups = [1, geometry.bankGroups].randomElement(using: &generator) ?? 1
    gap = [0, 0, 30, 80].randomElement(using: &generator) ?? 0
    accesses = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
      let place = DRAMLocation(
        bankGroup: .random(in: 0..<groups, using: &generator),
        bank: .random(in: 0..<geometry.banksPerGroup, using: &generator),
        row: .random(in: 0..<3, using: &generator), column: 0)
      return (place, Int.random(in: 0..<100, using: &generator) < writeShare)
    }
  }

  func access(_ index: Int, _ mapping: AddressMapping) -> (transaction: Int, isWrite: Bool) {
    var (place, isWrite) = accesses[index % count]
    place.row += index / count
    return (mapping.transaction(at: place), isWrite)
  }
}

extension DataBusUse {
  /// All cycles and commands but refreshes, which an idle controller may count later.
  fileprivate var account: [Int] {
    [
      busy, refresh, activateWindow, rowMiss, turnaround, bankGroup, order, reads, writes,
      activates,
    ]
  }
}
