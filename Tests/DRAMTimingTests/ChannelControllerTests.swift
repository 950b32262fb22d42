import Specs
import TestSupport
import Testing

@testable import DRAMTiming

@Suite("Channel controller")
struct ChannelControllerTests {
  /// What a stream did to a controller.
  struct Outcome: Equatable {
    var completions: [Completion] = []
    var use = DataBusUse()
    var log: [LoggedCommand] = []
  }

  @Test(
    "The controller does exactly what the stepped one does, with shipped devices",
    arguments: ShippedDevice.allCases, 1...60 as ClosedRange<UInt64>)
  func shippedDevices(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    try compare(spec, TrafficStream(spec: spec, count: 120, seed: seed))
  }

  @Test(
    "The controller does exactly what the stepped one does, with any timings",
    arguments: [ShippedDevice.ddr4, .hbm2], 1...100 as ClosedRange<UInt64>)
  func anyTimings(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.timings(
      of: Variation.policy(of: try device.spec(), seed: seed), seed: seed)
    try compare(spec, TrafficStream(spec: spec, count: 150, seed: seed + 1000))
  }

  private func compare(_ spec: DRAMSpec, _ stream: TrafficStream) throws {
    let stepped = Self.stepped(spec, stream)
    let fast = Self.fast(spec, stream)
    let first = zip(stepped.completions, fast.completions).first { $0 != $1 }
    #expect(first == nil)
    #expect(fast.completions.count == stream.items.count)
    #expect(fast.use == stepped.use)
    #expect(CommandLogCheck(stepped.log, spec: spec).violations == [])
  }

  @Test(
    "No command of the controller breaks a rule of the device",
    arguments: ShippedDevice.allCases, 1...12 as ClosedRange<UInt64>)
  func legal(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    let stream = TrafficStream(spec: spec, count: 600, seed: seed, isSaturated: true)
    let outcome = Self.fast(spec, stream)
    #expect(CommandLogCheck(outcome.log, spec: spec).violations == [])
    #expect(outcome.log.count { $0.command.isColumn } == 600)
    let moved = outcome.completions.map(\.dataEnd)
    #expect(moved == moved.sorted())
  }

  @Test(
    "Advancing to any cycle is the same as stepping there", arguments: ShippedDevice.allCases,
    1...10 as ClosedRange<UInt64>)
  func advance(device: ShippedDevice, seed: UInt64) throws {
    let spec = Variation.policy(of: try device.spec(), seed: seed)
    let stream = TrafficStream(spec: spec, count: 90, seed: seed)
    let loaded = LoadedController(spec, stream)
    var stepped = loaded.controller
    var advanced = loaded.controller
    var limit = loaded.cycle
    var completions: [Completion] = []
    while advanced.nextCycle != Int.max {
      while let completion = advanced.advance(to: limit) { completions.append(completion) }
      #expect(advanced.nextCycle > limit)
      limit += 13
    }
    #expect(completions == stepped.finish())
    #expect(advanced.use == stepped.use)
    #expect(advanced.hasRoom(isWrite: false) && advanced.hasRoom(isWrite: true))
  }

  @Test("Ages that are about to overflow are renewed without a trace", arguments: [1, 2, 3])
  func ages(seed: UInt64) throws {
    let spec = Variation.policy(of: try ShippedDevice.ddr4.spec(), seed: seed)
    let stream = TrafficStream(spec: spec, count: 200, seed: seed)
    let late = Self.fast(spec, stream, firstAge: Request.ageLimit - 90)
    #expect(late == Self.fast(spec, stream))
  }

  @Test("An idle controller has nothing to do, however many refreshes fall due")
  func idle() throws {
    var controller = ChannelController(spec: try ShippedDevice.ddr4.spec())
    #expect(controller.nextCycle == Int.max)
    let later = 1_000_000_000_000
    controller.enqueue(transaction: 0, isWrite: false, tag: 7, at: later)
    while controller.nextCycle < later + 1000 { _ = controller.step() }
    #expect(controller.nextCycle == Int.max)
    #expect(controller.use.refreshes == (later + 999) / 9360)
  }

  static func stepped(_ spec: DRAMSpec, _ stream: TrafficStream) -> Outcome {
    var controller = SteppedController(spec: spec)
    var driver = StreamDriver(stream)
    var outcome = Outcome()
    while !driver.isDone || !controller.queue.isEmpty {
      while let (item, tag, arrival) = driver.take(
        at: controller.clock, hasRoom: { controller.hasRoom(isWrite: $0) })
      {
        controller.enqueue(
          transaction: item.transaction, isWrite: item.isWrite, tag: tag, at: arrival)
      }
      if let completion = controller.tick() { outcome.completions.append(completion) }
    }
    outcome.use = controller.account.use
    outcome.log = controller.log
    return outcome
  }

  static func fast(
    _ spec: DRAMSpec, _ stream: TrafficStream, firstAge: Int = 0
  ) -> Outcome {
    var controller = ChannelController(spec: spec)
    controller.core[0].queues.nextAge = firstAge
    var driver = StreamDriver(stream)
    var recorder = CommandRecorder(controller, stream)
    var outcome = Outcome()
    var cycle = 0
    while !driver.isDone || controller.nextCycle != Int.max {
      while let (item, tag, arrival) = driver.take(
        at: cycle, hasRoom: { controller.hasRoom(isWrite: $0) })
      {
        controller.enqueue(
          transaction: item.transaction, isWrite: item.isWrite, tag: tag, at: arrival)
      }
      while controller.nextCycle <= cycle {
        let now = controller.nextCycle
        let completion = controller.step()
        recorder.note(controller, completion, at: now)
        if let completion { outcome.completions.append(completion) }
      }
      cycle += 1
    }
    outcome.use = controller.use
    outcome.log = recorder.log
    return outcome
  }
}

/// Writes down the commands of a controller by what each step changes.
///
/// Refreshes that an idle controller catches up with are not seen.
struct CommandRecorder {
  private(set) var log: [LoggedCommand] = []
  private var openRows: [Int?]
  private var refreshes: Int
  private let stream: TrafficStream
  private let banks: Int

  init(_ controller: ChannelController, _ stream: TrafficStream) {
    banks = 16
    openRows = (0..<16).map { controller.core[0].device.openRow($0) }
    refreshes = controller.use.refreshes
    self.stream = stream
  }

  mutating func note(_ controller: ChannelController, _ completion: Completion?, at cycle: Int) {
    if let completion {
      let transaction = stream.items[completion.tag].transaction
      log.append(
        LoggedCommand(
          command: completion.isWrite ? .write : .read,
          bank: controller.mapping.bankIndex(of: transaction),
          row: controller.mapping.row(of: transaction), cycle: cycle))
    }
    for bank in 0..<banks {
      let row = controller.core[0].device.openRow(bank)
      defer { openRows[bank] = row }
      guard row != openRows[bank] else { continue }
      let command: DRAMCommand = row == nil ? .precharge : .activate
      log.append(LoggedCommand(command: command, bank: bank, row: row ?? 0, cycle: cycle))
    }
    if controller.use.refreshes > refreshes {
      log.append(LoggedCommand(command: .refresh, bank: 0, row: 0, cycle: cycle))
    }
    refreshes = controller.use.refreshes
  }
}
