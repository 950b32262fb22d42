package import Specs

/// Steps of a blocked LU factorisation: every compute unit has blocks of its own, one after the
/// other, stored row by row.
package struct LUShape: KernelShape {
  package static let parameters = [
    ShapeParameter(
      .block, usual: 256, range: 1...mostBlock, isWholeBeats: true, describesProblem: true)
  ]
  private static let mostBlock = 1024

  package static func portsPerUnit(_ schedule: KernelSchedule) -> Int { 1 }

  package let design: DesignPoint

  package init(design: DesignPoint) { self.design = design }

  /// Rows and columns of a block.
  var block: Int { design[.block] }
  /// What is computed; a design without such an operation is refused before it matters.
  package var step: LUStep { LUStep(rawValue: design.operation) ?? .diagonal }

  package var designReasons: [String] { [] }

  package func runReasons(_ run: RunArguments) -> [String] {
    let blocks = run.shape["blocks"] ?? 0
    guard (1...65_536).contains(blocks) else {
      return ["blocks per unit: found \(blocks), expected 1 to 65536"]
    }
    guard beats(blocks: blocks) <= Int(UInt32.max) else {
      return ["the blocks have more than 2³² beats; use fewer of them"]
    }
    return []
  }

  /// The problem size is the order of the matrix whose diagonal consists of the blocks.
  package func run(problemSize: Int?) -> RunArguments {
    let units = max(1, min(design.computeUnits, DesignPoint.mostComputeUnits))
    let step = max(1, min(block, Self.mostBlock)) * units
    return run(blocks: max(1, min(problemSize ?? 4096, 1 << 40) / step))
  }

  private func run(blocks: Int) -> RunArguments {
    var run = RunArguments(beats: max(1, beats(blocks: blocks)))
    run.shape = ["blocks": blocks]
    return run
  }

  private func beats(blocks: Int) -> Int {
    ([blocks, block, block].checkedProduct ?? Int.max) / max(1, design.lanes)
  }

  package func problemSize(_ run: RunArguments) -> Int? {
    [run.shape["blocks"] ?? 0, block, design.computeUnits].checkedProduct
  }

  package func elements(of array: MemoryArray, _ run: RunArguments) -> Int {
    let blocks = array.name == step.given && !array.isWritten ? 1 : run.shape["blocks"] ?? 0
    return [blocks, block, block].checkedProduct ?? Int.max
  }

  /// Per block of order n, as the literature counts: less than the program makes, whose steps go over
  /// the whole block.
  ///
  /// Factors: n(n−1)/2 divisions and n(n−1)(2n−1)/3 multiplications and subtractions; top: n²(n−1); left: n²
  /// divisions beside that; inner: 2n³.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    guard (1...Self.mostBlock).contains(block) else { return nil }
    let pairs = block * (block - 1)
    let each =
      switch step {
      case .diagonal: pairs / 2 + pairs * (2 * block - 1) / 3
      case .top: block * pairs
      case .left: block * block + block * pairs
      case .inner: 2 * block * block * block
      }
    return [run.shape["blocks"] ?? 0, each].checkedProduct
  }

  /// A multiplication and a subtraction in every lane.
  package var operationsPerCycle: Int { 2 * design.lanes }

  package var reducedDesign: DesignPoint {
    var reduced = design
    reduced.parameters[.block] = min(block, wholeBeats(from: max(2 * granule, 8)))
    return reduced
  }

  package var reducedRuns: [RunArguments] { [2, 1].map { run(blocks: $0) } }

  /// Of a matrix test data and, on the diagonal, twice the order: more than all others of a row or a
  /// column. Of factors the same, with what is below the diagonal divided by that number, as factors
  /// of such a matrix are.
  package func contents<Element: KernelElement>(
    of array: MemoryArray, _ run: RunArguments
  ) -> [Element]? {
    let isMatrix = step == .diagonal ? array.name == step.changed : array.name == "factors"
    guard isMatrix else { return nil }
    return (0..<elements(of: array, run) / max(1, block * block)).flatMap { matrix(of: $0) }
  }

  /// A block of matrices or of factors before a run.
  func matrix<Element: KernelElement>(of number: Int) -> [Element] {
    let (block, hasFactors) = (block, step != .diagonal)
    let twice = Element.element(Double(2 * block))
    return (0..<block * block).map { place in
      let value: Element = TestData.element(
        number * block * block + place, array: 0, type: design.elementType)
      let (row, column) = (place / block, place % block)
      if row == column { return .sum(value, twice) }
      return hasFactors && column < row ? .quotient(value, twice) : value
    }
  }
}
