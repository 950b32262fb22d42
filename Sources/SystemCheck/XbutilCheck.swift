import Foundation

/// What XRT's own tool says of the devices: state, clocks, power.
struct XbutilCheck<System: SystemProbe> {
  let system: System
  /// Where its report goes: the tool writes files only.
  let folder: URL

  /// Newer versions of XRT call it `xrt-smi`.
  private static var tools: [String] {
    ["xbutil", "xrt-smi", "/opt/xilinx/xrt/bin/xbutil", "/opt/xilinx/xrt/bin/xrt-smi"]
  }

  var findings: [Finding] {
    guard let tool = system.located(Self.tools) else { return [] }
    let file = folder.appendingPathComponent("examine-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let answer = system.run([tool, "examine", "-f", "JSON", "-o", file], seconds: 20)
    guard answer?.status == 0, let text = system.contents(file) else {
      return [failure(tool, answer)]
    }
    do {
      let devices = try XbutilReport.devices(text)
      return devices.isEmpty
        ? [Finding("xbutil", .note, "\(tool) finds no device")] : devices.map(finding)
    } catch {
      return [Finding("xbutil", .warning, "\(error)", advice: "update XRT")]
    }
  }

  private func failure(_ tool: String, _ answer: CommandAnswer?) -> Finding {
    let end =
      switch answer {
      case nil: "\(tool) cannot be started"
      case .some(let answer) where answer.status == nil: "\(tool) did not end within 20 s"
      case .some(let answer) where answer.status == 0: "\(tool) wrote no report"
      case .some(let answer): "\(tool) ended with \(answer.status ?? -1)"
      }
    let line = answer?.output.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
    return Finding(
      "xbutil", .warning, end + line,
      advice: "clocks, memory state and power cannot be read; the vendor's package of XRT brings a "
        + "complete xbutil")
  }

  private func finding(_ device: XbutilReport) -> Finding {
    var parts = [device.platform.map { "platform \($0)" } ?? "platform not told"]
    parts += device.clocks.map { "\($0.name) \(Self.text($0.megahertz)) MHz" }
    if let power = device.power { parts.append("power \(Self.text(power)) W") }
    if let status = device.status { parts.append(status.lowercased()) }
    let topic = "xbutil \(device.address)"
    let text = parts.joined(separator: ", ")
    if device.isMemoryCalibrated == false {
      return Finding(
        topic, .problem, "\(text); memory controllers not calibrated",
        advice: "xbutil reset -d \(device.address); if it stays, restart the machine cold")
    }
    let isHealthy = device.status.map { $0.uppercased() == "HEALTHY" } ?? true
    return Finding(
      topic, isHealthy ? .fine : .problem, text,
      advice: isHealthy ? "" : "xbutil reset -d \(device.address), then xbutil validate")
  }

  private static func text(_ value: Double) -> String { String(format: "%g", value) }
}
