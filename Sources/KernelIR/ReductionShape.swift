package import Specs

/// Reductions: every compute unit makes one number of its part of the arrays.
///
/// Number i of the inputs belongs to lane `i mod lanes` and, counting beats, to the partial result
/// `beat mod partials`; those are combined in ascending order of i. Then the lanes of every partial
/// result are combined as a tree (neighbours first, one that is left over goes on alone), and the
/// partial results in ascending order.
package struct ReductionShape: KernelShape {
  package static let parameters = [
    ShapeParameter(.partials, usual: 32, range: 2...4096, isPowerOfTwo: true)
  ]

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 1 }

  package let design: DesignPoint
  /// What is computed; `nil` when the design names no operation of its kernel.
  let operation: KernelOperation?

  package init(design: DesignPoint) {
    self.design = design
    operation = nil
  }

  package init(kernel: KernelSpec, design: DesignPoint) {
    self.design = design
    operation = kernel.operation(named: design.operation)
  }

  /// Beats of one turn: as many as there are partial results.
  var partials: Int { design[.partials] }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let turns = run.shape["turns"] ?? 0
    guard turns >= 1 else { return ["turns: found \(turns), expected 1 or more"] }
    guard ([turns, partials].checkedProduct ?? Int.max) > Int(UInt32.max) else { return [] }
    return ["the arrays have more than 2³² beats; use a smaller problem size"]
  }

  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let turn = [units, max(1, partials), max(1, design.lanes)].checkedProduct ?? Int.max
    return run(turns: max(1, (problemSize ?? Self.usualElements) / turn))
  }

  /// Elements of an array over all units by default.
  private static let usualElements = 1 << 20

  private func run(turns: Int) -> RunArguments {
    var run = RunArguments(beats: [turns, max(1, partials)].checkedProduct ?? Int.max)
    run.shape = ["turns": turns]
    return run
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["turns"] ?? 0, partials, design.lanes, design.computeUnits].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    if array.isWritten { return 1 }
    return [run.shape["turns"] ?? 0, partials, design.lanes].checkedProduct ?? Int.max
  }

  package var operationsPerCycle: Int {
    [design.lanes, (operation?.expression?.operationCount ?? 0) + 1].checkedProduct ?? Int.max
  }

  package var reducedDesign: DesignPoint { design }

  package var reducedRuns: [RunArguments] { [3, 1, 2].map { run(turns: $0) } }
}
