package import Specs

/// Blocks of a transposition: every compute unit makes an equal share of the block rows of the
/// result from the same share of the block columns of the first matrix, which it holds row by row.
package struct PtransShape: KernelShape {
  /// 4096² elements of a block leave any board.
  package static let parameters = [
    ShapeParameter(.block, usual: 256, range: 1...mostBlock, isWholeBeats: true)
  ]
  private static let mostBlock = 4096

  /// Phased units read both matrices through the port that they write through; overlapped ones read
  /// the first matrix through one of its own.
  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int {
    schedule == .overlapped ? 2 : 1
  }

  /// The order by default: 12 MiB in four-byte elements. Overlapped processes are timed beat by beat,
  /// so more would take long.
  private static let usualOrder = 1024

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// Rows and columns of a block.
  var block: Int { design[.block] }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let sizes = [("matrix order in blocks", "blocks"), ("block rows per unit", "rows")]
    let reasons = sizes.filter { !(1...65_536).contains(run.shape[$0.1] ?? 0) }.map {
      "\($0.0): found \(run.shape[$0.1] ?? 0), expected 1 to 65536"
    }
    let elements = elements(run) ?? Int.max
    guard reasons.isEmpty, elements / max(1, design.lanes) > Int(UInt32.max) else {
      return reasons
    }
    return ["the matrices have more than 2³² beats; use a smaller order"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let step = max(1, min(block, Self.mostBlock)) * units
    let rows = max(1, min(problemSize ?? Self.usualOrder, 1 << 40) / step)
    return run(blocks: rows * units, rows: rows)
  }

  /// A run of one unit; beats are those of its part of the result.
  private func run(blocks: Int, rows: Int) -> RunArguments {
    let elements = [rows, block, blocks, block].checkedProduct ?? Int.max
    var run = RunArguments(beats: max(1, elements / max(1, design.lanes)))
    run.shape = ["blocks": blocks, "rows": rows]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["blocks"] ?? 0, block].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    elements(run) ?? Int.max
  }

  private func elements(_ run: RunArguments) -> Int? {
    [run.shape["rows"] ?? 0, block, run.shape["blocks"] ?? 0, block].checkedProduct
  }

  package var operationsPerCycle: Int { design.lanes }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.block] = min(block, max(1, design.lanes) * 2)
    return reduced
  }

  package var reducedRuns: [RunArguments] {
    [(3, 2), (1, 1), (2, 3)].map { run(blocks: $0, rows: $1) }
  }
}
