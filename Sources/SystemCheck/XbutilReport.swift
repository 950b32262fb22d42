import Foundation

/// What `xbutil examine -f JSON` says of a device. Numbers are strings in it (XRT, `info_platform.cpp`
/// and `sensor.cpp`); what it leaves out or calls `N/A` is `nil`.
package struct XbutilReport: Hashable, Sendable {
  /// A clock of the platform.
  package struct Clock: Hashable, Sendable {
    /// Its name, as `DATA_CLK`.
    package let name: String
    /// MHz.
    package let megahertz: Double

    /// Creates a clock.
    package init(name: String, megahertz: Double) {
      self.name = name
      self.megahertz = megahertz
    }
  }

  /// Domain, bus, device and function.
  package let address: String
  /// The platform, as `xilinx_u280_gen3x16_xdma_base_1`.
  package let platform: String?
  /// `HEALTHY` or what is wrong.
  package let status: String?
  /// Clocks of what is loaded.
  package let clocks: [Clock]
  /// Power that the whole card takes now, W.
  package let power: Double?
  /// Whether the memory controllers are calibrated.
  package let isMemoryCalibrated: Bool?

  /// The devices of a report.
  ///
  /// - Throws: ``XbutilError`` when the text is no report of this tool.
  package static func devices(_ text: String) throws(XbutilError) -> [XbutilReport] {
    let root: Any
    do { root = try JSONSerialization.jsonObject(with: Data(text.utf8)) } catch {
      throw XbutilError(reason: "its output is no JSON: \(error.localizedDescription)")
    }
    guard let root = root as? [String: Any] else {
      throw XbutilError(reason: "its output is JSON, but no object")
    }
    guard root["schema_version"] != nil else {
      throw XbutilError(reason: "its output has no schema_version")
    }
    return (root["devices"] as? [[String: Any]] ?? []).map(XbutilReport.init)
  }

  private init(_ device: [String: Any]) {
    let platforms = device["platforms"] as? [[String: Any]] ?? []
    let region = platforms.first?["static_region"] as? [String: Any]
    let state = platforms.first?["status"] as? [String: Any]
    let clocks = (platforms.first?["clocks"] as? [String: Any])?["clocks"] as? [[String: Any]]
    let electrical = device["electrical"] as? [String: Any]
    address = Self.text(device["device_id"]) ?? "unknown"
    platform = Self.text(region?["vbnv"])
    status = Self.text(device["device_status"])
    power = Self.number(electrical?["power_consumption_watts"])
    isMemoryCalibrated = Self.text(state?["mig_calibrated"]).map { $0 == "true" || $0 == "1" }
    self.clocks = (clocks ?? []).compactMap { clock in
      guard let name = Self.text(clock["id"]), let rate = Self.number(clock["freq_mhz"]) else {
        return nil
      }
      return Clock(name: name, megahertz: rate)
    }
  }

  private static func text(_ value: Any?) -> String? {
    guard let text = value as? String, !text.isEmpty, text != "N/A" else { return nil }
    return text
  }

  private static func number(_ value: Any?) -> Double? {
    let number = (value as? String).flatMap { Double($0) } ?? (value as? NSNumber)?.doubleValue
    return number.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
  }
}

/// Why a report of `xbutil` cannot be used.
package struct XbutilError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was found.
  package let reason: String

  /// `xbutil examine: ...`.
  package var description: String { "xbutil examine: \(reason)" }
}
