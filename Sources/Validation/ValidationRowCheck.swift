import KernelIR
import Quantities
import Runners
import Specs

/// Whether a fact can be repeated at all, before a design is made of it.
struct ValidationRowCheck {
  let fact: ValidationFact
  let board: BoardSpec
  let kernel: KernelSpec

  /// Checks the row against kernel and board.
  ///
  /// - Throws: ``ValidationRefusal`` with the first reason found.
  func run() throws(ValidationRefusal) {
    try checkKernel()
    try checkMemory()
    try checkPattern()
    try checkChannels()
  }

  private func checkKernel() throws(ValidationRefusal) {
    if !fact.unknownSettings.isEmpty {
      let names = fact.unknownSettings.map { "`\($0)`" }.joined(separator: ", ")
      throw .unsupported("no kernel has a setting named \(names)")
    }
    if let type = fact.values[.type], ElementType(rawValue: type) == nil {
      throw .unsupported("no element type `\(type)`; known: \(list(ElementType.self))")
    }
    if let operation = fact.values[.operation], kernel.operation(named: operation) == nil {
      let known = kernel.operations.map(\.name).joined(separator: ", ")
      throw .unsupported("\(kernel.name) has no operation `\(operation)`; known: \(known)")
    }
    if fact.quantity == .readLatencySeconds, kernel.structure != .pointerChase {
      throw .unsupported("only pointer-chase measures a latency, not \(kernel.name)")
    }
  }

  private func checkMemory() throws(ValidationRefusal) {
    guard kernel.structure != .onChip, let name = fact.values[.memory] else { return }
    guard board.memory(named: name) == nil else { return }
    let known = NearestNames.sorted(board.memories.map(\.name), to: name)
    throw .failed(
      "\(board.name) has no memory named `\(name)`; known: \(known.joined(separator: ", "))")
  }

  private func checkPattern() throws(ValidationRefusal) {
    let access = fact.values[.accessBytes].flatMap(Int.init)
    let stride = fact.values[.stride].flatMap(Int.init)
    let isSequential = fact.values[.pattern] == AccessPattern.sequential.rawValue
    if isSequential, let access, let stride, access != stride {
      throw .failed(
        "pattern: sequential accesses of \(access) bytes cannot be \(stride) bytes apart; write "
          + "strided, or leave stride_bytes empty")
    }
    guard !isSequential, let bits = portBits else { return }
    let region = fact.values[.workingSet].flatMap(Int.init)
    for (key, bytes) in [(DesignKey.accessBytes, access), (.stride, stride), (.workingSet, region)]
    {
      guard let bytes, bytes % max(1, bits / 8) != 0 else { continue }
      throw .unsupported(
        "\(key.column): \(bytes) bytes are not whole beats of a port of \(bits) bits")
    }
  }

  /// As the design builder decides it; `nil` for a width that is not a whole number of bytes.
  private var portBits: Int? {
    let type = fact.values[.type].flatMap(ElementType.init(rawValue:)) ?? kernel.types[0]
    let bits = fact.values[.portBits].flatMap(Int.init)
    let lanes = fact.values[.lanes].flatMap(Int.init)
    let found = bits ?? lanes.map { $0.multipliedReportingOverflow(by: type.bits).partialValue }
    return (found ?? 512) >= 8 ? found ?? 512 : nil
  }

  /// One port of a probe takes the channels of its row; a part of a channel cannot be had.
  private func checkChannels() throws(ValidationRefusal) {
    guard kernel.structure == .memoryProbe || kernel.structure == .pointerChase else { return }
    let units = fact.values[.computeUnits].flatMap(Int.init) ?? 1
    let memory = fact.values[.memory].flatMap(board.memory(named:)) ?? board.memories[0]
    let channels = fact.values[.channels].flatMap(Int.init) ?? min(units, memory.channels)
    guard channels <= memory.channels else {
      throw .failed(
        "channels: found \(channels), but \(memory.name) of \(board.name) has \(memory.channels)")
    }
    let isShared = channels > units && channels % units != 0
    if isShared || (channels < units && units % channels != 0) {
      throw .unsupported(
        "\(channels) channels and \(units) ports: only equal shares can be modelled")
    }
  }

  private func list<Word>(_ type: Word.Type) -> String
  where Word: RawRepresentable<String> & CaseIterable {
    type.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
