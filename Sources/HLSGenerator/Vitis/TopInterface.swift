import KernelIR
import Specs

/// How the top function of a kernel in C++ meets its surroundings.
protocol TopInterface {
  /// What the kernel file says of itself after its name.
  var title: String { get }
  /// The header with types and prototype.
  var header: String { get }
  /// Parameters behind those of the kernel, by name, each a `uint32_t`.
  var lengths: [String] { get }
  /// Prints what stands above the function.
  func writeAbove(to writer: inout CodeWriter)
  /// Prints what stands at the start of its body.
  func writeInside(to writer: inout CodeWriter)
}

/// A kernel for v++: masters and registers.
struct VitisTop: TopInterface {
  let names: KernelNames
  /// Beats of every array in the testbench.
  let depths: [String: Int]

  let title = "the kernel for Vitis HLS."
  var header: String { "\(names.program.name).h" }
  let lengths: [String] = []

  func writeAbove(to writer: inout CodeWriter) {}

  func writeInside(to writer: inout CodeWriter) {
    VitisInterface(names: names, depths: depths).write(to: &writer)
  }
}
