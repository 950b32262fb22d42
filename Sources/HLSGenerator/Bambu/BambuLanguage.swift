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
    guard load.lanes > 1 else {
      let constant = load.isConstant ? "const " : ""
      writer.line("\(constant)\(load.type) \(load.value) = \(load.array)[\(load.address)];")
      return
    }
    writer.line("\(load.type) \(load.value);")
    writeLanes(&writer) { writer in
      writer.line(
        "\(lane("lane", of: load.value)) = \(load.array)[(\(load.address)) * LANES + lane];")
    }
  }

  func writeStore(_ store: BeatAccess, to writer: inout CodeWriter) {
    guard store.lanes > 1 else {
      writer.line("\(store.array)[\(store.address)] = \(store.value);")
      return
    }
    writeLanes(&writer) { writer in
      writer.line(
        "\(store.array)[(\(store.address)) * LANES + lane] = \(lane("lane", of: store.value));")
    }
  }

  private func writeLanes(
    _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writeUnrolled("for (uint32_t lane = 0; lane < LANES; ++lane) {", to: &writer, body)
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
