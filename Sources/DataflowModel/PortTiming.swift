import Quantities
import Specs

/// What lies between a kernel's port and a memory controller, in kernel cycles.
struct PortTiming: Hashable, Sendable {
  /// Bytes per beat.
  var beatBytes: Int
  /// Cycles from one request to the next.
  var requestInterval: Int
  /// Cycles from a request, or the first beat of a write, to its arrival at the controller.
  var requestLatency: Int
  /// Cycles from the controller's answer to the port.
  var returnLatency: Int
  /// Cycles without data on the port after each write burst.
  var writeGap: Int
  /// Answers keep their order, so a request to another channel than the last one waits until all
  /// before it are answered at the memory's switch, which is this many cycles before the port sees
  /// it; `nil` where nothing has to wait.
  var crossingLead: Int?
}
