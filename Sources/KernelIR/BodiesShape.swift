package import Specs

/// Forces between all pairs of bodies: every compute unit takes an equal share of the blocks of
/// bodies that the forces act on. A block in memory is the x of all its bodies, then all y, all z,
/// and all masses.
package struct BodiesShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.held, usual: 1024, range: 1...65_536, isWholeBeats: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 2 }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// Bodies of a block.
  var block: Int { design[.held] }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let sizes = [("blocks of bodies", "blocks"), ("blocks per unit", "rows")]
    var reasons = sizes.filter { !(1...65_536).contains(run.shape[$0.1] ?? 0) }.map {
      "\($0.0): found \(run.shape[$0.1] ?? 0), expected 1 to 65536"
    }
    let elements = [run.shape["blocks"] ?? 0, 4, block].checkedProduct ?? Int.max
    if reasons.isEmpty, elements / max(1, design.lanes) > Int(UInt32.max) {
      reasons.append("the bodies take more than 2³² beats; use fewer")
    }
    return reasons
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let step = max(1, min(block, 65_536)) * units
    let rows = max(1, min(problemSize ?? Self.usualBodies, 1 << 40) / step)
    return run(blocks: rows * units, rows: rows)
  }

  /// Phases are timed once per kind, so the number costs nothing.
  private static let usualBodies = 16_384

  /// A run of one unit; beats are those of its bodies.
  private func run(blocks: Int, rows: Int) -> RunArguments {
    let elements = [rows, 4, block].checkedProduct ?? Int.max
    var run = RunArguments(beats: max(1, elements / max(1, design.lanes)))
    run.shape = ["blocks": blocks, "rows": rows]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["blocks"] ?? 0, block].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    let blocks = run.shape[array.name == "others" ? "blocks" : "rows"] ?? 0
    return [blocks, array.isWritten ? 3 : 4, block].checkedProduct ?? Int.max
  }

  /// 20 operations an interaction, as the literature counts.
  private static let perInteraction = 20

  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    [Self.perInteraction, run.shape["rows"] ?? 0, block, run.shape["blocks"] ?? 0, block]
      .checkedProduct
  }

  package var operationsPerCycle: Int {
    [Self.perInteraction, design.lanes].checkedProduct ?? Int.max
  }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.held] = min(block, wholeBeats(from: max(8, 2 * granule)))
    return reduced
  }

  package var reducedRuns: [RunArguments] {
    [(2, 2), (1, 1), (3, 1)].map { run(blocks: $0, rows: $1) }
  }
}
