import KernelIR
import Specs

/// The kernel as C for processors: one file, or one text for a program that has more.
struct HostKernelFile {
  let names: KernelNames
  let banner: DesignBanner

  private var program: KernelProgram { names.program }

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name).c: the kernel in C for processors."))
    writer.line()
    writer.comment(names.purpose)
    writer.line()
    writer.directive("include \"\(program.name).h\"")
    writer.line()
    writeKernel(to: &writer)
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
    writer.line()
    names.writeRowTypes(to: &writer)
    writer.line(names.signature() + ";")
    writer.line()
    writer.directive("endif")
    return GeneratedFile(path: "\(program.name).h", contents: writer.text)
  }

  /// Types and kernel in one, without inclusion of the header.
  var text: String {
    var writer = CodeWriter()
    names.writeRowTypes(to: &writer)
    writeKernel(to: &writer)
    return writer.text
  }

  private func writeKernel(to writer: inout CodeWriter) {
    if program.usesMathematicsLibrary { writer.directive("include <math.h>") }
    writer.comment(
      "Products and sums are rounded on their own unless the compiler is told otherwise "
        + "(-ffp-contract=fast).")
    writer.line()
    names.writeScramble(to: &writer)
    if let elements = HostElements(names: names) { return elements.write(to: &writer) }
    if let chain = program.chain { ChainFunction(names: names, chain: chain).write(to: &writer) }
    writer.block(names.signature() + " {") { writer in
      names.writeUnused(to: &writer)
      SequentialKernel(names: names).write(to: &writer)
    }
  }
}

/// A kernel for programs that measure it: its text, and what it is called with.
package struct HostKernelText: Hashable, Sendable {
  /// Types and function; needs `stdint.h`, `stddef.h` and `string.h` before it.
  package let text: String
  /// The function's name.
  package let name: String
  /// The types that the arrays are rows of, in the order of the arguments.
  package let arrayTypes: [String]
  /// The sizes of the program, which follow the arrays.
  package let sizes: [String]
  /// The scalars as C writes them, which follow the sizes.
  package let scalars: [String]
  /// Whether threads may take parts of the problem: elements do not depend on each other.
  package let isPointwise: Bool

  /// Prints a design.
  ///
  /// - Parameter design: One compute unit.
  /// - Throws: ``GenerationError`` for what C cannot express.
  package init(_ design: GeneratedDesign) throws(GenerationError) {
    let names = KernelNames(design: design, language: HostLanguage())
    let reasons = HostCheck(names: names).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: "host", design, reasons) }
    let program = design.program
    text = HostKernelFile(names: names, banner: DesignBanner(design: design)).text
    name = program.name
    arrayTypes = program.arrays.map {
      ($0.isWritten ? "" : "const ") + names.elementName(of: $0)
    }
    sizes = program.sizes
    scalars = program.scalars.map {
      names.element.literal($0.number(for: program.elementType))
    }
    isPointwise = HostElements(names: names) != nil
  }
}
