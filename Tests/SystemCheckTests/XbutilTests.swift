import Foundation
import SystemCheck
import Testing

@Suite("What xbutil says")
struct XbutilTests {
  /// In the shape that XRT 2.13 and later write: numbers are strings.
  private static let report = """
    {"schema_version": {"schema": "JSON", "creation_date": "Mon Nov 23 12:00:00 2026 GMT"},
     "devices": [{"interface_type": "pcie", "device_id": "0000:3b:00.1", "device_status": "HEALTHY",
       "platforms": [{"static_region": {"vbnv": "xilinx_u280_gen3x16_xdma_base_1"},
         "status": {"mig_calibrated": "true", "p2p_status": "disabled"},
         "clocks": {"clocks": [{"id": "DATA_CLK", "description": "DATA", "freq_mhz": "300"},
                               {"id": "KERNEL_CLK", "description": "KERNEL", "freq_mhz": "N/A"}]}}],
       "electrical": {"power_consumption_max_watts": "225", "power_consumption_watts": "23.5"}}]}
    """

  private static func findings(_ status: Int32?, _ output: String, _ report: String?) -> [Finding] {
    let tool = "/opt/xilinx/xrt/bin/xbutil"
    let system = FakeSystem(environment: Machines.vendorEnvironment, files: [tool: ""]) { words in
      guard words.first == tool, let file = words.last else { return nil }
      return (CommandAnswer(status: status, output: output), report.map { [file: $0] } ?? [:])
    }
    return SystemExamination(folder: URL(fileURLWithPath: "/tmp")).findings(system)
      .filter { $0.topic.hasPrefix("xbutil") }
  }

  @Test("Clocks, power and state are read; N/A is unknown")
  func reading() throws {
    let devices = try XbutilReport.devices(Self.report)
    let device = try #require(devices.first)
    #expect(devices.count == 1)
    #expect(device.address == "0000:3b:00.1")
    #expect(device.platform == "xilinx_u280_gen3x16_xdma_base_1")
    #expect(device.clocks == [XbutilReport.Clock(name: "DATA_CLK", megahertz: 300)])
    #expect(device.power == 23.5)
    #expect(device.isMemoryCalibrated == true)
  }

  @Test("What is no report is refused", arguments: ["", "[]", "{}", "{\"devices\": ", "7"])
  func garbage(text: String) {
    #expect(throws: XbutilError.self) { try XbutilReport.devices(text) }
  }

  @Test("A report of other shape gives unknowns, not zeros")
  func unknown() throws {
    let text = "{\"schema_version\": {}, \"devices\": [{\"platforms\": 3, \"electrical\": []}]}"
    let devices = try XbutilReport.devices(text)
    #expect(devices.first?.power == nil)
    #expect(devices.first?.clocks == [])
  }

  @Test("A healthy card, a sick one, a tool that fails and one that hangs")
  func states() {
    let fine = Self.findings(0, "", Self.report)
    #expect(fine.map(\.state) == [.fine])
    #expect(fine.first?.found.contains("power 23.5 W") == true)
    let sick = Self.report.replacingOccurrences(
      of: "\"mig_calibrated\": \"true\"", with: "\"mig_calibrated\": \"false\"")
    #expect(Self.findings(0, "", sick).map(\.state) == [.problem])
    let broken = Self.findings(127, "xbutil2: No such file or directory\n", nil)
    #expect(broken.map(\.state) == [.warning])
    #expect(broken.first?.found.contains("No such file") == true)
    #expect(Self.findings(nil, "", nil).first?.found.contains("20 s") == true)
  }
}
