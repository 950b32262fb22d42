import KernelIR
import Specs

/// A task of OmpSs@FPGA: the compiler makes the interface from the clauses of the task.
struct OmpSsTop: TopInterface {
  let names: KernelNames

  let title = "the kernel as a task of OmpSs@FPGA."
  /// Headers whose names end so are copied to the tool that builds the accelerator.
  var header: String { "\(names.program.name).fpga.h" }
  var lengths: [String] { names.program.arrays.map { "\($0.name)_beats" } }

  /// Arrays stay in the board's memory (`no_localmem_copies`); the runtime copies them there and
  /// back (`copy_deps`).
  func writeAbove(to writer: inout CodeWriter) {
    let units = names.design.design.computeUnits
    writer.directive(
      "pragma omp target device(fpga) copy_deps no_localmem_copies num_instances(\(units))")
    let clauses = [("in", inputs), ("out", outputs), ("inout", updated)].filter { !$0.1.isEmpty }
    let text = clauses.map { "\($0.0)(\($0.1.map(shape).joined(separator: ", ")))" }
    writer.directive("pragma omp task \(text.joined(separator: " "))")
  }

  func writeInside(to writer: inout CodeWriter) {
    for length in lengths { writer.line("(void)\(length);  // for the clauses of the task") }
  }

  private func shape(_ array: MemoryArray) -> String { "[\(array.name)_beats]\(array.name)" }

  private var inputs: [MemoryArray] { names.program.arrays.filter { !$0.isWritten } }
  private var outputs: [MemoryArray] { names.program.arrays.filter { !$0.isRead } }
  private var updated: [MemoryArray] { names.program.arrays.filter { $0.isWritten && $0.isRead } }
}
