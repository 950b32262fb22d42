import KernelIR
import Quantities
public import Specs

extension TheoreticalLimits {
  /// What a board's data allow.
  ///
  /// - compute: `f · Σ n[s] · operations`, with n[s] the largest mix of implementations that fits
  ///   region s within its recommended utilisation, and f the board's default kernel clock;
  /// - memory: channels times the peak of one;
  /// - on-chip: `f · u · blocks · bytes per port · ports`;
  /// - host link: the rate of the link after encoding.
  ///
  /// - Parameters:
  ///   - board: The board.
  ///   - operations: Operators to give a compute ceiling for, per element type.
  public init(board: BoardSpec, operations: [ArithmeticOperator] = [.fma]) {
    let limits = BoardLimits(board: board)
    self.init(
      ceilings: board.memories.map(limits.memory) + board.fabric.storage.map(limits.storage)
        + ["host-to-device", "device-to-host"].map(limits.link)
        + operations.flatMap { operation in
          ElementType.allCases.compactMap { limits.compute(operation, $0) }
        })
  }
}

/// The formulas, one per kind of ceiling.
private struct BoardLimits {
  let board: BoardSpec

  func memory(_ memory: BoardMemory) -> Ceiling {
    ceiling(
      .memory(memory.name), memory.peakBandwidth.value,
      "\(memory.channels) × \(memory.device.peakBandwidth)")
  }

  func storage(_ storage: StorageSpec) -> Ceiling {
    let limit = board.utilisation.limits[storage.resource] ?? 0
    let units = board.regions.reduce(0) { sum, region in
      let budget = board.utilisation.budget(of: region.resources)[storage.resource]
      return sum + Int(Double(budget) * storage.usableShare) / max(1, storage.unitsPerBlock)
    }
    let ports = storage.readsPerCycle + storage.writesPerCycle
    let perCycle = Double(units * storage.portBits * ports) / 8
    return ceiling(
      .onChip(storage.kind.rawValue), perCycle * board.clock.default.value,
      "\(units) blocks (\(SIPrefix.significant(limit * 100)) % used) × \(ports) ports × "
        + "\(storage.portBits) bit at \(board.clock.default)")
  }

  func link(_ direction: String) -> Ceiling {
    ceiling(.hostLink(direction), board.hostLink.peak.value, board.hostLink.title)
  }

  func compute(_ operation: ArithmeticOperator, _ type: ElementType) -> Ceiling? {
    let mixes = board.regions.map { region in
      OperatorMix(
        operation, type, table: board.operators,
        budget: board.utilisation.budget(of: region.resources))
    }
    let count = mixes.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    let rate = Double(count * operation.operationCount) * board.clock.default.value
    return ceiling(
      .compute(type: type.rawValue, operation: operation.rawValue), rate,
      "\(count) operators at \(board.clock.default)")
  }

  private func ceiling(_ kind: Ceiling.Kind, _ value: Double, _ origin: String) -> Ceiling {
    Ceiling(
      kind: kind, board: board.name, basis: .theoretical, estimate: Estimate(value: value),
      origin: origin)
  }
}
