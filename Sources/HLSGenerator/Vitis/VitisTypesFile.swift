import KernelIR
import Specs

/// The header of a kernel: element and beat types, and the prototype that a testbench calls.
struct VitisTypesFile {
  let names: KernelNames
  let banner: DesignBanner
  let top: any TopInterface

  var file: GeneratedFile {
    let program = names.program
    let guardName = "FERRULE_\(program.name.uppercased())_H"
    var writer = CodeWriter()
    writer.comment(banner.text("\(top.header): types and prototype of the kernel."))
    writer.directive("ifndef \(guardName)")
    writer.directive("define \(guardName)")
    writer.line()
    writeIncludes(&writer)
    writeTypes(&writer)
    writer.line("extern \"C\" {")
    writer.line(names.signature(with: top.lengths) + ";")
    writer.line("}")
    writer.line()
    writer.directive("endif")
    return GeneratedFile(path: top.header, contents: writer.text)
  }

  private func writeIncludes(_ writer: inout CodeWriter) {
    if names.program.usesMathematicsLibrary { writer.directive("include <cmath>") }
    writer.directive("include <cstddef>")
    writer.directive("include <cstdint>")
    writer.line()
    if names.program.elementType == .f16 { writer.directive("include \"hls_half.h\"") }
    if !names.program.streams.isEmpty { writer.directive("include \"hls_stream.h\"") }
    if names.hasBeats { writer.directive("include \"hls_vector.h\"") }
    if names.program.elementType == .f16 || !names.program.streams.isEmpty || names.hasBeats {
      writer.line()
    }
  }

  private func writeTypes(_ writer: inout CodeWriter) {
    writer.comment("One element: \(names.element.meaning).")
    writer.line("typedef \(names.element.name) element_t;")
    writer.line()
    writer.comment(
      names.hasBanks
        ? "Banks that are reached side by side."
        : names.hasWords ? "Elements in one beat." : "Elements in one beat of a port.")
    writer.line("static const uint32_t LANES = \(names.lanes);")
    if names.hasBeats {
      writer.line()
      writer.comment("One beat: \(names.lanes * names.program.elementType.bits) bits.")
      writer.line("typedef hls::vector<element_t, LANES> beat_t;")
    }
    if let places = names.definition(ofPlaces: { "hls::vector<\($0), LANES>" }) {
      writer.line()
      writer.comment("A beat of numbers that are places of elements.")
      writer.line(places)
    }
    let words = names.definitionsOfWords { "hls::vector<\($0), \($1)>" }
    if !words.isEmpty {
      writer.line()
      writer.comment("One word of a port; a beat is several of them.")
      writer.lines(words)
    }
    writer.line()
  }
}
