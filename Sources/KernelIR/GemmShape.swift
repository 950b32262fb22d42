package import Specs

/// Blocks of a matrix product: every compute unit makes an equal share of the block rows of the
/// result. All matrices are square and stored row by row.
package struct GemmShape: KernelShape {
  /// 4096² elements of a block leave any board.
  package static let parameters = [
    ShapeParameter(.block, usual: 256, range: 1...mostBlock, isWholeBeats: true),
    ShapeParameter(.array, usual: 8, range: 1...64, isPowerOfTwo: true),
  ]
  private static let mostBlock = 4096

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int {
    schedule == .overlapped ? 3 : 2
  }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// Rows and columns of a block.
  var block: Int { design[.block] }
  /// Rows, columns and depth of the array of operators.
  var array: Int { design[.array] }
  /// Columns of a block that lie side by side in banks: whole beats and whole arrays.
  var side: Int {
    let lanes = max(1, min(design.lanes, 65_536))
    return lanes * (max(1, array) / greatestCommonDivisor(lanes, max(1, array)))
  }

  package var granule: Int { side }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let sizes = [("matrix order in blocks", "blocks"), ("block rows per unit", "rows")]
    var reasons = sizes.filter { !(1...65_536).contains(run.shape[$0.1] ?? 0) }.map {
      "\($0.0): found \(run.shape[$0.1] ?? 0), expected 1 to 65536"
    }
    let beats = Int64(clamping: run.shape["blocks"] ?? 0) * Int64(block)
    let (total, overflow) = beats.multipliedReportingOverflow(
      by: beats / Int64(max(1, design.lanes)))
    if reasons.isEmpty, overflow || total > Int64(UInt32.max) {
      reasons.append("the matrices have more than 2³² beats; use a smaller order")
    }
    return reasons
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let step = max(1, min(block, Self.mostBlock)) * units
    // Overlapped processes are timed beat by beat, phases once per kind: they can be larger.
    let usual = design.schedule == .overlapped ? 1024 : 4096
    let rows = max(1, min(problemSize ?? usual, 1 << 40) / step)
    return run(blocks: rows * units, rows: rows)
  }

  /// A run of one unit; beats are those of its part of the result.
  private func run(blocks: Int, rows: Int) -> RunArguments {
    let elements = product([rows, block, blocks, block]) ?? Int.max
    var run = RunArguments(beats: max(1, elements / max(1, design.lanes)))
    run.shape = ["blocks": blocks, "rows": rows]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    product([run.shape["blocks"] ?? 0, block])
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    let blocks = run.shape["blocks"] ?? 0
    let rows = array.name == "b" ? blocks : run.shape["rows"] ?? 0
    return product([rows, blocks, block, block]) ?? Int.max
  }

  private func product(_ factors: [Int]) -> Int? {
    factors.reduce(1) { product, factor in
      let result = product?.multipliedReportingOverflow(by: factor)
      return result.flatMap { $0.overflow ? nil : $0.partialValue }
    }
  }

  /// A multiplication and an addition of every operator of the array.
  package var operationsPerCycle: Int { 2 * array * array * array }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.block] = min(block, max(side, 2 * array))
    return reduced
  }

  package var reducedRuns: [RunArguments] {
    [(2, 2), (1, 1), (3, 1)].map { run(blocks: $0, rows: $1) }
  }
}

/// The greatest number that divides two positive ones.
private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  right == 0 ? left : greatestCommonDivisor(right, left % right)
}
