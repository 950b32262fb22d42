import KernelIR
import Specs

/// What the generated files of a kernel with a shape of its own say beside its program. A kernel of
/// this kind is a type of its own and one line of ``KernelStructure/vitisShape(_:)``.
protocol VitisShape {
  /// What one call of the kernel does with its integer arguments: a sentence for the kernel file.
  var oneCall: String { get }
  /// The operators that ``writeExpected(_:to:)`` uses, of `sum`, `difference` and `product`: an
  /// unused function is a warning.
  var operators: Set<String> { get }
  /// Element `index` of an array before a run, as an expression that may call what
  /// ``writeExpected(_:to:)`` prints; `nil` for arrays that hold test data like any other.
  func contents(of array: MemoryArray) -> String?
  /// Prints `expected(index, run)`: one element of the output array by the mathematical form.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter)
  /// Prints `allowed(index, run)` for kernels whose ``KernelShape/tolerance`` is not `nil`: by how
  /// much the element may differ.
  func writeAllowed(_ tolerance: ShapeTolerance, to writer: inout CodeWriter)
}

extension VitisShape {
  func contents(of array: MemoryArray) -> String? { nil }

  func writeAllowed(_ tolerance: ShapeTolerance, to writer: inout CodeWriter) {}
}

extension KernelStructure {
  /// The texts of kernels with a shape of their own.
  func vitisShape(_ design: GeneratedDesign) -> (any VitisShape)? {
    switch self {
    case .gemm: VitisGemm(design: design)
    case .fft: VitisFourier(design: design)
    case .recurrence: VitisRecurrence(design: design)
    case .reduction: VitisReduction(design: design)
    case .latticeBoltzmann: VitisLattice(design: design)
    case .lu: VitisLU(design: design)
    case .ptrans: VitisPtrans(design: design)
    case .stencil: VitisStencil(design: design)
    case .spmv: VitisSparse(design: design)
    case .symgs: VitisSweep(design: design)
    case .nbody: VitisBodies(design: design)
    case .roofline, .elementwise, .memoryProbe, .onChip, .pointerChase, .randomAccess: nil
    }
  }
}

extension KernelNames {
  /// What the design's files say of its shape.
  var shape: (any VitisShape)? { design.kernel.structure.vitisShape(design) }
}
