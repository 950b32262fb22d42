import KernelIR
import Specs

/// The kernel in OpenCL C: as a single work-item, with channels for Intel's tool, and, where
/// elements do not depend on each other, as a range of work-items.
struct OpenCLKernelFile {
  let names: KernelNames
  let banner: DesignBanner

  private var program: KernelProgram { names.program }

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name).cl: the kernel in OpenCL C 1.2."))
    writer.line()
    writer.comment(names.purpose)
    writer.line()
    OpenCLPreamble(names: names, hasChannels: stages != nil).write(to: &writer)
    names.writeScramble(to: &writer)
    if let chain = program.chain { ChainFunction(names: names, chain: chain).write(to: &writer) }
    if let stages {
      writer.directive("ifdef INTELFPGA_CL")
      stages.write(to: &writer)
      writer.directive("else")
      writeSingle(&writer)
      writer.directive("endif")
    } else {
      writeSingle(&writer)
    }
    OpenCLRange(names: names)?.write(to: &writer)
    return GeneratedFile(path: "\(program.name).cl", contents: writer.text)
  }

  /// The name of the kernel as one work-item; the program's own name may be that of a function of
  /// the language, such as `dot`.
  static func task(of program: KernelProgram) -> String { "\(program.name)_task" }

  private var stages: OpenCLStages? { OpenCLStages(names: names) }

  private func writeSingle(_ writer: inout CodeWriter) {
    if stages != nil {
      writer.comment("One work-item runs all processes, a token at a time.")
    }
    let head = "__kernel SINGLE_WORK_ITEM void \(Self.task(of: program))"
    writer.block(KernelNames.call(head, names.topParameters, indentation: 0) + " {") { writer in
      names.writeUnused(to: &writer)
      SequentialKernel(names: names).write(to: &writer)
    }
  }
}
