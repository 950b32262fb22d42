import KernelIR
import Specs

/// The `INTERFACE` pragmas of the top function.
struct VitisInterface {
  let names: KernelNames
  /// Beats of every array in the testbench, for co-simulation.
  let depths: [String: Int]

  /// The default of the tool for Vitis kernels: cycles between a request and its first use.
  static let latency = 64

  func write(to writer: inout CodeWriter) {
    let program = names.program
    for array in program.arrays { writeMaster(array, to: &writer) }
    for name in program.arrays.map(\.name) + program.sizes + program.scalars.map(\.name) {
      writer.directive("pragma HLS INTERFACE s_axilite port=\(name)")
    }
    writer.directive("pragma HLS INTERFACE s_axilite port=return")
  }

  /// Arguments of one bundle must agree in every option, or the tool drops them to the defaults:
  /// all of them name the directions that any of them uses.
  private func writeMaster(_ array: MemoryArray, to writer: inout CodeWriter) {
    guard let port = names.program.port(of: array) else { return }
    let sharing = names.program.arrays.filter { $0.port == port.name }
    var options = ["port=\(array.name)", "bundle=\(port.name)", "offset=slave"]
    let words = (depths[array.name] ?? 1) * names.program.portWords(of: array)
    options.append("depth=\(words)")
    options.append("latency=\(Self.latency)")
    if sharing.contains(where: \.isRead) {
      options.append("max_read_burst_length=\(port.burstBeats)")
      options.append("num_read_outstanding=\(port.outstanding)")
    }
    if sharing.contains(where: \.isWritten) {
      options.append("max_write_burst_length=\(port.burstBeats)")
      options.append("num_write_outstanding=\(port.outstanding)")
    }
    // Without it the tool would widen the port of a narrow array on its own.
    options.append("max_widen_bitwidth=\(port.bits)")
    write(options, to: &writer)
  }

  /// One pragma, continued on further lines where it is long.
  private func write(_ options: [String], to writer: inout CodeWriter) {
    var finished: [String] = []
    var line = "#pragma HLS INTERFACE m_axi"
    for option in options {
      if line.count + option.count > 96 {
        finished.append(line + " \\")
        line = "   "
      }
      line += " " + option
    }
    for line in finished + [line] { writer.verbatim(line) }
  }
}
