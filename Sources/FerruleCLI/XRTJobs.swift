import HLSGenerator
import KernelIR
import Runners
import Specs
import XRTRunner
import Xclbin

/// What `bench --runner xrt` runs.
struct XRTJobs {
  let command: Bench
  let board: BoardSpec
  let catalog: SpecCatalog
  /// Whether kernels compute on this machine.
  let isEmulation: Bool

  /// A plan, and the kernel that transfers over the host link use.
  struct Planned {
    let plan: BenchPlan
    let anchor: KernelJob?
  }

  /// What a build holds: the kernel that was asked for, or all that its own kernel can do, with the
  /// host link and the launch.
  ///
  /// - Throws: ``CommandFailure`` (64) with every flag that asks for another design.
  func jobs(
    on contents: XclbinContents, path: String, record: DesignRecord?
  ) throws -> Planned {
    try refuseSuite()
    let sweep = try command.design.sweep()
    let kernel = try kernel(record, contents, path)
    var built: DesignPoint?
    if let record, record.kernel == Self.identifier(kernel.name) {
      guard record.board == board.name else {
        throw CommandFailure.usage(
          "\(path): its design is for the board \(record.board), not for \(board.name)")
      }
      built = try record.design(board: board, kernel: kernel)
    }
    var jobs = try KernelJobs(
      board: board, kernel: kernel, sweep: sweep, base: built?.values(of: kernel) ?? [:]
    ).all(repetitions: command.rowsPerRun)
    if let built { jobs = try jobs.map { try on(built, $0, path) } }
    if command.kernel == nil { jobs += try hostJobs() }
    if reducesSizes(sweep) { jobs = try jobs.map { try reduced($0, keepsDesign: true) } }
    return try planned(jobs, kernel: kernel.name, sweep)
  }

  /// Jobs in software emulation, on builds that are made for them.
  func emulated() throws -> Planned {
    try refuseSuite()
    let sweep = try command.design.sweep()
    let names = command.kernel.map { [$0] } ?? ["roofline", "stream", "memory-probe"]
    if command.kernel == nil, let axis = sweep.axes.first {
      throw CommandFailure.usage(
        "\(axis.key.flag) needs --kernel: the suite chooses its own designs")
    }
    var jobs: [RunJob] = []
    for name in names {
      let kernel = try catalog.kernel(name)
      jobs += try KernelJobs(board: board, kernel: kernel, sweep: sweep)
        .all(repetitions: command.rowsPerRun)
    }
    let kernel = try command.kernel.map { try catalog.kernel($0).name }
    if kernel == nil { jobs += try hostJobs() }
    if reducesSizes(sweep) { jobs = try jobs.map { try reduced($0, keepsDesign: false) } }
    return try planned(jobs, kernel: kernel, sweep)
  }

  private func planned(_ jobs: [RunJob], kernel: String?, _ sweep: DesignSweep) throws -> Planned {
    let anchor = jobs.lazy.compactMap { job in
      if case .kernel(let kernel) = job.work { kernel } else { nil }
    }.first
    let name = kernel.map { "\(board.name)-\($0).csv" } ?? "\(board.name).csv"
    let plan = try BenchPlan(
      command, board: board, kernel: kernel, sweep: sweep, jobs: jobs, usualOutput: name)
    return Planned(plan: plan, anchor: anchor)
  }

  private func refuseSuite() throws {
    if command.suite != nil || command.filling.fill {
      throw CommandFailure.usage(
        "\(command.suite != nil ? "--suite" : "--fill") chooses designs, and --runner xrt runs what is "
          + "built; leave it out")
    }
  }

  private func hostJobs() throws -> [RunJob] {
    let kernels = SuiteKernels(
      roofline: try catalog.kernel("roofline"), stream: try catalog.kernel("stream"),
      probe: try catalog.kernel("memory-probe"), onChip: try catalog.kernel("onchip"))
    let suite = Suite(board: board, kernels: kernels, repetitions: command.rowsPerRun)
    return suite.jobs(.host, isQuick: false)
  }

  // MARK: Builds

  private static func identifier(_ kernel: String) -> String {
    String(kernel.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  private func kernel(
    _ record: DesignRecord?, _ contents: XclbinContents, _ path: String
  ) throws -> KernelSpec {
    if let name = command.kernel { return try catalog.kernel(name) }
    let built = record?.kernel ?? contents.kernels.first?.name ?? ""
    if let name = catalog.kernelNames.first(where: { Self.identifier($0) == built }) {
      return try catalog.kernel(name)
    }
    let found = contents.kernels.map(\.name).joined(separator: ", ")
    throw CommandFailure.usage(
      "\(path): its kernels (\(found)) are none of \(catalog.kernelNames.joined(separator: ", ")); "
        + "name a kernel file with --kernel")
  }

  /// The job on the design that was built.
  private func on(_ built: DesignPoint, _ job: RunJob, _ path: String) throws -> RunJob {
    guard case .kernel(var kernel) = job.work else { return job }
    let differences = built.differences(from: kernel.design)
    guard differences.isEmpty else {
      throw CommandFailure.usage(differences.map { "\(path): \($0)" }.joined(separator: "\n"))
    }
    kernel.design = built
    return RunJob(work: .kernel(kernel), board: job.board, repetitions: job.repetitions)
  }

  // MARK: Sizes

  /// Whether sizes are reduced, which is said: in emulation, unless somebody chose one.
  private func reducesSizes(_ sweep: DesignSweep) -> Bool {
    let keys: [DesignKey] = [.size, .problemSize, .workingSet, .stride, .accessBytes, .page]
    guard isEmulation, !keys.contains(where: sweep.has) else { return false }
    Diagnostics.note(
      "sizes are small, as kernels compute on this machine; choose others with --size or "
        + "--problem-size")
    return true
  }

  private func reduced(_ job: RunJob, keepsDesign: Bool) throws -> RunJob {
    let work: RunJob.Work
    switch job.work {
    case .kernel(let kernel):
      work = .kernel(
        try EmulationSize.reduced(kernel, board: job.board, keepsDesign: keepsDesign))
    case .transfer(let transfer): work = .transfer(EmulationSize.reduced(transfer))
    }
    return RunJob(work: work, board: job.board, repetitions: job.repetitions)
  }
}
