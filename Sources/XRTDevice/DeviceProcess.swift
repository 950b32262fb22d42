import CGuardedCall
import Foundation

/// The process that XRT's library starts in software emulation, and that is the board to it.
///
/// Assumptions, each a difference to a board:
/// - a kernel runs as fast as this machine computes it; times are the model's;
/// - a run that fails ends as far as the host can see; that it failed is in the report;
/// - runs that are started within ``together`` of each other are modelled as running at once.
package struct DeviceProcess: ~Copyable {
  /// How long the end of a run is kept back where there are several units, so that those that the host
  /// starts in a row are under way together.
  static let together = 0.003

  private var connection: DeviceConnection
  private var device: EmulatedDevice
  private let options: DeviceOptions

  /// Connects to XRT's library.
  ///
  /// - Returns: `nil` when nobody listens for ten seconds.
  package init?(_ options: DeviceOptions) {
    guard let connection = DeviceConnection.open(options.socket, seconds: 10) else { return nil }
    self.options = options
    self.connection = connection
    device = EmulatedDevice(options)
  }

  /// Serves the host until it closes the device or goes away, and ends the report.
  ///
  /// While the host lives the process must not end otherwise: XRT would wait for an answer for ever.
  package mutating func serve() {
    _ = ferrule_guarded_install()
    var isClosed = false
    while !isClosed, let (number, body) = connection.next() {
      let call = DeviceCall(number: number, body: body)
      guard connection.send(device.answer(call)) else { break }
      if case .close(isLast: true) = call { isClosed = true }
    }
    device.finish(isClosed: isClosed)
    if isClosed, options.lingerMilliseconds > 0 {
      usleep(UInt32(clamping: min(options.lingerMilliseconds, 10_000) * 1000))
    }
  }
}
