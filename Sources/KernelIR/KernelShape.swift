package import Specs

/// A kernel whose arrays are more than rows of equal tiles: all that is particular to it, for one
/// design. A kernel of this kind is a type of its own and one line of
/// ``Specs/KernelStructure/shapeType``.
package protocol KernelShape: Sendable {
  /// What designs of the kernel choose beside lanes, units and memory.
  static var parameters: [ShapeParameter] { get }
  /// AXI ports of one compute unit.
  static func portsPerUnit(_ schedule: KernelSchedule) -> Int

  /// The shape of a design, which may be one that cannot be built: nothing traps.
  init(design: DesignPoint)
  /// The same for kernels whose files say what is computed; as without them unless a kernel says
  /// otherwise.
  init(kernel: KernelSpec, design: DesignPoint)
  /// The design.
  var design: DesignPoint { get }
  /// What parameters that are whole beats are multiples of, 1 or more; the lanes unless a kernel says
  /// otherwise.
  var granule: Int { get }
  /// Every reason beside parameters out of range why the design cannot be built; full sentences.
  var designReasons: [String] { get }
  /// Every reason why a run does not suit the design.
  func runReasons(_ run: RunArguments) -> [String]
  /// The run of one unit for a size of the whole problem, rounded down to what the design divides
  /// evenly, at least the smallest; `nil` is the default size.
  func run(problemSize: Int?) -> RunArguments
  /// The sizes of a run of which only the values of the program's size arguments are known; `nil` when
  /// no run has them.
  func sizes(registers: [String: Int]) -> [String: Int]?
  /// The size of the whole problem, as `problem_size` counts it; `nil` when it leaves 64 bits.
  func problemSize(_ run: RunArguments) -> Int?
  /// Elements of an array of one unit.
  func elements(of array: MemoryArray, _ run: RunArguments) -> Int
  /// Operations of one unit as the literature counts them; `nil` when it leaves 64 bits. Those that
  /// the program makes unless a kernel says otherwise.
  func operations(_ run: RunArguments, of program: KernelProgram) -> Int?
  /// How far results may be from the reference; `nil`: they are equal.
  var tolerance: ShapeTolerance? { get }
  /// Operations that one unit starts per cycle when nothing holds it up.
  var operationsPerCycle: Int { get }
  /// A design that takes the same paths at sizes that can be interpreted in a moment.
  var reducedDesign: DesignPoint { get }
  /// Runs of the least size that together take every path; the first takes most of them.
  var reducedRuns: [RunArguments] { get }
  /// The program, for a design that has passed every check.
  ///
  /// - Throws: ``DesignError`` for what only shows in the program.
  func program(_ lowering: KernelLowering) throws(DesignError) -> KernelProgram
  /// The contents of an array before a run; `nil` for those that hold test data like any other.
  func contents<Element: KernelElement>(of array: MemoryArray, _ run: RunArguments) -> [Element]?
  /// The contents of the output array by the kernel's mathematical form, without anything of the
  /// lowering.
  func expected<Element: KernelElement>(_ reference: ReferenceResult<Element>) -> [Element]
}

/// How far results may be from the reference where they cannot be equal, because the sums of both
/// are taken in different orders.
package struct ShapeTolerance: Hashable, Sendable {
  /// Elements of the output array that belong together, one block after the other.
  package let block: Int
  /// The largest difference of an element, relative to the Euclidean norm of its block.
  package let relative: Double
}

/// A parameter that designs of a kernel have.
package struct ShapeParameter: Hashable, Sendable {
  /// Which.
  package let parameter: DesignParameter
  /// The value unless another is chosen.
  package let usual: Int
  /// What lowering accepts.
  package let range: ClosedRange<Int>
  /// Whether it must be a power of two.
  package let isPowerOfTwo: Bool
  /// Whether it must be whole beats: a multiple of the shape's ``KernelShape/granule``.
  package let isWholeBeats: Bool
  /// Whether another value makes another problem, not another way to the same result.
  package let describesProblem: Bool

  /// Describes a parameter.
  package init(
    _ parameter: DesignParameter, usual: Int, range: ClosedRange<Int>, isPowerOfTwo: Bool = false,
    isWholeBeats: Bool = false, describesProblem: Bool = false
  ) {
    self.isWholeBeats = isWholeBeats
    self.describesProblem = describesProblem
    self.parameter = parameter
    self.usual = usual
    self.range = range
    self.isPowerOfTwo = isPowerOfTwo
  }

  /// The default of a design: the least multiple of `granule` from ``usual`` on that is in range, or
  /// else the largest one.
  package func usual(granule: Int) -> Int {
    guard isWholeBeats, granule > 0 else { return usual }
    let (above, overflow) = usual.addingReportingOverflow(granule - 1)
    let next = above / granule * granule
    return !overflow && range.contains(next)
      ? next : max(granule, range.upperBound / granule * granule)
  }

  /// Why a design cannot have the value that it has, if so.
  func reason(_ design: DesignPoint, granule: Int) -> String? {
    let value = design[parameter]
    if range.contains(value), isWholeBeats, granule > 0, value % granule != 0 {
      let (next, overflow) = value.addingReportingOverflow(granule - value % granule)
      let example = overflow || next > range.upperBound ? usual(granule: granule) : next
      return
        "\(parameter.rawValue): found \(value), expected whole beats of \(design.lanes) lanes: a "
        + "multiple of \(granule), e.g. \(example)"
    }
    guard !range.contains(value) || isPowerOfTwo && value.nonzeroBitCount != 1 else { return nil }
    return
      "\(parameter.rawValue): found \(value), expected \(isPowerOfTwo ? "a power of two from " : "")"
      + "\(range.lowerBound) to \(range.upperBound)"
  }
}

extension KernelShape {
  /// The shape of a design of which everything is known.
  package init(kernel: KernelSpec, design: DesignPoint) { self.init(design: design) }

  /// The values themselves.
  package func sizes(registers: [String: Int]) -> [String: Int]? { registers }

  /// Test data.
  package func contents<Element: KernelElement>(
    of array: MemoryArray, _ run: RunArguments
  ) -> [Element]? { nil }

  /// Results are equal.
  package var tolerance: ShapeTolerance? { nil }

  /// Every addition, subtraction and multiplication of the program.
  package func operations(_ run: RunArguments, of program: KernelProgram) -> Int? {
    let work = WorkCount(program, sizes: run.sizes(tileBeats: design.tileBeats))
    return work.hasOverflow ? nil : work.operations
  }

  /// One beat.
  package var granule: Int { max(1, design.lanes) }

  /// Every parameter that is out of its range.
  var parameterReasons: [String] {
    Self.parameters.compactMap { $0.reason(design, granule: granule) }
  }

  /// The least number of whole beats from a small one on.
  func wholeBeats(from least: Int) -> Int { (least + granule - 1) / granule * granule }

  /// The defaults of the design's parameters: those of the structure in whole beats.
  package var usualParameters: [DesignParameter: Int] {
    Self.parameters.reduce(into: [:]) { $0[$1.parameter] = $1.usual(granule: granule) }
  }
}

extension KernelStructure {
  /// The kernels with a shape of their own; `nil` for those that are measured in beats.
  package var shapeType: (any KernelShape.Type)? {
    switch self {
    case .gemm: GemmShape.self
    case .recurrence: RecurrenceShape.self
    case .reduction: ReductionShape.self
    case .fft: FourierShape.self
    case .latticeBoltzmann: LatticeShape.self
    case .lu: LUShape.self
    case .ptrans: PtransShape.self
    case .stencil: StencilShape.self
    case .spmv: SparseShape.self
    case .symgs: SweepShape.self
    case .nbody: BodiesShape.self
    case .roofline, .elementwise, .memoryProbe, .onChip, .pointerChase, .randomAccess: nil
    }
  }

  /// Whether the sizes of the kernel's arrays are not simply measured in beats.
  package var isShaped: Bool { shapeType != nil }

}

extension KernelSpec {
  /// The meaning of the sizes of a design; `nil` for kernels that are measured in beats.
  package func shape(of design: DesignPoint) -> (any KernelShape)? {
    structure.shapeType.map { $0.init(kernel: self, design: design) }
  }
}

extension KernelLowering {
  /// The functional check of the design, at a size that can be interpreted.
  ///
  /// - Throws: ``DesignError`` when the reduced design contradicts itself.
  package func functionalCheck() throws(DesignError) -> FunctionalCheck {
    guard let shape = kernel.shape(of: design) else {
      return FunctionalCheck(
        kernel: kernel, operation: operation, design: design, program: try program())
    }
    let reduced = try KernelLowering(kernel: kernel, board: board, design: shape.reducedDesign)
    return FunctionalCheck(
      kernel: kernel, operation: operation, design: reduced.design, program: try reduced.program())
  }
}
