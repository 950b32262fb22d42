import KernelIR
import Quantities
import Specs

/// What follows from widths and clocks alone; what does not apply is left out.
struct DesignCeilings: Encodable {
  let operationsPerSecond: Double?
  let portReadBytesPerSecond: Double
  let portWriteBytesPerSecond: Double
  let memoryBytesPerSecond: Double?
  let onChipReadBytesPerSecond: Double?
  let onChipWriteBytesPerSecond: Double?

  init(_ design: GeneratedDesign) {
    let point = design.design
    let perBeat = Double(point.computeUnits) * point.clock.value
    let operations = Self.operations(design)
    operationsPerSecond = operations > 0 ? Double(operations) * perBeat : nil
    portReadBytesPerSecond = Self.bytes(design.program, isWritten: false) * perBeat
    portWriteBytesPerSecond = Self.bytes(design.program, isWritten: true) * perBeat
    memoryBytesPerSecond = design.board.memory(named: point.memory).map {
      $0.device.peakBandwidth.value * Double(point.channels)
    }
    let isOnChip = design.kernel.structure == .onChip
    let sweep = Double(point.lanes * point.elementType.bytes) * perBeat
    onChipReadBytesPerSecond = isOnChip && point.operation != "write" ? sweep : nil
    onChipWriteBytesPerSecond = isOnChip && point.operation != "read" ? sweep : nil
  }

  /// Operations that one unit starts per cycle.
  private static func operations(_ design: GeneratedDesign) -> Int {
    switch design.kernel.structure {
    case .roofline:
      let chain = design.program.chain
      return design.design.lanes * design.design.chain * (chain?.operation.operationCount ?? 0)
    case .elementwise:
      return design.design.lanes * (design.operation.expression?.operationCount ?? 0)
    case .memoryProbe, .onChip, .pointerChase, .randomAccess: return 0
    default: return design.kernel.shape(of: design.design)?.operationsPerCycle ?? 0
    }
  }

  /// Bytes per cycle of the ports that are used in a direction.
  private static func bytes(_ program: KernelProgram, isWritten: Bool) -> Double {
    let arrays = program.arrays.filter { isWritten ? $0.isWritten : $0.isRead }
    let used = Set(arrays.map(\.port))
    let bits = program.ports.filter { used.contains($0.name) }.reduce(0) { $0 + $1.bits }
    return Double(bits) / 8
  }
}

extension DesignCeilings {
  /// One sentence per ceiling.
  var lines: [String] {
    let all: [(String, String?)] = [
      ("arithmetic", operationsPerSecond.map { "\(Throughput($0))" }),
      ("ports, reading", text(portReadBytesPerSecond)),
      ("ports, writing", text(portWriteBytesPerSecond)),
      ("memory channels", memoryBytesPerSecond.flatMap(text)),
      ("memories on the chip, reading", onChipReadBytesPerSecond.flatMap(text)),
      ("memories on the chip, writing", onChipWriteBytesPerSecond.flatMap(text)),
    ]
    return all.compactMap { name, value in value.map { "\(name): at most \($0)" } }
  }

  private func text(_ bytesPerSecond: Double) -> String? {
    bytesPerSecond > 0 ? "\(Bandwidth(bytesPerSecond))" : nil
  }
}
