import Foundation
import KernelIR
import Measurements
import struct Measurements.Measurement
import Quantities
import Runners
import Specs

/// One job from its build to its rows.
struct JobRun {
  let settings: XRTBoardRunner.Settings
  let source: any XRTBuildSource
  let anchor: KernelJob?
  let patience: Patience

  /// Units that a scheduler in firmware may be limited to (XRT's embedded scheduler, ERT, in its
  /// default configuration).
  private static let schedulerUnits = 16

  /// The rows of a job: one per repetition, also when it fails.
  ///
  /// - Throws: `CancellationError` only.
  func rows(
    of job: RunJob, _ pool: WorkerPool, _ power: PowerSampler?
  ) throws -> [Measurement] {
    var rows = JobRows(base: base(of: job), repetitions: max(1, job.repetitions))
    do {
      switch job.work {
      case .kernel(let kernel): try run(kernel, job, pool, power, &rows)
      case .transfer(let transfer): try move(transfer, job, pool, &rows)
      }
    } catch let skipped as SkippedJob {
      rows.skip(skipped.description)
    } catch let cancelled as CancellationError {
      pool.drop()
      throw cancelled
    } catch {
      pool.drop()
      rows.fail("\(error)")
    }
    return rows.finished
  }

  private var isEmulated: Bool { settings.environment.emulationMode != nil }

  private func base(of job: RunJob) -> Measurement {
    var row: Measurement
    switch job.work {
    case .kernel(let kernel): row = Measurement(job: kernel, board: job.board)
    case .transfer(let transfer):
      row = Measurement()
      row.board = job.board.name
      row.kernel = "host-link"
      row.operation = transfer.direction.rawValue
      row.memory = "host"
    }
    row.runner = "xrt"
    row.evidence = isEmulated ? .emulated : .measured
    row.clock = nil
    return row
  }

  // MARK: Kernels

  private func run(
    _ job: KernelJob, _ whole: RunJob, _ pool: WorkerPool, _ power: PowerSampler?,
    _ rows: inout JobRows
  ) throws {
    let lowered = try LoweredJob(job, board: whole.board)
    rows.base.dialect = "vitis"
    rows.base.count(
      WorkCount(lowered.program, of: job.kernel, design: job.design, run: job.run), of: job)
    let prepared = try source.build(for: job, board: whole.board)
    rows.base.describe(prepared.build, lowered)
    if job.design.computeUnits > Self.schedulerUnits {
      rows.notes.append(
        "\(job.design.computeUnits) compute units are started: a scheduler limited to "
          + "\(Self.schedulerUnits) would hold the others back")
    }
    try launch(lowered, prepared, repetitions: whole.repetitions, pool, power, &rows)
  }

  /// Runs a lowered kernel and takes its repetitions.
  private func launch(
    _ lowered: LoweredJob, _ prepared: PreparedBuild, repetitions: Int, _ pool: WorkerPool,
    _ power: PowerSampler?, _ rows: inout JobRows
  ) throws {
    guard let kernel = prepared.build.kernel(named: lowered.program.name) else {
      throw CallFailure(
        call: "", reason: "\(prepared.build.path) has no kernel \(lowered.program.name)")
    }
    let store = try ContentsStore()
    let builder = RunRequestBuilder(lowered: lowered, kernel: kernel, store: store)
    let chunks = try builder.chunks()
    if chunks.count > 1 {
      rows.notes.append("in \(chunks.count) launches, as its arrays are larger than their banks")
    }
    let request = try builder.request(
      warmup: settings.warmup, repetitions: repetitions,
      milliseconds: UInt32(clamping: Int((settings.timeout * 1000).rounded(.up))))
    let worker = try pool.worker(open(prepared.build), prepared.variables, patience)
    power?.start()
    defer { _ = power?.stop() }
    worker.send(.run(request))
    try take(from: worker, pool, &rows)
    if let drawn = power?.stop() { rows.set(power: drawn) }
    if let report = prepared.report {
      // The times of an emulated device are complete when it is closed.
      try pool.close(patience)
      rows.takeModelledTimes(
        ModelledRuns(report: report), units: request.units.count, launches: request.launches,
        warmup: request.warmup)
    }
  }

  private func open(_ build: XRTBuild) -> OpenRequest {
    OpenRequest(
      libraries: [settings.environment.library], device: settings.device, xclbin: build.path)
  }

  /// Takes answers until everything is done.
  private func take(
    from worker: WorkerProcess, _ pool: WorkerPool, _ rows: inout JobRows
  ) throws {
    while true {
      switch try patience.answer(of: worker) {
      case .prepared: break
      case .started(let repetition): rows.start(repetition)
      case .repetition(let answer): rows.take(answer)
      case .finished: return
      case .opened, .closed, .failed:
        throw CallFailure(call: "", reason: "the worker gave an answer that nobody expected")
      }
    }
  }

  // MARK: Host link

  private func move(
    _ transfer: HostTransfer, _ whole: RunJob, _ pool: WorkerPool, _ rows: inout JobRows
  ) throws {
    guard var job = anchor else {
      throw CallFailure(call: "", reason: "there is no build to load for it")
    }
    let lowered = try LoweredJob(job, board: whole.board)
    let prepared = try source.build(for: job, board: whole.board)
    guard transfer.direction != .launch else {
      job.run = lowered.smallestRun
      rows.notes.append(
        "the smallest run of \(job.kernel.name) \(job.design.operation), as the build has no empty "
          + "kernel: \(job.run.beats) beats")
      return try launch(
        try LoweredJob(job, board: whole.board), prepared, repetitions: whole.repetitions, pool,
        nil, &rows)
    }
    guard let kernel = prepared.build.kernel(named: lowered.program.name),
      let unit = kernel.units.first, let argument = kernel.arguments.first(where: \.isBuffer)?.index
    else {
      throw CallFailure(call: "", reason: "\(prepared.build.path) has no kernel with a buffer")
    }
    let isToDevice = transfer.direction == .hostToDevice
    if isToDevice {
      rows.base.bytesWritten = transfer.size.value
    } else {
      rows.base.bytesRead = transfer.size.value
    }
    let part = part(of: transfer.size.value, room: kernel.room(unit: 0, argument: argument))
    if part.turns > 1 {
      rows.notes.append("in \(part.turns) transfers of \(ByteCount(part.bytes)), what a bank holds")
    }
    let worker = try pool.worker(open(prepared.build), prepared.variables, patience)
    worker.send(
      .transfer(
        TransferRequest(
          unit: kernel.instance(unit), argument: argument, bytes: part.bytes, turns: part.turns,
          isToDevice: isToDevice, warmup: settings.warmup, repetitions: whole.repetitions)))
    try take(from: worker, pool, &rows)
  }

  /// Equal parts of a transfer that fit half a bank, so that the build's own buffers stay.
  private func part(of bytes: Int, room: Int?) -> (bytes: Int, turns: Int) {
    guard let room, bytes > room / 2, room > 1 else { return (bytes, 1) }
    var turns = 2
    while bytes / turns > room / 2 || bytes % turns != 0, turns < bytes { turns += 1 }
    return (bytes / turns, turns)
  }
}
