import KernelIR
package import Specs

/// The kernel of a generated OpenCL file that a host starts on a device, and what it takes.
package struct OpenCLEntry: Hashable, Sendable {
  /// One argument.
  package enum Argument: Hashable, Sendable {
    /// An array of the program.
    case array(String)
    /// The number of elements as 64 bits.
    case elements
    /// A size of the run as 32 bits, by its name.
    case size(String)
    /// A scalar of the program, of its element type.
    case scalar(ScalarArgument)
  }

  /// The text of the file.
  package let source: String
  /// The kernel's name.
  package let name: String
  /// Work-items of a group; `nil` for a kernel of one work-item.
  package let group: Int?
  /// Elements of a work-item of a range.
  package let elementsPerItem: Int
  /// The arguments in order.
  package let arguments: [Argument]

  /// The range of work-items where a design has one, else its single work-item.
  ///
  /// - Parameters:
  ///   - design: The design.
  ///   - isSingle: Whether the single work-item is wanted in any case, as vendors' tools build it.
  /// - Throws: ``GenerationError`` for what OpenCL cannot express.
  package init(_ design: GeneratedDesign, isSingle: Bool) throws(GenerationError) {
    let names = KernelNames(design: design, language: OpenCLLanguage())
    let reasons = OpenCLCheck(names: names).reasons
    guard reasons.isEmpty else { throw GenerationError(tool: "opencl", design, reasons) }
    source = OpenCLKernelFile(names: names, banner: DesignBanner(design: design)).file.contents
    let program = design.program
    let arrays = program.arrays.map { Argument.array($0.name) }
    let scalars = program.scalars.map(Argument.scalar)
    if let range = OpenCLRange(names: names), !isSingle {
      name = range.name
      group = OpenCLRange.groupSize
      elementsPerItem = range.elementsPerItem
      let chain = names.hasChain ? [Argument.size("passes"), .size("tap")] : []
      arguments = arrays + [.elements] + chain + scalars
    } else {
      name = OpenCLKernelFile.task(of: program)
      group = nil
      elementsPerItem = 1
      arguments = arrays + program.sizes.map(Argument.size) + scalars
    }
  }
}
