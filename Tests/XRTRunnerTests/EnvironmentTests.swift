import Testing

@testable import XRTRunner

@Suite("What a worker sees of XRT")
struct EnvironmentTests {
  @Test("XILINX_XRT is the folder above the library's lib unless it is set")
  func root() {
    let library = "/opt/xilinx/xrt/lib/libxrt_coreutil.so.2"
    let found = XRTEnvironment(library: library, variables: [:])
    #expect(found.variables["XILINX_XRT"] == "/opt/xilinx/xrt")
    let set = XRTEnvironment(library: library, variables: ["XILINX_XRT": "/mine"])
    #expect(set.variables["XILINX_XRT"] == "/mine")
    let elsewhere = XRTEnvironment(
      library: "/usr/lib/x86_64-linux-gnu/libxrt_coreutil.so.2", variables: [:])
    #expect(elsewhere.missingShim?.contains("XILINX_XRT is not set") == true)
  }

  @Test("A missing shim is named with its place", arguments: ["", "sw_emu", "noop"])
  func shim(mode: String) throws {
    let environment = XRTEnvironment(
      library: "/nowhere/lib/libxrt_coreutil.so.2", variables: ["XCL_EMULATION_MODE": mode])
    let reason = try #require(environment.missingShim)
    #expect(reason.contains("/nowhere/lib/libxrt_"))
  }

  @Test("Devices are numbers or addresses")
  func devices() {
    #expect(DeviceChoice("0") == .index(0))
    #expect(DeviceChoice("0000:65:00.1") == .bdf("0000:65:00.1"))
    #expect(DeviceChoice("65:00.1") == .bdf("65:00.1"))
    #expect(DeviceChoice("card") == nil)
  }
}
