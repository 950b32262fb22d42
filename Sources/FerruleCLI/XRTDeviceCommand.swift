import ArgumentParser
import Foundation
import XRTDevice

/// `ferrule xrt-device`: the process that XRT starts in software emulation.
struct XRTDeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xrt-device",
    abstract: "Be the board to XRT's library in software emulation.",
    discussion: """
      XRT starts this by itself where ferrule emulate has set it up; it takes its settings from \
      FERRULE_DEVICE_* variables and connects to the socket that XRT listens on.
      """,
    shouldDisplay: false)

  func run() throws {
    let options = DeviceOptions(ProcessInfo.processInfo.environment)
    guard var device = DeviceProcess(options) else {
      throw CommandFailure(
        "xrt-device: nobody listens at \(options.socket); it is started by XRT, see ferrule emulate",
        .failed)
    }
    device.serve()
  }
}
