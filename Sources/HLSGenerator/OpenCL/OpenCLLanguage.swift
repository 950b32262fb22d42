import KernelIR
import Specs

/// OpenCL C 1.2. What the Intel FPGA SDK adds stands behind macros that mean nothing elsewhere.
struct OpenCLLanguage: KernelLanguage {
  let wideSuffix = "ul"

  /// `half` is defined by the file itself, because not every device computes with it.
  func name(of type: ElementType) -> String {
    switch type {
    case .f16: "half"
    case .f32: "float"
    case .f64: "double"
    case .i8: "uchar"
    case .i16: "ushort"
    case .i32: "uint"
    case .i64: "ulong"
    }
  }

  func hasOperators(for type: ElementType) -> Bool { type != .f16 }

  func root(of type: ElementType) -> String { type == .f16 ? "element_root" : "sqrt" }

  func magnitude(of type: ElementType) -> String { type == .f16 ? "element_magnitude" : "fabs" }

  func parameter(_ array: MemoryArray, type: String, element: String) -> String {
    "__global " + (array.isWritten ? "" : "const ") + "\(type) *restrict \(array.name)"
  }

  let tableClass = "__constant "

  func read(_ stream: String) -> String { "READ_CHANNEL(\(stream))" }

  func write(_ value: String, to stream: String) -> String {
    "WRITE_CHANNEL(\(stream), \(value))"
  }

  func writeUnrolled(
    _ head: String, to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writer.line("UNROLL")
    writer.block(head, body)
  }
}
