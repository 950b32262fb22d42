import KernelIR
import Specs

/// Every reason why OpenCL cannot express a design.
struct OpenCLCheck {
  let names: KernelNames

  private var program: KernelProgram { names.program }

  var reasons: [String] {
    NameCheck(names: names, reserved: Self.reserved).reasons
      + ConstantCheck(design: names.design).reasons + SequentialKernel.reasons(program) + tables
      + names.design.toolParameterReasons(tool: "OpenCL")
  }

  /// A constant of `half` would have to be computed by a function where devices have no `half`.
  private var tables: [String] {
    let hasTable = program.buffers.contains { $0.table != nil }
    return hasTable && !names.language.hasOperators(for: program.elementType)
      ? ["memories with constant contents of \(program.elementType.rawValue); use f32"] : []
  }

  /// Keywords and type names of OpenCL C, and names that this printer uses itself.
  private static let reserved =
    """
    __kernel kernel __global global __local local __constant constant __private private uchar ushort
    uint ulong restrict image2d_t sampler_t event_t channel pipe CHANNEL READ_CHANNEL WRITE_CHANNEL
    UNROLL SINGLE_WORK_ITEM index elements value element_sum element_difference element_product
    element_quotient element_of element_value element_less element_negative element_magnitude element_root
    """.split { $0.isWhitespace }.map(String.init)
}
