import KernelIR
import Specs

/// The kernel as a range of work-items, one element each: the form for CPUs and GPUs.
struct OpenCLRange {
  let names: KernelNames

  /// `nil` for kernels whose elements depend on each other.
  init?(names: KernelNames) {
    guard [.elementwise, .roofline].contains(names.design.kernel.structure) else { return nil }
    self.names = names
  }

  /// Work-items of a group.
  static let groupSize = 64

  /// The kernel's name.
  var name: String { "\(names.program.name)_range" }

  func write(to writer: inout CodeWriter) {
    let program = names.program
    writer.line()
    writer.comment(
      "The same for `elements` elements, which need be no whole number of beats or tiles: one "
        + "work-item an element.")
    let parameters =
      program.arrays.map { array in
        var all = array
        all.name = "all_\(array.name)"
        return names.language.parameter(all, type: "element_t", element: "element_t")
      } + ["uint64_t elements"] + (names.hasChain ? ["uint32_t passes", "uint32_t tap"] : [])
      + program.scalars.map { "element_t \($0.name)" }
    let size = Self.groupSize
    writer.line("__attribute__((reqd_work_group_size(\(size), 1, 1)))")
    writer.directive("ifdef INTELFPGA_CL")
    writer.line("__attribute__((num_simd_work_items(\(simd))))")
    writer.directive("endif")
    writer.block(KernelNames.call("__kernel void \(name)", parameters, indentation: 0) + " {") {
      writer in
      writer.line("const size_t index = get_global_id(0);")
      writer.line("if (index >= elements) return;")
      for array in program.arrays where array.isRead {
        writer.line("const element_t \(array.name) = all_\(array.name)[index];")
      }
      if let chain = program.chain { writeChain(chain, &writer) } else { writeMap(&writer) }
    }
  }

  /// A power of two, at most 16 (Intel FPGA SDK for OpenCL Best Practices, num_simd_work_items).
  private var simd: Int {
    var lanes = 1
    while lanes * 2 <= min(16, names.lanes) { lanes *= 2 }
    return lanes
  }

  private func writeMap(_ writer: inout CodeWriter) {
    let statements = names.program.processes.flatMap(\.body)
    guard let output = names.program.arrays.last(where: \.isWritten) else { return }
    for case .map(_, _, let expression) in statements {
      var printer = KernelExpression(names: names, isBound: false)
      let text = printer.root(expression, to: &writer)
      return writer.line("all_\(output.name)[index] = \(text);")
    }
  }

  private func writeChain(_ chain: OperatorChain, _ writer: inout CodeWriter) {
    guard let input = names.program.arrays.first(where: \.isRead),
      let output = names.program.arrays.last(where: \.isWritten)
    else { return }
    if chain.taps.count == 1 { writer.line("(void)tap;  // an argument of longer chains") }
    writer.line("element_t value = \(input.name);")
    let counter = chain.passCounter
    writer.block("for (uint32_t \(counter) = 0; \(counter) < passes; ++\(counter)) {") { writer in
      names.writeCoefficients(chain, to: &writer)
      writer.line("value = \(names.call(chain, on: "value"));")
    }
    writer.line("all_\(output.name)[index] = value;")
  }
}
