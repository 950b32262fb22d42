import KernelIR
import Specs

/// The function of a testbench that gives every element of an array to a kernel without memory ports.
struct BambuChainCaller {
  let names: KernelNames

  /// What the function is called.
  static let name = "run_elements"

  private var chain: BambuChain { BambuChain(names: names) }
  private var program: KernelProgram { names.program }

  func write(to writer: inout CodeWriter) {
    guard let operators = chain.chain, let input = program.arrays.first(where: { !$0.isWritten }),
      let output = program.arrays.last(where: \.isWritten), let tiles = program.sizes.first
    else { return }
    writer.comment("Starts the kernel once for every element and every pass.")
    let head = KernelNames.call("static void \(Self.name)", names.topParameters, indentation: 0)
    writer.block(head + " {") { writer in
      writeUnused(&writer)
      let count = "(size_t)\(tiles) * \(names.design.design.tileBeats)"
      writer.line("const size_t elements = \(count);")
      let each = "for (size_t index = 0; index < elements; ++index)"
      writer.line("\(each) \(output.name)[index] = \(input.name)[index];")
      let counter = operators.passCounter
      writer.block("for (uint32_t \(counter) = 0; \(counter) < passes; ++\(counter)) {") { writer in
        if chain.form.hasStreams {
          writer.line("hls::stream<element_t> in, out;")
          writer.line("\(each) in.write(\(output.name)[index]);")
          writer.line("\(each) \(program.name)(in, out);")
          writer.line("\(each) \(output.name)[index] = out.read();")
        } else {
          names.writeCoefficients(operators, to: &writer)
          let arguments =
            ["\(output.name)[index]"] + chain.coefficients
            + (chain.hasTap ? [operators.tapSize] : [])
          writer.line(
            "\(each) \(output.name)[index] = \(program.name)(\(arguments.joined(separator: ", ")));"
          )
        }
      }
    }
    writer.line()
  }

  /// What is built into the processes, or has nothing to choose from.
  private func writeUnused(_ writer: inout CodeWriter) {
    guard let operators = chain.chain else { return }
    let scalars = chain.form.hasStreams ? program.scalars.map(\.name) : []
    let tap = chain.hasTap ? [] : program.sizes.filter { $0 == operators.tapSize }
    for name in scalars + tap { writer.line("(void)\(name);") }
  }
}
