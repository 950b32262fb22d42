import KernelIR
import Specs

/// C11 for processors: loops over the lanes of a beat that compilers make vectors of, and no pragmas of
/// any tool.
struct HostLanguage: KernelLanguage {
  func name(of type: ElementType) -> String {
    switch type {
    case .f16: "_Float16"
    case .f32: "float"
    case .f64: "double"
    case .i8, .i16, .i32, .i64: "uint\(type.bits)_t"
    }
  }

  func parameter(_ array: MemoryArray, type: String, element: String) -> String {
    (array.isWritten ? "" : "const ") + "\(element) *restrict \(array.name)"
  }

  /// Large memories are no business of the stack, and every thread has its own.
  func memoryClass(isDelayLine: Bool, isLarge: Bool) -> String {
    isLarge ? "static _Thread_local " : ""
  }

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
    ElementRows(language: self) { head, writer, body in writer.block(head, body) }
  }

  func writeLoop(
    _ head: String, isInnermost: Bool, of process: Process, to writer: inout CodeWriter,
    _ body: (inout CodeWriter) -> Void
  ) {
    writer.block(head, body)
  }

  func writeUnrolled(
    _ head: String, to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writer.block(head, body)
  }
}
