/// A kernel as data, from `Kernels/<name>.yaml` or a user's own file.
public struct KernelSpec: Hashable, Sendable {
  /// The name on the command line and in results: lower case, digits and hyphens.
  public var name: String
  /// The name for people.
  public var title: String
  /// How the kernel is built; decides which fields of an operation are needed.
  public var structure: KernelStructure
  /// What the kernel can do; never empty, the first is the default.
  public var operations: [KernelOperation]
  /// Element types it is defined for; never empty, the first is the default.
  public var types: [ElementType]
  /// How phases follow each other; never empty, the first is the default.
  public var schedules: [KernelSchedule]
  /// How a run is checked, in words.
  public var check: String
  /// Papers, benchmarks and code that the kernel follows.
  public var literature: [String]
  /// Where the definition comes from.
  public var provenance: Provenance

  /// The operation with a name, if the kernel has it.
  public func operation(named name: String) -> KernelOperation? {
    operations.first { $0.name == name }
  }

  /// Creates a kernel.
  public init(
    name: String, title: String, structure: KernelStructure, operations: [KernelOperation],
    types: [ElementType], schedules: [KernelSchedule], check: String, literature: [String],
    provenance: Provenance
  ) {
    self.name = name
    self.title = title
    self.structure = structure
    self.operations = operations
    self.types = types
    self.schedules = schedules
    self.check = check
    self.literature = literature
    self.provenance = provenance
  }
}

/// The ways a kernel can be built from loads, compute and stores.
public enum KernelStructure: String, Sendable, CaseIterable {
  /// `load → compute → store`, with a chain of operators, passes over a tile, and taps.
  case roofline
  /// One output element from the elements of the inputs at the same index, by an expression.
  case elementwise
  /// One output element from the elements of the inputs at the same index, by an expression that is
  /// applied again and again: its value takes the place of the first input's element.
  case recurrence
  /// One number from all elements of the inputs, by an expression and an operator that combines.
  case reduction
  /// Reads or writes at addresses `start + (i · stride mod working set)`.
  case memoryProbe = "memory-probe"
  /// Reads and writes of banks of on-chip storage in every cycle.
  case onChip = "on-chip"
  /// Blocks of matrices that are loaded, multiplied by an array of operators, and stored.
  case gemm
  /// Steps of an LU factorisation by blocks that are held on chip.
  case lu
  /// Blocks of a matrix that are held on chip, read by columns and added to another matrix.
  case ptrans
  /// Grids whose cells are computed from their neighbours, which wait in delay lines.
  case stencil
  /// Grids of cells with populations that move and collide.
  case latticeBoltzmann = "lattice-boltzmann"
  /// Stages of butterflies that points stream through.
  case fft
  /// Rows of a sparse matrix that stream by while a vector is held on chip.
  case spmv
  /// Sweeps over the rows of a sparse matrix that each change the element that the next one needs.
  case symgs
  /// Forces of all bodies on all others, which stream by.
  case nbody
  /// Loads whose address is the value of the load before.
  case pointerChase = "pointer-chase"
  /// Changes of table elements at pseudo-random places.
  case randomAccess = "random-access"
}

/// How the phases of a kernel follow each other.
public enum KernelSchedule: String, Sendable, CaseIterable {
  /// Load, compute and store run at the same time, joined by streams.
  case overlapped
  /// Load a chunk into a buffer, then compute, then store: one after another.
  case phased
}

/// One thing that a kernel can do, e.g. `triad` of `stream`.
public struct KernelOperation: Hashable, Sendable {
  /// The name on the command line.
  public var name: String
  /// The mathematical form, e.g. `a[i] = b[i] + s · c[i]`.
  public var form: String
  /// Names of the input arrays, in argument order.
  public var inputs: [String]
  /// Names of the output arrays, in argument order.
  public var outputs: [String]
  /// Named scalar arguments and the values a run uses, in argument order.
  public var scalars: [ScalarArgument]
  /// For element-wise kernels: the output element from the inputs and scalars; for reductions: what
  /// is combined; for stencils, which may have none: a cell's next value from its neighbours.
  public var expression: ElementExpression?
  /// For reductions: what is done with the values of the expression.
  public var reduction: ElementReduction?
  /// Elements read from memory per output element.
  public var loads: Int
  /// Elements written to memory per output element.
  public var stores: Int
  /// Arithmetic operations per output element (for `roofline`: per chain stage).
  public var operationsPerElement: Int

  /// Creates an operation.
  public init(
    name: String, form: String, inputs: [String], outputs: [String],
    scalars: [ScalarArgument], expression: ElementExpression?, loads: Int, stores: Int,
    operationsPerElement: Int, reduction: ElementReduction? = nil
  ) {
    self.reduction = reduction
    self.name = name
    self.form = form
    self.inputs = inputs
    self.outputs = outputs
    self.scalars = scalars
    self.expression = expression
    self.loads = loads
    self.stores = stores
    self.operationsPerElement = operationsPerElement
  }
}

/// A scalar that is passed to a kernel at run time, so that it cannot be folded into the logic.
public struct ScalarArgument: Hashable, Sendable {
  /// A C identifier.
  public var name: String
  /// The value that runs use; exact in every floating-point type of the kernel, and in the integer
  /// types unless `integerValue` is given.
  public var value: Double
  /// The value for integer types, where it differs.
  public var integerValue: Int?

  /// Creates a scalar argument.
  public init(name: String, value: Double, integerValue: Int? = nil) {
    self.name = name
    self.value = value
    self.integerValue = integerValue
  }
}
