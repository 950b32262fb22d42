import KernelIR
import Specs

/// What an OpenCL file starts with: extensions, types, and the macros for Intel's tool.
struct OpenCLPreamble {
  let names: KernelNames
  /// Whether processes become kernels of their own that channels join.
  let hasChannels: Bool

  private var type: ElementType { names.program.elementType }

  func write(to writer: inout CodeWriter) {
    writer.comment("Every product and every sum is rounded on its own, as in the reference.")
    writer.directive("pragma OPENCL FP_CONTRACT OFF")
    if type == .f64 { writer.directive("pragma OPENCL EXTENSION cl_khr_fp64 : enable") }
    writer.line()
    writeTool(&writer)
    writer.line("typedef uint uint32_t;")
    writer.line("typedef ulong uint64_t;")
    writer.line()
    writer.comment("One element: \(names.element.meaning).")
    if type == .f16 {
      writeHalf(&writer)
    } else {
      writer.line("typedef \(names.language.name(of: type)) element_t;")
    }
    writer.line()
    writer.comment(
      names.hasBanks ? "Banks that are reached side by side." : "Elements in one beat.")
    writer.directive("define LANES \(names.lanes)")
    if names.lanes > 1 {
      writer.comment(
        "One beat: \(names.lanes * type.bits) bits. Not a vector type: those have no 3 tightly packed "
          + "and no more than 16 elements.")
      writer.block("typedef struct {", closing: "} beat_t;") { $0.line("element_t lane[LANES];") }
    }
    if let places = names.definition(ofPlaces: { "struct { \($0) lane[LANES]; }" }) {
      writer.comment("A beat of numbers that are places of elements.")
      writer.line(places)
    }
    let words = names.definitionsOfWords { "struct { \($0) lane[\($1)]; }" }
    if !words.isEmpty {
      writer.comment("One word of a port; a beat is several of them.")
      writer.lines(words)
    }
    writer.line()
  }

  /// `INTELFPGA_CL` is defined by aoc (Intel FPGA SDK for OpenCL Programming Guide).
  private func writeTool(_ writer: inout CodeWriter) {
    writer.directive("ifdef INTELFPGA_CL")
    if hasChannels {
      writer.directive("pragma OPENCL EXTENSION cl_intel_channels : enable")
      writer.directive("ifndef CHANNEL")
      writer.directive(
        "define CHANNEL(type, name, tokens) channel type name __attribute__((depth(tokens)))")
      writer.directive("define READ_CHANNEL(name) read_channel_intel(name)")
      writer.directive("define WRITE_CHANNEL(name, token) write_channel_intel(name, token)")
      writer.directive("endif")
    }
    writer.directive("define SINGLE_WORK_ITEM __attribute__((max_global_work_dim(0)))")
    writer.directive("define UNROLL _Pragma(\"unroll\")")
    writer.directive("else")
    writer.directive("define SINGLE_WORK_ITEM __attribute__((reqd_work_group_size(1, 1, 1)))")
    writer.directive("define UNROLL")
    writer.directive("endif")
    writer.line()
  }

  /// Where a device cannot compute in binary16, float does and every result is rounded: equal,
  /// because 24 bits are at least 2 · 11 + 2 (Figueroa, SIGNUM Newsletter 30(3), 1995).
  private func writeHalf(_ writer: inout CodeWriter) {
    writer.directive("ifdef cl_khr_fp16")
    writer.directive("pragma OPENCL EXTENSION cl_khr_fp16 : enable")
    writer.line("typedef half element_t;")
    writer.directive("define element_of(x) ((half)(x))")
    writer.directive("define element_value(x) ((float)(x))")
    writer.directive("else")
    writer.comment(
      "In float, and every result rounded to half: the same numbers, because float has more than "
        + "twice the digits.")
    writer.line("typedef ushort element_t;")
    writer.lines([
      "float element_value(element_t x) { return vload_half(0, (const half *)&x); }",
      "element_t element_of(float x) {", "  element_t rounded;",
      "  vstore_half_rte(x, 0, (half *)&rounded);", "  return rounded;", "}",
    ])
    writer.directive("endif")
    for (name, sign) in [("sum", "+"), ("difference", "-"), ("product", "*"), ("quotient", "/")] {
      writer.directive(
        "define element_\(name)(x, y) element_of(element_value(x) \(sign) element_value(y))")
    }
    writer.lines([
      "#define element_less(x, y) (element_value(x) < element_value(y))",
      "#define element_negative(x) element_of(-element_value(x))",
      "#define element_magnitude(x) element_of(fabs(element_value(x)))",
      "#define element_root(x) element_of(sqrt(element_value(x)))",
    ])
  }
}
