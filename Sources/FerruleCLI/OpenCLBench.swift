import Foundation
import KernelIR
import OpenCLRunner
import Quantities
import Runners
import Specs

/// `bench --runner opencl`: finds the device and decides what runs on it.
struct OpenCLBench {
  let command: Bench
  let catalog: SpecCatalog

  /// Bytes of an array that nobody sized: past the caches of most devices, within their memory.
  private static let usualSize = "64MiB"

  /// The plan and the runner.
  ///
  /// - Throws: ``CommandFailure``: 69 without OpenCL or a device, 64 for what does not fit together.
  func prepared() throws -> (BenchPlan, any KernelRunner) {
    guard command.suite == nil, !command.filling.fill else {
      throw CommandFailure.usage(
        "--runner opencl: --suite and --fill choose designs of the board model; leave them out")
    }
    let board = try catalog.board(command.board)
    let jobs = try self.jobs(on: board)
    let device = try chosen(from: try devices())
    Diagnostics.note("OpenCL device \(device.index): \(device.name) (\(device.platform))")
    let runner = OpenCLBoardRunner(
      .init(
        library: command.opencl.opencl, device: device, binary: command.opencl.binary,
        executable: Self.executable, warmup: command.warmup ?? 1,
        timeout: command.xrt.timeout ?? XRTOptions.usualTimeout))
    let name = command.opencl.binary == nil ? device.boardName : board.name
    let plan = try BenchPlan(
      command, board: board, kernel: try command.kernel.map { try catalog.kernel($0).name },
      sweep: try command.design.sweep(), jobs: jobs, usualOutput: "\(name).csv")
    return (plan, runner)
  }

  // MARK: Jobs

  private func jobs(on board: BoardSpec) throws -> [RunJob] {
    let sweep = try command.design.sweep()
    if command.kernel == nil, let axis = sweep.axes.first {
      throw CommandFailure.usage("\(axis.key.flag) needs --kernel")
    }
    let names = command.kernel.map { [$0] } ?? ["stream", "roofline"]
    var jobs = try names.flatMap { name in
      let kernel = try catalog.kernel(name)
      let isSized = sweep.has(.size) || sweep.has(.problemSize)
      let isPlain = [.elementwise, .roofline].contains(kernel.structure)
      return try KernelJobs(
        board: board, kernel: kernel, sweep: sweep,
        base: isPlain && !isSized ? [.size: Self.usualSize] : [:]
      ).all(repetitions: command.repetitions ?? 5)
    }
    jobs = jobs.map(\.shortened)
    guard command.kernel == nil else { return jobs }
    jobs += HostTransfer.Direction.allCases.map { direction in
      RunJob(
        work: .transfer(HostTransfer(direction: direction, size: .mebibytes(64))), board: board,
        repetitions: command.repetitions ?? 5)
    }
    return jobs
  }

  // MARK: Devices

  private func devices() throws -> [OpenCLDevice] {
    do {
      let found = try OpenCLConnection.devices(
        library: command.opencl.opencl, executable: Self.executable)
      guard found.isEmpty else { return found }
    } catch let failure as OpenCLFailure {
      throw CommandFailure(
        "--runner opencl: no OpenCL: looked for \(command.opencl.opencl ?? "libOpenCL.so.1"): \(failure); "
          + "apt-get install ocl-icd-libopencl1 and the driver of your device (pocl-opencl-icd for "
          + "this CPU), or name a library with --opencl", .unavailable)
    }
    throw CommandFailure(
      "--runner opencl: the library is there, but no platform has a device; install the driver of "
        + "your device (pocl-opencl-icd for this CPU)", .unavailable)
  }

  /// By number, or by a part of the name.
  private func chosen(from devices: [OpenCLDevice]) throws -> OpenCLDevice {
    guard let wanted = command.xrt.device else { return devices[0] }
    if let number = Int(wanted), devices.indices.contains(number) { return devices[number] }
    let named = devices.filter { device in
      [device.name, device.platform].contains { $0.lowercased().contains(wanted.lowercased()) }
    }
    if Int(wanted) == nil, let first = named.first { return first }
    let known = devices.map { "\($0.index) (\($0.name))" }.joined(separator: ", ")
    throw CommandFailure.usage("--device: no OpenCL device \"\(wanted)\"; there are \(known)")
  }

  private static var executable: String {
    guard let end = realpath("/proc/self/exe", nil) else { return CommandLine.arguments[0] }
    defer { free(end) }
    return String(cString: end)
  }
}
