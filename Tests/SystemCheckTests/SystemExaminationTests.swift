import Foundation
import SystemCheck
import Testing

@Suite("What doctor finds")
struct SystemExaminationTests {
  private static func findings(_ system: FakeSystem, build: BuildFacts? = nil, xrt: String? = nil)
    -> [Finding]
  {
    SystemExamination(xrt: xrt, build: build, folder: URL(fileURLWithPath: "/tmp")).findings(system)
  }

  private static func machine(
    environment: [String: String] = Machines.vendorEnvironment, card: [String: String],
    forbidden: Set<String> = []
  ) -> FakeSystem {
    FakeSystem(
      environment: environment, files: Machines.vendorXRT.merging(card) { $1 },
      links: Machines.vendorLinks.merging(Machines.drivers) { $1 }, forbidden: forbidden)
  }

  private static func state(_ topic: String, _ findings: [Finding]) -> [Finding.State] {
    findings.filter { $0.topic == topic }.map(\.state)
  }

  @Test("A machine with a card that works has no problem and nothing to do")
  func works() {
    let findings = Self.findings(Self.machine(card: Machines.card()))
    #expect(!findings.contains { $0.state == .problem })
    #expect(Self.state("XRT library", findings) == [.fine])
    #expect(Self.state("XRT shim", findings) == [.fine])
    #expect(Self.state("card 0000:3b:00.0", findings) == [.fine])
    #expect(Self.state("card 0000:3b:00.1", findings) == [.fine])
    let library = findings.first { $0.topic == "XRT library" }
    #expect(library?.found.contains("2.16.204") == true)
  }

  @Test("Nothing installed is no problem, and what was looked for is said")
  func bare() {
    let findings = Self.findings(FakeSystem())
    let library = findings.first { $0.topic == "XRT library" }
    #expect(library?.state == .note)
    #expect(library?.found.contains("/opt/xilinx/xrt/lib") == true)
    #expect(library?.advice.contains("libxrt1") == true)
    #expect(Self.state("cards", findings) == [.note])
    #expect(!findings.contains { $0.state == .problem })
  }

  @Test("A folder that was named is the only one searched; without library it is a problem")
  func named() {
    let installed = FakeSystem(files: Machines.vendorXRT)
    let findings = Self.findings(installed, xrt: "/opt/other")
    let library = findings.first { $0.topic == "XRT library" }
    #expect(library?.state == .problem)
    #expect(
      library?.found.hasPrefix("no libxrt_coreutil.so.2 in /opt/other, /opt/other/lib") == true)
  }

  @Test(
    "Versions before 2.13 are refused",
    arguments: [("2.12.427", true), ("2.13.0", false), ("3.0", false)])
  func versions(version: String, isTooOld: Bool) {
    let path = "/usr/lib64/libxrt_coreutil.so.2"
    let system = FakeSystem(
      files: [path: ""], links: [path: "/usr/lib64/libxrt_coreutil.so.\(version)"])
    #expect(XRTInstallation(system)?.version == version)
    #expect(XRTInstallation(system)?.isTooOld == isTooOld)
    let states = Self.state("XRT library", Self.findings(system))
    #expect(states == [isTooOld ? .problem : .fine])
  }

  @Test("XILINX_XRT without a shim is a problem: XRT would abort")
  func shim() {
    let path = "/usr/lib64/libxrt_coreutil.so.2"
    let system = FakeSystem(environment: ["XILINX_XRT": "/nowhere"], files: [path: ""])
    let shim = Self.findings(system).first { $0.topic == "XRT shim" }
    #expect(shim?.state == .problem)
    #expect(shim?.found.contains("/nowhere/lib") == true)
  }

  @Test("Cards: no driver, not ready, no permission", arguments: [0, 1, 2])
  func cards(kind: Int) {
    let node = "/dev/dri/renderD128"
    let system =
      switch kind {
      case 0: FakeSystem(files: ["/sys/bus/pci/devices/0000:3b:00.0/vendor": "0x10ee"])
      case 1: Self.machine(card: Machines.card(ready: "0x0"))
      default: Self.machine(card: Machines.card(), forbidden: [node])
      }
    let worst = Self.findings(system).filter {
      $0.topic.hasPrefix("card 0000") && $0.state != .fine
    }
    #expect(worst.count == 1)
    let expected = [("warning", "modprobe xocl"), ("problem", "xbmgmt"), ("problem", "usermod")][
      kind]
    #expect(worst.first?.state.rawValue == expected.0)
    #expect(worst.first?.advice.contains(expected.1) == true)
  }

  @Test("A build of another platform, mode, or with many units is found before it runs")
  func build() {
    let system = Self.machine(card: Machines.card())
    let other = BuildFacts(
      file: "k.xclbin", platform: "xilinx_u250_gen3x16_xdma_4_1_202210_1", mode: .hardware,
      computeUnits: 32)
    let found = Self.findings(system, build: other).filter { $0.topic == "xclbin k.xclbin" }
    #expect(found.map(\.state) == [.problem, .warning])
    #expect(found.first?.found.contains("xilinx_u280_gen3x16_xdma_base_1") == true)
    let same = BuildFacts(
      file: "k.xclbin", platform: "xilinx:u280:gen3x16:xdma:base.1", mode: .hardware,
      computeUnits: 16)
    #expect(Self.state("xclbin k.xclbin", Self.findings(system, build: same)) == [.fine])
    let emulated = BuildFacts(
      file: "k.xclbin", platform: "p", mode: .softwareEmulation, computeUnits: 1)
    #expect(
      Self.state("xclbin k.xclbin", Self.findings(system, build: emulated)) == [.problem, .fine])
  }

  @Test(
    "Emulation modes", arguments: [("sw_emu", "note"), ("noop", "warning"), ("swemu", "problem")])
  func modes(mode: String, state: String) {
    var environment = Machines.vendorEnvironment
    environment["XCL_EMULATION_MODE"] = mode
    let findings = Self.findings(Self.machine(environment: environment, card: [:]))
    #expect(Self.state("emulation", findings).map(\.rawValue) == [state])
  }

  @Test("Tracing in xrt.ini is a warning, other settings are told")
  func settings() {
    let path = "/usr/lib64/libxrt_coreutil.so.2"
    let slow = FakeSystem(files: [path: "", "xrt.ini": "[Debug]\n native_xrt_trace = true\n"])
    #expect(Self.state("xrt.ini", Self.findings(slow)) == [.warning])
    let quiet = FakeSystem(files: [path: "", "xrt.ini": "[Debug]\nnative_xrt_trace=false\n"])
    #expect(Self.state("xrt.ini", Self.findings(quiet)) == [.note])
    let lost = FakeSystem(environment: ["XRT_INI_PATH": "/x.ini"], files: [path: ""])
    #expect(Self.state("xrt.ini", Self.findings(lost)) == [.problem])
  }
}
