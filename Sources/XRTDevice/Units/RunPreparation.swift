import CGuardedCall
import Foundation

/// Looks at the arguments of a run before it starts: are there buffers, in the right memory, with data?
struct RunPreparation {
  let unit: ComputeUnit
  private(set) var buffers:
    [(argument: EmulationDescription.Argument, buffer: DeviceBuffer, offset: Int)] = []
  private(set) var values: [DeviceRecord.Run.Value] = []
  private var hasErrors = false

  init(unit: ComputeUnit) { self.unit = unit }

  /// Finds the buffers of all pointers, and what is wrong with them.
  mutating func resolve(_ memory: borrowing DeviceMemory, _ journal: inout DeviceJournal) {
    for argument in unit.kernel.arguments {
      let bits = unit.value(of: argument)
      var value = DeviceRecord.Run.Value(name: argument.name, bits: bits)
      if argument.isPointer {
        let bank = memory.bank(of: bits)
        value.memory = bank.map { memory.banks[$0].name }
        if let (buffer, offset) = memory.find(bits) {
          value.bytes = buffer.size - offset
          buffers.append((argument, buffer, offset))
          checkBank(argument, bank, memory, &journal)
          checkData(argument, buffer, &journal)
        } else {
          refuse(
            argument,
            "holds the address \(hex(bits)), which is in no buffer. Was it set, and is its "
              + "buffer still allocated?", &journal)
        }
      }
      values.append(value)
    }
  }

  /// Starts the kernel; `nil` where something forbids it.
  func run(_ thunk: KernelLibrary.Thunk?, _ counters: ferrule_traffic?) -> KernelRun? {
    guard let thunk, !hasErrors else { return nil }
    let places = buffers.map {
      (name: $0.argument.name, start: $0.buffer.prepare(), offset: $0.offset)
    }
    let pointers = unit.kernel.arguments.map { argument -> UInt in
      guard let place = places.first(where: { $0.name == argument.name }) else { return 0 }
      return UInt(bitPattern: place.start + place.offset)
    }
    let sizes = unit.kernel.arguments.map { argument -> UInt64 in
      let place = buffers.first { $0.argument.name == argument.name }
      return place.map { UInt64(clamping: $0.buffer.size - $0.offset) } ?? 0
    }
    let run = KernelRun(
      thunk: thunk, registers: unit.registers.values, pointers: pointers, sizes: sizes,
      counters: counters)
    if run.start() { return run }
    for entry in buffers { _ = entry.buffer.finish() }
    return nil
  }

  private mutating func checkBank(
    _ argument: EmulationDescription.Argument, _ bank: Int?, _ memory: borrowing DeviceMemory,
    _ journal: inout DeviceJournal
  ) {
    guard let wired = unit.unit.connections[argument.name], !wired.isEmpty else { return }
    if let bank, wired.contains(bank) { return }
    let found = bank.map { memory.banks[$0].name } ?? "no memory"
    let expected = wired.map { memory.banks.indices.contains($0) ? memory.banks[$0].name : "\($0)" }
    refuse(
      argument,
      "is a buffer in \(found), but is connected to \(expected.joined(separator: ", ")). "
        + "Allocate it in the kernel's group for this argument (group_id).", &journal)
  }

  private func checkData(
    _ argument: EmulationDescription.Argument, _ buffer: DeviceBuffer,
    _ journal: inout DeviceJournal
  ) {
    // What a source does not say is looked at when the run is over.
    guard argument.direction != .output, argument.direction != .unknown else { return }
    buffer.markUsed()
    guard argument.direction == .input || !buffer.wasWritten else { return }
    let who = "\(unit.unit.name) (kernel \(unit.kernel.name)): input `\(argument.name)`"
    if !buffer.wasWritten {
      journal.find(
        .warning, unit: unit.unit.name, argument: argument.name,
        "\(who) was never synced to the device: the kernel reads zeros. A forgotten "
          + "sync(XCL_BO_SYNC_BO_TO_DEVICE)?")
    } else if buffer.isStale {
      journal.find(
        .warning, unit: unit.unit.name, argument: argument.name,
        "\(who) was changed by the host after its last sync to the device: the kernel reads what was "
          + "there before. A forgotten sync(XCL_BO_SYNC_BO_TO_DEVICE)?")
    }
  }

  private mutating func refuse(
    _ argument: EmulationDescription.Argument, _ what: String, _ journal: inout DeviceJournal
  ) {
    hasErrors = true
    journal.find(
      .error, unit: unit.unit.name, argument: argument.name,
      "\(unit.unit.name) (kernel \(unit.kernel.name)): argument `\(argument.name)` \(what)")
  }
}
