import KernelIR
import Specs

/// C11 with the pragmas of Bambu; an array in memory is a row of elements, because the tool infers
/// no wide beats.
struct BambuLanguage: KernelLanguage {
  /// Elements of a beat.
  let lanes: Int

  func name(of type: ElementType) -> String {
    switch type {
    case .f16: "_Float16"
    case .f32: "float"
    case .f64: "double"
    case .i8, .i16, .i32, .i64: "uint\(type.bits)_t"
    }
  }

  func parameter(_ array: MemoryArray, type: String, element: String) -> String {
    (array.isWritten ? "" : "const ") + "\(element) *\(array.name)"
  }

  /// Large memories are no business of the stack.
  func memoryClass(isDelayLine: Bool, isLarge: Bool) -> String { isLarge ? "static " : "" }

  // Processes are woven; there are no streams.
  func read(_ stream: String) -> String { stream }
  func write(_ value: String, to stream: String) -> String { "\(stream) = \(value)" }

  func writeLoad(_ load: BeatAccess, to writer: inout CodeWriter) {
    rows.writeLoad(load, to: &writer)
  }

  func writeStore(_ store: BeatAccess, to writer: inout CodeWriter) {
    rows.writeStore(store, to: &writer)
  }

  private var rows: ElementRows {
    ElementRows(language: self) { head, writer, body in
      writeUnrolled(head, to: &writer, body)
    }
  }

  /// Without the pragma the compiler itself would choose what to unroll.
  func writeLoop(
    _ head: String, isInnermost: Bool, of process: Process, to writer: inout CodeWriter,
    _ body: (inout CodeWriter) -> Void
  ) {
    writer.directive("pragma nounroll")
    writer.block(head, body)
  }

  func writeUnrolled(
    _ head: String, to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writer.directive("pragma HLS unroll factor=\(turns(head))")
    writer.block(head, body)
  }

  /// The pragma takes numbers only.
  private func turns(_ head: String) -> Int {
    let bound = head.split(separator: "<").last?.prefix { $0 != ";" } ?? ""
    return Int(bound.trimmingPrefix { $0 == " " }) ?? lanes
  }
}
