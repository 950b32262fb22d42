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

  /// Elements of a work-item: vectors where there is a chain to run them through, because compilers for
  /// processors make no vectors of work-items around loops.
  var elementsPerItem: Int { hasVectors ? Self.vectors * Self.lanes : 1 }

  /// Vectors of a work-item, so that latencies of operators overlap, and elements of one.
  private static let vectors = 8
  private static let lanes = 16

  /// Halves may be no numbers but bits, which have no vectors.
  private var hasVectors: Bool { names.hasChain && names.program.elementType != .f16 }

  func write(to writer: inout CodeWriter) {
    writer.line()
    if hasVectors { return writeVectors(&writer) }
    writer.comment(
      "The same for `elements` elements, which need be no whole number of beats or tiles: one "
        + "work-item an element.")
    writer.line("__attribute__((reqd_work_group_size(\(Self.groupSize), 1, 1)))")
    writer.directive("ifdef INTELFPGA_CL")
    writer.line("__attribute__((num_simd_work_items(\(simd))))")
    writer.directive("endif")
    writer.block(signature + " {") { writer in
      writer.line("const size_t index = get_global_id(0);")
      writer.line("if (index >= elements) return;")
      for array in names.program.arrays where array.isRead {
        writer.line("const element_t \(array.name) = all_\(array.name)[index];")
      }
      if let chain = names.program.chain {
        writeChain(chain, &writer)
      } else {
        writeMap(&writer)
      }
    }
  }

  private var signature: String {
    let program = names.program
    let parameters =
      program.arrays.map { array in
        var all = array
        all.name = "all_\(array.name)"
        return names.language.parameter(all, type: "element_t", element: "element_t")
      } + ["uint64_t elements"] + (names.hasChain ? ["uint32_t passes", "uint32_t tap"] : [])
      + program.scalars.map { "element_t \($0.name)" }
    return KernelNames.call("__kernel void \(name)", parameters, indentation: 0)
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

  // MARK: Vectors

  private var input: String { names.program.arrays.first(where: \.isRead)?.name ?? "x" }
  private var output: String { names.program.arrays.last(where: \.isWritten)?.name ?? "y" }

  /// Without Intel's tool only: it would build all vectors side by side.
  private func writeVectors(_ writer: inout CodeWriter) {
    guard let chain = names.program.chain else { return }
    let type = names.language.name(of: names.program.elementType)
    let each = 0..<Self.vectors
    func all(_ text: (Int) -> String) { each.forEach { writer.line("  " + text($0)) } }
    writer.comment(
      "The same for `elements` elements, which need be no whole number of beats or tiles: "
        + "\(Self.vectors) vectors a work-item, which runs only the stages that the tap asks for.")
    writer.directive("ifndef INTELFPGA_CL")
    let taps = chain.taps.map { "\($0)" }.joined(separator: ", ")
    writer.line("__constant uint32_t stage_counts[] = {\(taps)};")
    writer.line("__attribute__((reqd_work_group_size(\(Self.groupSize), 1, 1)))")
    writer.line(signature + " {")
    writer.line("  const size_t first = get_global_id(0) * \(elementsPerItem);")
    writer.line("  if (first >= elements) return;")
    writer.line("  const uint32_t length = stage_counts[tap];")
    writer.line("  if (elements - first < \(elementsPerItem)) {")
    writer.line("    for (size_t index = first; index < elements; ++index) {")
    writer.line("      element_t v0 = all_\(input)[index];")
    writePasses(chain, ["v0"], "      ", &writer)
    writer.line("      all_\(output)[index] = v0;")
    writer.line("    }")
    writer.line("    return;")
    writer.line("  }")
    all { "\(type)16 v\($0) = vload16(\($0), all_\(input) + first);" }
    writePasses(chain, each.map { "v\($0)" }, "  ", &writer)
    all { "vstore16(v\($0), \($0), all_\(output) + first);" }
    writer.line("}")
    writer.directive("endif")
  }

  private func writePasses(
    _ chain: OperatorChain, _ values: [String], _ pad: String, _ writer: inout CodeWriter
  ) {
    let counter = chain.passCounter
    var inner = CodeWriter()
    inner.block("for (uint32_t \(counter) = 0; \(counter) < passes; ++\(counter)) {") { inner in
      names.writeCoefficients(chain, to: &inner)
      inner.block("for (uint32_t k = 0; k < length; ++k) {") { inner in
        if chain.operation != .fma {
          inner.line("const element_t coefficient = (k & 1) == 0 ? even : odd;")
        }
        for value in values { inner.line(Self.stage(chain, value)) }
      }
    }
    for line in inner.text.split(separator: "\n") { writer.line(pad + line) }
  }

  /// Vectors and elements have the same operators; products and sums are rounded on their own.
  private static func stage(_ chain: OperatorChain, _ value: String) -> String {
    switch chain.operation {
    case .fma: "\(value) = \(value) * \(chain.coefficients[0]) + \(chain.coefficients[1]);"
    case .add: "\(value) = \(value) + coefficient;"
    case .mul: "\(value) = \(value) * coefficient;"
    }
  }
}
