import Foundation
import Quantities
import Testing

@testable import XRTRunner

@Suite("Power while something runs")
struct PowerSamplerTests {
  @Test("The vendor's tool is asked again and again until it is stopped; a failure ends nothing")
  func samples() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-power-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tool = folder.appendingPathComponent("xbutil")
    let report = #"{"devices":[{"electrical":{"power_consumption_watts":"41.5"}}]}"#
    // The first call fails; each leaves a line.
    let script = """
      #!/bin/sh
      echo call >> '\(folder.path)/calls'
      [ $(wc -l < '\(folder.path)/calls') -gt 1 ] || exit 1
      for last; do :; done
      echo '\(report)' > "$last"

      """
    try Data(script.utf8).write(to: tool)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool.path)
    let sampler = PowerSampler(PowerTool(path: tool.path, address: "0000:65:00.1"))
    sampler.start()
    // The third call comes when the sample of the second one is there.
    let calls = folder.appendingPathComponent("calls")
    while ((try? String(contentsOf: calls, encoding: .utf8)) ?? "").split(separator: "\n").count < 3
    {
      usleep(10_000)
    }
    #expect(sampler.stop() == Power(41.5))
  }

  @Test("A report without a number gives no power")
  func reports() {
    for text in ["", "[]", "{}", #"{"devices":[]}"#, #"{"devices":[{"electrical":{}}]}"#] {
      #expect(PowerSampler.watts(Data(text.utf8)) == nil)
    }
    let text = #"{"devices":[{"electrical":{"power_consumption_watts":"N/A"}}]}"#
    #expect(PowerSampler.watts(Data(text.utf8)) == nil)
  }
}
