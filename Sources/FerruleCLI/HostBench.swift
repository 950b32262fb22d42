import Foundation
import HostRunner
import Measurements
import struct Measurements.Measurement
import Plotting
import Quantities
import RooflineModel
import Runners
import Synchronization

/// `ferrule bench host`: measures this machine with programs that its own compiler makes.
struct HostBench {
  let command: Bench

  private var isQuick: Bool { command.host.quick || command.suite == "quick" }
  private var outputPath: String {
    command.output ?? command.kernel.map { "host-\(Self.stem(of: $0)).csv" } ?? "host.csv"
  }

  /// `dot` of `./kernels/dot.yaml`.
  private static func stem(of kernel: String) -> String {
    URL(fileURLWithPath: kernel).deletingPathExtension().lastPathComponent
  }

  private var timing: HostTiming {
    HostTiming(
      minimum: command.host.minTime ?? (isQuick ? 0.02 : 0.1),
      repetitions: command.repetitions ?? (isQuick ? 5 : 9))
  }

  /// Looks at the machine, announces, measures, shows.
  ///
  /// - Throws: ``CommandFailure``: 69 without a compiler, 1 when points failed, 2 when values were
  ///   wrong, 130 after an interrupt.
  func run(_ style: PlotStyle) async throws {
    let machine = HostMachine(.machine)
    let compiler = try self.compiler(for: machine)
    let suite = HostSuite(machine: machine, tool: compiler.description, isQuick: isQuick)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-host-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let points =
      try command.kernel.map {
        try HostKernels(
          command: command, machine: machine, tool: compiler.description, folder: folder
        ).points(of: $0)
      } ?? suite.points
    announce(machine, compiler, points)
    guard !command.dryRun else { return printPlan(points) }
    let file = try ResultFile(outputPath, resumes: command.resume)
    let left = points.filter { !file.holds($0, repetitions: timing.repetitions) }
    if left.count < points.count {
      Diagnostics.note(
        "\(points.count - left.count) of \(points.count) points are in \(outputPath)")
    }
    let energy = EnergyCounter(.machine)
    let prepared = Prepared(
      measurement: HostMeasurement(
        compiler: compiler, machine: machine, room: suite.room(of: left), timing: timing,
        energy: energy),
      points: left)
    let (new, overhead) = try await measure(prepared, into: file)
    for warning in RunQuality.warnings(new, timerOverhead: overhead) {
      Diagnostics.warning(warning)
    }
    guard outputPath != "-" else { return try BenchRun.judge(new) }
    let rows = file.existing + new
    if command.kernel != nil {
      showRuns(rows, style)
      Diagnostics.note("\(file.count) \(file.count == 1 ? "row" : "rows") in \(outputPath)")
      return try BenchRun.judge(new)
    }
    RooflineReport(
      rooflines: RooflineFit.fit(rows: rows), display: command.display, style: style
    ).print()
    if command.display.format == .text {
      printLatencies(rows)
      Diagnostics.note("\(file.count) \(file.count == 1 ? "row" : "rows") in \(outputPath)")
    }
    try BenchRun.judge(new)
  }

  /// What each run of one kernel reached, and where that lies under its roofline.
  private func showRuns(_ rows: [Measurement], _ style: PlotStyle) {
    let table = RunTable(
      MedianRows(rows).rows, swept: [.passes, .size, .problemSize, .computeUnits])
    TableOutput.print(table.header, table.cells, right: table.numbers, display: command.display)
    guard command.display.format == .text else { return }
    print("times are medians of \(timing.repetitions) repetitions")
    if let remark = table.remark { print(remark) }
    let fitted = RooflineFit.fit(rows: rows)
    guard fitted.contains(where: { !$0.points.isEmpty }) else { return }
    print()
    RooflineReport(rooflines: fitted, display: command.display, style: style).printPicture()
  }

  private func compiler(for machine: HostMachine) throws -> HostCompiler {
    let flags = (command.host.cflags ?? "").split(separator: " ").map(String.init)
    do {
      return try HostCompiler(
        named: command.host.cc, flags: flags,
        environment: ProcessInfo.processInfo.environment, machine: machine)
    } catch {
      throw CommandFailure("bench host: \(error)", .unavailable)
    }
  }

  // MARK: Words

  private func announce(
    _ machine: HostMachine, _ compiler: HostCompiler, _ points: [HostPoint]
  ) {
    for line in machine.summary { Diagnostics.note(line) }
    Diagnostics.note(compiler.description)
    if command.kernel == nil, !machine.vectors.hasHalf {
      Diagnostics.note("f16 is left out: the processor does not calculate with it")
    }
    if command.kernel == nil, !points.contains(where: { $0.row.memory == "dram" }) {
      Diagnostics.note(
        "dram is left out: there is no room for arrays of four times the last cache")
    }
    let seconds = timing.expectedSeconds(points) + HostCompiler.expectedSeconds
    let count = "\(points.count) point\(points.count == 1 ? "" : "s")"
    Diagnostics.note("\(count), \(BenchPlan.words(for: seconds))")
  }

  private func printPlan(_ points: [HostPoint]) {
    for point in points { print("  \(point.label), \(point.threads) threads") }
    print("Rows would go to \(outputPath == "-" ? "stdout" : outputPath).")
  }

  /// Time of one access per memory: the median of each working set, and the shortest of those.
  private func printLatencies(_ rows: [Measurement]) {
    let chases = rows.filter { $0.kernel == "pointer-chase" && $0.status == .ok }
    let latencies = HostLatency.shortest(chases)
    guard !latencies.isEmpty else { return }
    let words = latencies.map { "\($0.memory) \(TimeSpan($0.seconds))" }
    print("latency of a read: \(words.joined(separator: ", "))")
  }

  // MARK: Measuring

  /// What one thread measures.
  private struct Prepared: @unchecked Sendable {
    // Safe: handed to one thread and used by nobody else.
    let measurement: HostMeasurement
    let points: [HostPoint]
  }

  private func measure(
    _ prepared: Prepared, into file: ResultFile
  ) async throws -> (rows: [Measurement], timerOverhead: Double?) {
    let collector = HostRowCollector(
      file: file, reporter: ProgressReporter(command.progress, total: prepared.points.count))
    let flag = HostStopFlag()
    let timing = timing
    let work = Task {
      try await withTaskCancellationHandler {
        try await OwnThread.run { () -> Double? in
          let measurement = prepared.measurement
          measurement.prepare(prepared.points)
          let overhead = prepared.points.first.flatMap(measurement.timerOverhead)
          try measurement.run(
            prepared.points, collector.listener(timing, prepared.points, flag))
          return overhead
        }
      } onCancel: {
        flag.set()
      }
    }
    let interrupt = Interrupt()
    interrupt.cancel(work) { "interrupted; what was measured is kept" }
    defer { withExtendedLifetime(interrupt) { collector.finish() } }
    do {
      let overhead = try await work.value
      return (collector.rows, overhead)
    } catch is CancellationError {
      collector.finish()
      throw CommandFailure(
        "interrupted; \(file.count) rows that were complete are kept; --resume goes on",
        .interrupted)
    }
  }
}

/// Whether nobody wants further rows; set from any thread.
final class HostStopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .relaxed) }

  func set() { flag.store(true, ordering: .relaxed) }
}

/// Takes rows from the thread that measures; read after that has ended.
private final class HostRowCollector: @unchecked Sendable {
  // Safe: rows and reporter are touched by the measuring thread until it has ended, and after that
  // by the one that waited for it.
  private let file: ResultFile
  private let stamp = RunStamp()
  private let reporter: ProgressReporter
  private(set) var rows: [Measurement] = []

  init(file: ResultFile, reporter: ProgressReporter) {
    self.file = file
    self.reporter = reporter
  }

  func finish() { reporter.finish() }

  func listener(
    _ timing: HostTiming, _ points: [HostPoint], _ flag: HostStopFlag
  ) -> HostMeasurement.Listener {
    // One step of the bar per point, though repetitions are interleaved.
    let steps = timing.repetitions + 1
    return HostMeasurement.Listener(
      progress: { [reporter] done, _, label in
        guard done % steps == 0 else { return }
        reporter.report(done / steps, label: label)
      },
      rows: { [self] new in
        let stamped = new.map(stamp.stamped)
        try file.append(stamped)
        rows += stamped
      },
      isCancelled: { flag.isSet })
  }
}
