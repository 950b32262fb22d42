import KernelIR
import Specs

/// The testbench calls the kernel as a function.
struct VitisTestbenchStyle: TestbenchStyle {
  let title = "the testbench."
  let headers: [String] = []
  let fields: [String] = []
  let mainParameters = ""

  func values(_ run: RunArguments) -> [String] { [] }

  func memory(_ array: MemoryArray, depth: Int, names: KernelNames) -> String {
    "\(names.beat(array.lanes)) memory_\(array.name)[\(depth)];"
  }

  func memoryType(_ names: KernelNames) -> String {
    names.program.arrays.contains { $0.lanes > 1 } ? "beat_t" : "element_t"
  }

  func pointer(to array: MemoryArray) -> String { "memory_\(array.name)" }

  func writeSize(_ array: MemoryArray, depth: Int, to writer: inout CodeWriter) {}

  func elements(_ array: MemoryArray, depth: Int) -> String {
    "\(depth)" + (array.lanes > 1 ? " * LANES" : "")
  }

  func place(_ names: KernelNames) -> String {
    names.program.arrays.contains { $0.lanes > 1 }
      ? "memory[index / LANES][index % LANES]" : "memory[index]"
  }

  func writeHeaders(_ names: KernelNames, to writer: inout CodeWriter) {
    writer.directive("include \"\(names.program.name).h\"")
  }

  func writeTools(_ names: KernelNames, to writer: inout CodeWriter) {}

  func writeCall(_ names: KernelNames, to writer: inout CodeWriter) {
    let program = names.program
    let arguments =
      program.arrays.map { "memory_\($0.name)" } + program.sizes.map { "run.\($0)" }
      + program.scalars.map { "scalar_\($0.name)" }
    writer.line(KernelNames.call(program.name, arguments, indentation: 2) + ";")
  }

  func writeRest(_ names: KernelNames, to writer: inout CodeWriter) {}

  func writeArguments(to writer: inout CodeWriter) {}
}
