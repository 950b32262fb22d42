import ArgumentParser

/// The flags of `bench` that only `--runner opencl` has a use for.
struct OpenCLOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A build of the vendor's tool (.aocx) instead of source text, which the device compiles.",
      valueName: "file"))
  var binary: String?

  @Option(
    help: ArgumentHelp("The OpenCL library; default: libOpenCL.so.1.", valueName: "file"))
  var opencl: String?

  /// Refuses flags that a runner has no use for.
  func check(for runner: String) throws {
    let flags = [("--binary", binary != nil), ("--opencl", opencl != nil)]
    let vain = flags.filter(\.1).map(\.0)
    guard runner == "opencl" || vain.isEmpty else {
      throw CommandFailure.usage(
        "\(vain.joined(separator: ", ")): only --runner opencl has a use for it; leave it out")
    }
  }
}
