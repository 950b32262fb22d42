import Foundation
import Quantities
import Synchronization

/// The vendor's tool for asking a board what it draws.
package struct PowerTool: Sendable, Hashable {
  /// Path of `xbutil`.
  package var path: String
  /// Address of the board on PCIe.
  package var address: String

  package init(path: String, address: String) {
    self.path = path
    self.address = address
  }
}

/// Samples the board's power while something runs.
///
/// `xbutil examine -d BDF -r electrical -f JSON -o FILE`; numbers are texts in that file.
final class PowerSampler: Sendable {
  private let tool: PowerTool
  private let samples = Mutex<(isRunning: Bool, watts: [Double])>((false, []))

  init(_ tool: PowerTool) { self.tool = tool }

  /// Samples until ``stop()``, one after the other, on a thread of its own.
  func start() {
    samples.withLock { $0 = (true, []) }
    Thread.detachNewThread { [self] in
      while samples.withLock({ $0.isRunning }) {
        guard let watts = sample() else {
          // The card may be busy, or the tool be replaced at this moment.
          usleep(100_000)
          continue
        }
        samples.withLock { if $0.isRunning { $0.watts.append(watts) } }
      }
    }
  }

  /// The mean of what was sampled; `nil` when nothing was.
  func stop() -> Power? {
    let watts = samples.withLock { state in
      state.isRunning = false
      return state.watts
    }
    guard !watts.isEmpty else { return nil }
    return Power(watts.reduce(0, +) / Double(watts.count))
  }

  /// One sample; `nil` when the tool does not give one.
  func sample() -> Double? {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-power-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool.path)
    process.arguments = [
      "examine", "-d", tool.address, "-r", "electrical", "-f", "JSON", "-o", file.path,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    guard process.terminationStatus == 0, let data = try? Data(contentsOf: file) else { return nil }
    return Self.watts(data)
  }

  /// `devices[0].electrical.power_consumption_watts` of a report.
  static func watts(_ data: Data) -> Double? {
    guard
      let report = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let devices = report["devices"] as? [[String: Any]],
      let electrical = devices.first?["electrical"] as? [String: Any]
    else { return nil }
    let value = electrical["power_consumption_watts"]
    let number = (value as? String).flatMap(Double.init) ?? (value as? NSNumber)?.doubleValue
    return number.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }
}
