package import Specs

extension WorkCount {
  /// What one compute unit of a kernel moves and computes in a run, as its definition counts: of
  /// on-chip kernels the sweeps alone, of kernels with a shape their own count of operations, and
  /// no arithmetic where it only makes a checksum.
  package init(
    _ program: KernelProgram, of kernel: KernelSpec, design: DesignPoint, run: RunArguments
  ) {
    self.init(
      program, sizes: run.sizes(tileBeats: design.tileBeats),
      only: kernel.structure == .onChip ? "sweep" : nil)
    if [.memoryProbe, .onChip, .pointerChase].contains(kernel.structure) { count(operations: 0) }
    if let shape = kernel.shape(of: design) {
      count(operations: shape.operations(run, of: program))
    }
  }
}
