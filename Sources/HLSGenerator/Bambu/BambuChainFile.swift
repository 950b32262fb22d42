import KernelIR
import Specs

/// The kernel without memory ports: a pipelined function, or processes between streams.
///
/// Processes are objects at file scope whose methods take streams, as in PandA-bambu's own regression
/// tests (panda_regressions/hls/bambu_specific_test4, dataflow.cpp and duplicate.cpp). They take no
/// pointers, which dead-lock, and no floating-point arguments, which are refused (PandA 2024.10): their
/// coefficients are built in.
struct BambuChainFile {
  let names: KernelNames
  let banner: DesignBanner

  private var program: KernelProgram { names.program }
  private var chain: BambuChain { BambuChain(names: names) }
  private var name: String { "\(program.name).\(chain.form.ending)" }

  var file: GeneratedFile {
    var writer = CodeWriter()
    let language = chain.form.hasStreams ? "C++" : "C"
    writer.comment(banner.text("\(name): the kernel in \(language) for Bambu."))
    writer.line()
    writer.comment(purpose)
    writer.line()
    writer.directive("include \"\(program.name).h\"")
    writer.line()
    writer.comment("Every product and every sum is rounded on its own, as in the reference.")
    writer.directive("pragma STDC FP_CONTRACT OFF")
    writer.line()
    switch chain.form {
    case .memory: break
    case .function(let interval): writeFunction(interval, &writer)
    case .processes: writeProcesses(&writer)
    }
    return GeneratedFile(path: name, contents: writer.text)
  }

  private var purpose: String {
    switch chain.form {
    case .processes(let count):
      "Takes a token from a stream, runs it through the chain of operators, and puts it into "
        + "another; \(count) process\(count == 1 ? " does" : "es share") the stages."
    default: "One element through the chain of operators, pipelined, without memory ports."
    }
  }

  private func writeFunction(_ interval: Int, _ writer: inout CodeWriter) {
    guard let operators = chain.chain else { return }
    ChainFunction(names: names, chain: operators).write(to: &writer)
    writer.directive("pragma HLS pipeline II=\(interval)")
    writer.block(chain.signature + " {") { writer in
      let arguments =
        ["x"] + chain.coefficients + (chain.hasTap ? [operators.tapSize] : [])
      writer.line("return " + KernelNames.call("run_chain", arguments, indentation: 9) + ";")
    }
  }

  // MARK: Processes

  private func writeProcesses(_ writer: inout CodeWriter) {
    writer.comment("Coefficients are built in: processes take no floating-point arguments.")
    for (name, scalar) in zip(chain.coefficients, program.scalars) {
      let number = names.element.literal(scalar.number(for: program.elementType))
      writer.line("static const element_t \(name) = \(number);")
    }
    writer.line()
    for part in chain.parts { write(part, &writer) }
    let names = chain.parts.map(process)
    for name in names { writer.line("static \(name)_t \(name);") }
    let between = names.dropLast().map { "after_\($0)" }
    for stream in between { writer.line("static hls::stream<element_t> \(stream);") }
    writer.line()
    writer.directive("pragma HLS interface port=in mode=fifo depth=1")
    writer.directive("pragma HLS interface port=out mode=fifo depth=1")
    writer.block(chain.signature + " {") { writer in
      writer.directive("pragma HLS dataflow")
      for ((name, from), to) in zip(zip(names, ["in"] + between), between + ["out"]) {
        writer.line("\(name).compute(\(from), \(to));")
      }
    }
  }

  private func process(_ part: Range<Int>) -> String {
    part.count == 1
      ? "stage_\(part.lowerBound)" : "stages_\(part.lowerBound)_to_\(part.upperBound - 1)"
  }

  private func write(_ part: Range<Int>, _ writer: inout CodeWriter) {
    writer.block("class \(process(part))_t {", closing: "};") { writer in
      writer.line("public:")
      let head = "void compute(hls::stream<element_t> &from, hls::stream<element_t> &to) {"
      writer.block(head) { writer in
        writer.line("const element_t x_\(part.lowerBound) = from.read();")
        for stage in part {
          let value = "x_\(stage)"
          if let product = chain.product(of: value) {
            writer.line("const element_t product_\(stage) = \(product);")
          }
          let result = chain.expression(stage: stage, of: value)
          writer.line("const element_t x_\(stage + 1) = \(result);")
        }
        writer.line("to.write(x_\(part.upperBound));")
      }
    }
    writer.line()
  }
}
