import Quantities
import Specs

/// What stands between a kernel and the port of a memory controller.
package enum PortAdapter: String, CaseIterable, Sendable {
  /// The `m_axi` adapter and the interconnect of a platform, as every HLS kernel has them.
  case hls
  /// Nothing: an engine in RTL at the controller's own port.
  case none
}

extension MemorySpec {
  /// The memory as an engine at the controller's own port sees it; `nil` where nobody measured it.
  ///
  /// `read_latency` is that of an idle memory, whose row has yet to be opened; the latency at the
  /// port is measured with an open row.
  var withoutAdapter: MemorySpec? {
    guard let portLatency = controller.portLatency, let dram else { return nil }
    var memory = self
    let opening = Double(dram.timings.row.nRCDRD) / memoryClock.value
    memory.controller.readLatency = TimeSpan(portLatency.value + opening)
    return memory
  }
}
