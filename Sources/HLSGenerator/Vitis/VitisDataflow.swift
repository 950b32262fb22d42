import KernelIR

/// A dataflow region beside others: a function of its own, because the tool wants one region a
/// function (UG1399, dataflow).
struct VitisDataflow {
  let names: KernelNames
  let processes: [Process]

  /// The name of the function.
  static let function = "run_dataflow"

  private var functions: [VitisProcess] {
    processes.map { VitisProcess(names: names, process: $0, outerCounters: []) }
  }

  /// The region: its streams and the calls of its processes.
  func writeRegion(to writer: inout CodeWriter) {
    writer.directive("pragma HLS DATAFLOW")
    for stream in names.program.streams { write(stream, &writer) }
    for function in functions {
      let call = KernelNames.call(function.process.name, function.arguments, indentation: 2)
      writer.line(call + ";")
    }
  }

  /// The function.
  func write(to writer: inout CodeWriter) {
    writer.comment("Processes that run at the same time, joined by streams.")
    let head = KernelNames.call(
      "static void \(Self.function)", arguments.map(\.parameter), indentation: 0)
    writer.block(head + " {") { writer in
      writer.directive("pragma HLS INLINE off")
      writeRegion(to: &writer)
    }
    writer.line()
  }

  /// The call of the function.
  var call: String {
    KernelNames.call(Self.function, arguments.map(\.name), indentation: 2) + ";"
  }

  /// What the processes need from outside, each once.
  private var arguments: [(name: String, parameter: String)] {
    let streams = Set(names.program.streams.map(\.name))
    var seen: Set<String> = []
    return functions.flatMap { zip($0.arguments, $0.parameters) }
      .filter { !streams.contains($0.0) && seen.insert($0.0).inserted }
      .map { (name: $0.0, parameter: $0.1) }
  }

  /// Shift registers hold shallow FIFOs without a block of memory, which wide ones would waste.
  private func write(_ stream: KernelIR.Stream, _ writer: inout CodeWriter) {
    let name = stream.name
    writer.line("hls::stream<\(names.beat(of: stream))> \(name)(\"\(name)\");")
    writer.directive("pragma HLS STREAM variable=\(name) depth=\(stream.depth)")
    if stream.depth <= 64 {
      writer.directive("pragma HLS BIND_STORAGE variable=\(name) type=fifo impl=srl")
    }
  }
}
