import KernelIR
import Specs

/// The on-chip design with most banks: one compute unit per region, as many banks of one block
/// each as the tightest region takes.
struct WidestDesign {
  let board: BoardSpec
  let kernel: KernelSpec

  /// The design, by bisection on the number of banks: resources grow with it.
  ///
  /// - Returns: `nil` when the kernel has no type of the port's width or nothing fits.
  func design(_ operation: KernelOperation, _ storage: StorageSpec) -> DesignPoint? {
    guard let memory = board.memories.first else { return nil }
    var point = DesignPoint(board: board, kernel: kernel, memory: memory)
    point.operation = operation.name
    point.elementType = kernel.types[0]
    point.storage = storage.kind
    point.tileBeats = max(2, storage.depth)
    point.computeUnits = board.regions.count
    point.channels = min(memory.channels, point.computeUnits)
    var fits = 0
    var fails = 65_536
    while fails - fits > 1 {
      point.lanes = (fits + fails) / 2
      if isPlaceable(point) { fits = point.lanes } else { fails = point.lanes }
    }
    point.lanes = fits
    return fits > 0 ? point : nil
  }

  private func isPlaceable(_ point: DesignPoint) -> Bool {
    guard
      let lowering = try? KernelLowering(kernel: kernel, board: board, design: point),
      let program = try? lowering.program()
    else { return false }
    let estimate = ResourceEstimate(program, board: board)
    return board.regions.allSatisfy { region in
      hasRoom(for: estimate, in: region, point.storage)
        && Placement.fits(1, need: estimate.computeUnit, board: single(region))
    }
  }

  /// Only a share of the look-up tables can be memory.
  private func hasRoom(
    for estimate: ResourceEstimate, in region: SuperLogicRegion, _ kind: StorageKind
  ) -> Bool {
    guard let storage = board.fabric.storage(kind) else { return false }
    let budget = board.utilisation.budget(of: region.resources)[storage.resource]
    return Double(estimate.buffers[storage.resource]) <= Double(budget) * storage.usableShare
  }

  /// The board with one region only, to ask whether a unit fits there.
  private func single(_ region: SuperLogicRegion) -> BoardSpec {
    var copy = board
    copy.regions = [region]
    return copy
  }
}
