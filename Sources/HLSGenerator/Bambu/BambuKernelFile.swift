import KernelIR
import Specs

/// The kernel for Bambu, and the header with its types.
struct BambuKernelFile {
  let names: KernelNames
  let banner: DesignBanner

  private var program: KernelProgram { names.program }
  private var form: BambuForm { BambuForm(names.design) }

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name).c: the kernel in C for Bambu."))
    writer.line()
    writer.comment(names.purpose)
    writer.line()
    writer.directive("include \"\(program.name).h\"")
    if program.usesMathematicsLibrary { writer.directive("include <math.h>") }
    writer.line()
    writer.comment("Every product and every sum is rounded on its own, as in the reference.")
    writer.directive("pragma STDC FP_CONTRACT OFF")
    writer.line()
    names.writeScramble(to: &writer)
    if let chain = program.chain { ChainFunction(names: names, chain: chain).write(to: &writer) }
    for array in program.arrays {
      writer.directive(
        "pragma HLS interface port=\(array.name) mode=m_axi offset=direct bundle=\(array.port)")
    }
    for pragma in BambuCache(names.design)?.pragmas ?? [] { writer.directive(pragma) }
    writer.block(names.signature() + " {") { writer in
      names.writeUnused(to: &writer)
      SequentialKernel(names: names).write(to: &writer)
    }
    return GeneratedFile(path: "\(program.name).c", contents: writer.text)
  }

  /// Types and prototype.
  var header: GeneratedFile {
    let guardName = "FERRULE_\(program.name.uppercased())_H"
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name).h: types and prototype of the kernel."))
    writer.directive("ifndef \(guardName)")
    writer.directive("define \(guardName)")
    writer.line()
    writer.directive("include <stddef.h>")
    writer.directive("include <stdint.h>")
    if form.hasStreams { writer.directive("include <hls_stream.h>") }
    writer.line()
    names.writeRowTypes(to: &writer)
    let signature = form == .memory ? names.signature() : BambuChain(names: names).signature
    writer.line(signature + ";")
    writer.line()
    writer.directive("endif")
    return GeneratedFile(path: "\(program.name).h", contents: writer.text)
  }
}
