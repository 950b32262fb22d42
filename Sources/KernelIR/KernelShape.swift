package import Specs

/// What the sizes of a kernel mean whose arrays are more than rows of equal tiles.
package protocol KernelShape: Sendable {
  /// Every reason why a design of the kernel cannot be built; full sentences.
  var designReasons: [String] { get }
  /// Every reason why a run does not suit the design.
  func runReasons(_ run: RunArguments) -> [String]
  /// The run of one unit for a size of the whole problem, rounded down to what the design divides
  /// evenly, at least the smallest; `nil` is the default size.
  func run(problemSize: Int?) -> RunArguments
  /// The size of the whole problem, as `problem_size` counts it; `nil` when it leaves 64 bits.
  func problemSize(_ run: RunArguments) -> Int?
  /// Elements of an array of one unit.
  func elements(of array: MemoryArray, _ run: RunArguments) -> Int
  /// A design that takes the same paths at sizes that can be interpreted in a moment.
  var reducedDesign: DesignPoint { get }
  /// Runs of the least size that together take every path; the first takes most of them.
  var reducedRuns: [RunArguments] { get }
}

extension KernelStructure {
  /// Whether the sizes of the kernel's arrays are not simply measured in beats.
  package var isShaped: Bool { self == .gemm }

  /// The meaning of the sizes of a design; `nil` for kernels that are measured in beats.
  package func shape(of design: DesignPoint) -> (any KernelShape)? {
    switch self {
    case .gemm: GemmShape(design: design)
    case .roofline, .elementwise, .memoryProbe, .onChip, .pointerChase, .randomAccess: nil
    }
  }
}

extension KernelLowering {
  /// The functional check of the design, at a size that can be interpreted.
  ///
  /// - Throws: ``DesignError`` when the reduced design contradicts itself.
  package func functionalCheck() throws(DesignError) -> FunctionalCheck {
    guard let shape = kernel.structure.shape(of: design) else {
      return FunctionalCheck(
        kernel: kernel, operation: operation, design: design, program: try program())
    }
    let reduced = try KernelLowering(kernel: kernel, board: board, design: shape.reducedDesign)
    return FunctionalCheck(
      kernel: kernel, operation: operation, design: reduced.design, program: try reduced.program())
  }
}
