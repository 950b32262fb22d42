package import Measurements
package import Quantities
package import RooflineModel

/// The link between host and board, as far as it is known.
package struct HostLink: Hashable, Sendable {
  /// Bytes per second from host to device.
  package var hostToDevice: Estimate?
  /// Bytes per second from device to host.
  package var deviceToHost: Estimate?
  /// Time per transfer that does not depend on its size.
  package var latency: TimeSpan?
  /// Time of a call without any work.
  package var launchOverhead: TimeSpan?
  /// Whether there is no link: the kernel works on the memory that the data are in, as on the host itself.
  package var isShared = false
  /// Where each of these comes from, one phrase each, to be printed.
  package var origins: [String] = []

  /// Creates a link of which nothing is known.
  package init() {}

  /// The link of a machine to itself: nothing is moved and nothing is launched.
  package static var none: HostLink {
    var link = HostLink()
    link.isShared = true
    link.launchOverhead = TimeSpan(0)
    link.origins = ["none, the results are those of a host: its data are in its own memory"]
    return link
  }

  /// Takes rates from the host-link ceilings of a roofline, and latency and launch overhead from
  /// the board's `host-link` rows, measured ones before modelled ones.
  ///
  /// - Parameters:
  ///   - rows: Of any boards; those of other boards are left out.
  ///   - roofline: The fit of these rows.
  package init(rows: [Measurement], roofline: Roofline) {
    let fit = HostLinkFit(rows: rows, board: roofline.board)
    if let ceiling = roofline.ceiling(.hostLink("host-to-device")) {
      hostToDevice = ceiling.estimate
      origins.append(Self.origin("host to device", ceiling))
    }
    if let ceiling = roofline.ceiling(.hostLink("device-to-host")) {
      deviceToHost = ceiling.estimate
      origins.append(Self.origin("device to host", ceiling))
    }
    latency = fit.latency
    launchOverhead = fit.launchOverhead
    origins += fit.origins
  }

  /// The same link with what is not known here taken from another, e.g. from the board's file.
  ///
  /// - Parameters:
  ///   - other: What is known otherwise.
  ///   - origin: Where that comes from, e.g. `Boards/u280.yaml`.
  /// - Returns: The completed link, with an origin for everything that was taken.
  package func completed(by other: HostLink, origin: String) -> HostLink {
    var link = self
    link.take(other.hostToDevice, into: \.hostToDevice) { "host to device \($0), \(origin)" }
    link.take(other.deviceToHost, into: \.deviceToHost) { "device to host \($0), \(origin)" }
    if latency == nil, let value = other.latency {
      link.latency = value
      link.origins.append("latency \(value) per transfer, \(origin)")
    }
    if launchOverhead == nil, let value = other.launchOverhead {
      link.launchOverhead = value
      link.origins.append("launch \(value), \(origin)")
    }
    return link
  }

  private mutating func take(
    _ estimate: Estimate?, into path: WritableKeyPath<HostLink, Estimate?>,
    _ words: (Bandwidth) -> String
  ) {
    guard self[keyPath: path] == nil, let estimate else { return }
    self[keyPath: path] = estimate
    origins.append(words(Bandwidth(estimate.value)))
  }

  private static func origin(_ direction: String, _ ceiling: Ceiling) -> String {
    "\(direction) \(Bandwidth(ceiling.estimate.value)), \(ceiling.basis.rawValue)"
  }
}
