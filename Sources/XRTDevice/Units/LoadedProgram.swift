import CGuardedCall
import Foundation
import Specs

/// A loaded configuration: its library, its compute units, and the runs they made.
struct LoadedProgram {
  /// What the library says of itself.
  let description: EmulationDescription
  /// The board, where it is known.
  let board: BoardSpec?
  /// Why runs are not timed; `nil`: they are.
  private(set) var untimed: String?

  private let library: KernelLibrary
  private var timer: RunTimer?
  private let hasPace: Bool
  private var units: [ComputeUnit]
  /// The number of the first run.
  private let first: Int
  private var lastStart = Date.distantPast
  private var traffic: [String: TrafficModel] = [:]
  /// What the time of every run comes from.
  private var records: [RunRecord] = []

  /// What the time of a run comes from.
  private struct RunRecord {
    let kernel: String
    let unit: Int
    let values: [String: UInt64]
    /// Numbers of the runs that were under way at the same time, its own included.
    var together: [Int]
    /// What it moved, and bytes of the buffers behind its arguments; `nil` where nothing counts.
    var traffic: (counted: CountedTraffic, sizes: [Int])?
  }

  /// Opens a library and prepares its units.
  ///
  /// - Throws: ``KernelLibrary/Failure``.
  init(library path: String, options: DeviceOptions, firstRun: Int) throws {
    first = firstRun
    library = try KernelLibrary(path: path)
    description = library.description
    hasPace = options.hasPace
    units = description.kernels.flatMap { kernel in
      kernel.units.indices.map { ComputeUnit(kernel: kernel, number: $0) }
    }
    do {
      let catalog = try SpecCatalog.standard(boards: options.boards, kernels: options.kernels)
      let board = try catalog.board(options.board ?? description.board)
      self.board = board
      for kernel in description.kernels {
        traffic[kernel.name] = TrafficModel(kernel, board: board)
      }
      guard traffic.isEmpty else { return }
      guard let manifest = description.manifest, let kernel = description.kernels.first else {
        untimed = "the xclbin has no design point"
        return
      }
      do {
        timer = try RunTimer(kernel, manifest: manifest, board: board, catalog: catalog)
      } catch { untimed = "\(error)" }
    } catch {
      board = nil
      untimed = "\(error)"
    }
  }

  /// Writes registers; starts a run where that is what was written. `false`: no unit is there.
  mutating func write(
    _ bytes: ArraySlice<UInt8>, at address: UInt64, _ memory: inout DeviceMemory,
    _ journal: inout DeviceJournal
  ) -> Bool {
    guard let index = units.firstIndex(where: { $0.contains(address) }) else { return false }
    let offset = Int(address - units[index].unit.base)
    if units[index].registers.write(bytes, at: offset) { start(index, &memory, &journal) }
    return true
  }

  /// Reads registers; `nil`: no unit is there.
  mutating func read(_ count: Int, at address: UInt64) -> [UInt8]? {
    guard let index = units.firstIndex(where: { $0.contains(address) }) else { return nil }
    let offset = Int(address - units[index].unit.base)
    // The library asks as fast as it can; leave the processor to the kernels.
    if offset < 4, units[index].registers.isBusy { usleep(50) }
    return units[index].registers.read(count, at: offset).bytes
  }

  /// Takes note of the runs that are over.
  mutating func collect(_ memory: inout DeviceMemory, _ journal: inout DeviceJournal) {
    if units.count > 1, Date().timeIntervalSince(lastStart) < DeviceProcess.together { return }
    for index in units.indices {
      guard let running = units[index].running, !isPaced(running) else { continue }
      if let run = running.run {
        guard let end = run.ended else { continue }
        let isDone = end.signal == 0
        if !isDone {
          let fault = RunFault(unit: units[index], running: running, end: end)
          journal.find(
            .error, unit: units[index].unit.name, argument: fault.argument, fault.message)
        }
        note(run.counts, of: running, units[index], &journal)
        release(running, of: units[index], &journal)
        conclude(index, running, isDone: isDone, &journal)
      } else {
        conclude(index, running, isDone: false, &journal)
      }
    }
  }

  /// The host is done: what is still running is said to be.
  mutating func finish(isClosed: Bool, _ journal: inout DeviceJournal) {
    for unit in units where unit.running?.run?.ended == nil && unit.running != nil {
      let how = isClosed ? "closed the device" : "went away"
      journal.find(
        .warning, unit: unit.unit.name, "\(unit.unit.name) was still running when the host \(how)")
    }
  }

  /// Writes the times of all runs.
  mutating func time(_ journal: inout DeviceJournal) {
    for index in records.indices { journal.write(.time(time(of: first + index))) }
  }

  /// The number that the next run gets.
  var nextRun: Int { first + records.count }

  private mutating func time(of number: Int) -> DeviceRecord.Time {
    let run = records[number - first]
    let others = run.together.map { records[$0 - first] }
    if let moved = run.traffic, traffic[run.kernel] != nil {
      let units = others.filter { $0.kernel == run.kernel }.map(\.unit)
      return traffic[run.kernel]?.time(
        run: number, traffic: moved.counted, sizes: moved.sizes, units: Array(Set(units)))
        ?? DeviceRecord.Time(run: number, stalls: [])
    }
    var together: [Int: [String: UInt64]] = [:]
    for other in others where other.kernel == run.kernel {
      together[other.unit] = other.values
    }
    guard run.kernel == description.kernels.first?.name, timer != nil,
      let time = timer?.time(run: number, values: run.values, together: together)
    else {
      return DeviceRecord.Time(run: number, stalls: [], remark: "no time: \(untimed ?? "unknown")")
    }
    return time
  }

  private mutating func start(
    _ index: Int, _ memory: inout DeviceMemory, _ journal: inout DeviceJournal
  ) {
    let unit = units[index]
    var check = RunPreparation(unit: unit)
    check.resolve(memory, &journal)
    let number = nextRun
    let others = units.compactMap { $0.running?.number }
    let together = (others + [number]).sorted()
    lastStart = Date()
    let values = Dictionary(
      unit.kernel.arguments.map { ($0.name, unit.value(of: $0)) }, uniquingKeysWith: { $1 })
    records.append(
      RunRecord(kernel: unit.kernel.name, unit: unit.number, values: values, together: together))
    for other in units.indices {
      guard let before = units[other].running?.number else { continue }
      units[other].running?.together.append(number)
      records[before - first].together.append(number)
    }
    let run = check.run(library.thunk(of: unit.kernel.name), library.counters)
    units[index].running = ComputeUnit.Running(
      number: number, run: run, buffers: check.buffers, values: check.values, together: together,
      start: lastStart)
  }

  /// Whether the modelled time has not passed yet.
  private mutating func isPaced(_ running: ComputeUnit.Running) -> Bool {
    guard hasPace, let seconds = time(of: running.number).modelledSeconds else { return false }
    return Date().timeIntervalSince(running.start) < seconds
  }

  /// Takes what was counted, and looks at buffers of which the source does not say what they are for.
  private mutating func note(
    _ counts: [UInt64], of running: ComputeUnit.Running, _ unit: ComputeUnit,
    _ journal: inout DeviceJournal
  ) {
    guard !counts.isEmpty else { return }
    let counted = CountedTraffic(counts: counts)
    var sizes = [Int](repeating: 0, count: unit.kernel.arguments.count)
    for (argument, buffer, offset) in running.buffers {
      guard
        let place = unit.kernel.arguments.firstIndex(where: { $0.name == argument.name }),
        counted.arguments.indices.contains(place)
      else { continue }
      sizes[place] = buffer.size - offset
      let (read, written) = counted.arguments[place]
      guard argument.direction == .unknown else { continue }
      if read.bytes > 0 {
        buffer.markUsed()
        if !buffer.wasWritten, written.bytes == 0 {
          journal.find(
            .warning, unit: unit.unit.name, argument: argument.name,
            "\(unit.unit.name) (kernel \(unit.kernel.name)): `\(argument.name)` was read and never "
              + "synced to the device: the kernel read zeros. A forgotten "
              + "sync(XCL_BO_SYNC_BO_TO_DEVICE)?")
        }
      }
      if written.bytes > 0 { buffer.markWritten(by: "\(unit.unit.name).\(argument.name)") }
    }
    records[running.number - first].traffic = (counted, sizes)
  }

  private func release(
    _ running: ComputeUnit.Running, of unit: ComputeUnit, _ journal: inout DeviceJournal
  ) {
    for (argument, buffer, offset) in running.buffers {
      if let place = buffer.finish() {
        journal.find(
          .error, unit: unit.unit.name, argument: argument.name,
          "\(unit.unit.name) (kernel \(unit.kernel.name)) wrote beside argument "
            + "`\(argument.name)` (\(argument.type)), a buffer of \(buffer.size - offset) bytes: "
            + "offset \(place - offset)")
      }
      if argument.direction == .output || argument.direction == .both {
        buffer.markWritten(by: "\(unit.unit.name).\(argument.name)")
      }
    }
  }

  private mutating func conclude(
    _ index: Int, _ running: ComputeUnit.Running, isDone: Bool, _ journal: inout DeviceJournal
  ) {
    units[index].registers.finish()
    units[index].running = nil
    journal.write(
      .run(
        .init(
          number: running.number, kernel: units[index].kernel.name, unit: units[index].unit.name,
          arguments: running.values, isDone: isDone, together: running.together,
          hostSeconds: Date().timeIntervalSince(running.start))))
  }
}
