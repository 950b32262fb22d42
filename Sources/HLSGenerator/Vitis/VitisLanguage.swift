import KernelIR
import Specs

/// C++14 with the classes and pragmas of Vitis HLS.
struct VitisLanguage: KernelLanguage {
  let bindsOperators = true
  let hasLabels = true

  func name(of type: ElementType) -> String {
    switch type {
    case .f16: "half"
    case .f32: "float"
    case .f64: "double"
    case .i8, .i16, .i32, .i64: "uint\(type.bits)_t"
    }
  }

  func root(of type: ElementType) -> String { type == .f16 ? "half_sqrt" : "std::sqrt" }

  func magnitude(of type: ElementType) -> String { type == .f16 ? "half_fabs" : "std::fabs" }

  func cast(_ text: String, to type: String) -> String { "\(type)(\(text))" }

  func lane(_ index: String, of value: String) -> String { "\(value)[\(index)]" }

  func cleared(_ name: String, type: String, isVector: Bool) -> String {
    "\(type) \(name)(element_t(0));"
  }

  func vector(_ name: String, lanes: Int, isCleared: Bool) -> String {
    "element_t \(name)[\(lanes)]" + (isCleared ? " = {};" : ";")
  }

  var zero: String { "element_t(0)" }

  func memoryClass(isDelayLine: Bool, isLarge: Bool) -> String {
    isDelayLine ? "static " : isLarge ? "LARGE_MEMORY " : ""
  }

  func writeShape(of buffer: Buffer, isBanked: Bool, to writer: inout CodeWriter) {
    let name = buffer.name
    if buffer.storage == .register {
      return writer.directive("pragma HLS ARRAY_PARTITION variable=\(name) complete dim=0")
    }
    if buffer.copies > 1 {
      writer.directive("pragma HLS ARRAY_PARTITION variable=\(name) complete dim=1")
    }
    if buffer.lanes > 1 {
      // Banks need ports of their own; lanes that move together share one wide memory.
      let shape = isBanked ? "ARRAY_PARTITION" : "ARRAY_RESHAPE"
      writer.directive(
        "pragma HLS \(shape) variable=\(name) complete dim=\(buffer.copies > 1 ? 3 : 2)")
    }
    // Two lanes read a copy at places of their own.
    let type = buffer.table != nil ? "rom_1p" : buffer.copies > 1 ? "ram_t2p" : "ram_2p"
    writer.directive(
      "pragma HLS BIND_STORAGE variable=\(name) type=\(type) impl=\(buffer.storage.rawValue)")
  }

  func read(_ stream: String) -> String { "\(stream).read()" }

  func write(_ value: String, to stream: String) -> String { "\(stream).write(\(value))" }

  func writeUnrolled(
    _ head: String, to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writer.block(head) { writer in
      writer.directive("pragma HLS UNROLL")
      body(&writer)
    }
  }

  func writeBinding(
    _ cost: OperatorCost, isDifference: Bool, variable: String, to writer: inout CodeWriter
  ) {
    VitisBinding(cost: cost, isDifference: isDifference).write(variable: variable, to: &writer)
  }

  func writeRegisters(_ name: String, to writer: inout CodeWriter) {
    writer.directive("pragma HLS ARRAY_PARTITION variable=\(name) complete")
  }

  func writeInline(to writer: inout CodeWriter) { writer.directive("pragma HLS INLINE") }
}
