import ArgumentParser
import XRTRunner

/// The flags of `bench` that only `--runner xrt` has a use for.
struct XRTOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The build to run (make hw of a generated project); without it XCL_EMULATION_MODE=sw_emu makes its own.",
      valueName: "file"))
  var xclbin: String?

  @Option(
    help: ArgumentHelp(
      "Folder with the manifest.json of the build; default: in the xclbin or beside it.",
      valueName: "folder"))
  var design: String?

  @Option(help: "Folder of XRT, or its lib folder; default: the usual places.")
  var xrt: String?

  @Option(
    help: "Number of the card, or its address such as 0000:65:00.1; of OpenCL, number or name.")
  var device: String?

  @Option(
    help: ArgumentHelp(
      "Seconds for one step, e.g. a repetition, before it is given up; default: \(Int(Self.usualTimeout)).",
      valueName: "seconds"))
  var timeout: Double?

  /// Loading a bitstream takes seconds, no run of the kernels a minute.
  static let usualTimeout = 60.0

  /// Refuses flags that a runner has no use for.
  func check(for runner: String) throws {
    let flags = [
      ("--xclbin", xclbin != nil), ("--design", design != nil), ("--xrt", xrt != nil),
      ("--device", device != nil && runner != "opencl"),
      ("--timeout", timeout != nil && runner != "opencl"),
    ]
    let vain = flags.filter(\.1).map(\.0)
    guard runner == "xrt" || vain.isEmpty else {
      throw CommandFailure.usage(
        "\(vain.joined(separator: ", ")): only --runner xrt has a use for it; leave it out")
    }
    if let timeout, !(timeout > 0 && timeout <= 86_400) {
      throw CommandFailure.usage(
        "--timeout: found \(timeout), expected more than 0 and at most 86400 seconds")
    }
  }

  /// The card.
  func chosenDevice() throws -> DeviceChoice {
    guard let device else { return .index(0) }
    guard let chosen = DeviceChoice(device) else {
      throw CommandFailure.usage(
        "--device: found \"\(device)\", expected a number from 0 or an address such as 0000:65:00.1"
      )
    }
    return chosen
  }
}
