import KernelIR
import Specs

/// The testbench calls the kernel as a function.
struct VitisTestbenchStyle: TestbenchStyle {
  let top: any TopInterface
  /// A directive behind the call of the kernel, if there is one.
  var after: String?

  let title = "the testbench."
  let headers: [String] = []
  let fields: [String] = []
  let mainParameters = ""

  func values(_ run: RunArguments) -> [String] { [] }

  func memory(_ array: MemoryArray, depth: Int, names: KernelNames) -> String {
    let words = depth * names.program.portWords(of: array)
    return "\(names.word(of: array)) memory_\(array.name)[\(words)];"
  }

  func memoryType(_ array: MemoryArray, _ names: KernelNames) -> String {
    names.word(of: array)
  }

  func pointer(to array: MemoryArray) -> String { "memory_\(array.name)" }

  func writeSize(_ array: MemoryArray, depth: Int, to writer: inout CodeWriter) {}

  func elements(_ array: MemoryArray, depth: Int) -> String {
    "\(depth)" + (array.lanes > 1 ? " * LANES" : "")
  }

  func place(_ array: MemoryArray, names: KernelNames) -> String {
    let words = names.program.portWords(of: array)
    guard array.lanes > words else { return "memory[index]" }
    let width = words > 1 ? "\(array.lanes / words)" : "LANES"
    return "memory[index / \(width)][index % \(width)]"
  }

  func writeHeaders(_ names: KernelNames, to writer: inout CodeWriter) {
    writer.directive("include \"\(top.header)\"")
  }

  func writeTools(_ names: KernelNames, to writer: inout CodeWriter) {}

  func writeCall(_ names: KernelNames, to writer: inout CodeWriter) {
    let program = names.program
    let arguments =
      program.arrays.map { "memory_\($0.name)" } + program.sizes.map { "run.\($0)" }
      + program.scalars.map { "scalar_\($0.name)" }
      + zip(program.arrays, top.lengths).map { array, _ in length(of: array) }
    writer.line(KernelNames.call(program.name, arguments, indentation: 2) + ";")
    if let after { writer.verbatim(after) }
  }

  private func length(of array: MemoryArray) -> String {
    "sizeof(memory_\(array.name)) / sizeof(memory_\(array.name)[0])"
  }

  func writeRest(_ names: KernelNames, to writer: inout CodeWriter) {}

  func writeArguments(to writer: inout CodeWriter) {}
}
