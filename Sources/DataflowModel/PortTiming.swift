import Quantities
import Specs

/// What lies between a kernel's port and a memory controller, in kernel cycles.
struct PortTiming: Hashable, Sendable {
  /// Bytes per beat.
  var beatBytes: Int
  /// Cycles from one request to the next.
  var requestInterval: Int
  /// Cycles from a read request, or from a write burst that the last buffer holds, to its arrival at
  /// the controller.
  var requestLatency: Int
  /// Cycles from the controller's data to the port.
  var returnLatency: Int
  /// Buffers that store a whole write burst before they pass it on, 1 or more; the first one fills
  /// while the burst is sent, and each of them takes one beat per cycle.
  var writeBuffers: Int
  /// Cycles from the controller's response to a write to the port.
  var responseLatency: Int
  /// Cycles without data on the port after each write burst.
  var writeGap: Int
  /// Answers keep their order, so a request to another channel than the last one waits until all
  /// before it are answered at the memory's switch, which is this many cycles before the port sees
  /// it; `nil` where nothing has to wait.
  var crossingLead: Int?

  /// ``crossingLead`` for responses to writes.
  var writeCrossingLead: Int? {
    crossingLead.map { max(0, $0 - returnLatency + responseLatency) }
  }
}
