import OffloadPredictor
import Plotting
import Quantities

/// Predictions over the size of a call: a table for every kernel and board, the two marks, and a curve.
struct SweepPrediction {
  let workloads: [Workload]
  let models: [OffloadModel]
  let sizes: SizeSweep
  let display: DisplayOptions

  /// Prints everything to stdout, and the CSV to a file if one is named.
  ///
  /// - Throws: ``CommandFailure`` when no kernel has a size, or the file cannot be written.
  func print(writing path: String?) throws {
    for workload in workloads where workload.callBytes == nil {
      Diagnostics.warning(
        "kernel \(workload.name) is left out: its calls have no size; give bytes, or bytes_in and "
          + "bytes_out")
    }
    let sweeps = workloads.flatMap { workload in
      models.compactMap { $0.sweep(workload, over: sizes) }
    }
    guard !sweeps.isEmpty else {
      throw CommandFailure.usage(
        "--sweep: no kernel has a size; give bytes, or bytes_in and bytes_out, in the kernels file")
    }
    let rows = sweeps.flatMap(\.rows)
    if let path { try OutputFile.write(TableOutput.csv(OffloadSweep.header, rows), to: path) }
    switch display.format {
    case .csv: Swift.print(TableOutput.csv(OffloadSweep.header, rows), terminator: "")
    case .json: Swift.print(TableOutput.json(OffloadSweep.header, rows), terminator: "")
    case .text: try printText(sweeps)
    }
  }

  private func printText(_ sweeps: [OffloadSweep]) throws {
    let options = display.textPlot()
    for sweep in sweeps {
      Swift.print("\(sweep.kernel) on \(sweep.board), predicted")
      let text = Self.table(sweep).rendered(width: options.width, charset: options.charset)
      Swift.print(text, terminator: "")
      for line in Self.marks(sweep) {
        Swift.print(Paragraph(options).lines(line, first: "  ", indent: 2), terminator: "")
      }
      Swift.print()
    }
    if let scene = PlotScene.speedups(sweeps.compactMap(Self.curve)) {
      let style = try display.style()
      Swift.print(TextPlot(style: style, options: options).render(scene), terminator: "")
      Swift.print()
    }
    let own =
      "Assumptions: operations, bytes, transfers and the host's time grow in proportion to the size; "
      + "the size is what crosses the host link in one call, or the bytes of device memory where "
      + "nothing does. `ferrule predict` without --sweep lists all others."
    Swift.print(Paragraph(options).lines(own, first: "", indent: 2), terminator: "")
  }

  private static func table(_ sweep: OffloadSweep) -> TextTable {
    let columns = [
      TextTable.Column("size", .right), TextTable.Column("bound"),
      TextTable.Column("kernel time", .right), TextTable.Column("transfer", .right),
      TextTable.Column("total", .right), TextTable.Column("host", .right),
      TextTable.Column("speed-up", .right), TextTable.Column("verdict"),
    ]
    func time(_ seconds: Double?) -> String { seconds.map { "\(TimeSpan($0))" } ?? "" }
    return TextTable(
      columns: columns,
      rows: sweep.points.map { point in
        let result = point.prediction
        return [
          size(point.bytes), result.bound, time(result.kernelSeconds),
          time(result.transferSeconds), time(result.totalSeconds), time(point.hostSeconds),
          result.speedup.map { "\(SIPrefix.significant($0, digits: 3))×" } ?? "",
          point.hostSeconds == nil ? "" : result.verdict.rawValue,
        ]
      })
  }

  private static func size(_ bytes: Double) -> String {
    Int(exactly: bytes.rounded()).map { "\(ByteCount(max(0, $0)))" }
      ?? SIPrefix.format(bytes, unit: "B")
  }

  /// Where the curve crosses 1 and half of the kernel's own acceleration.
  private static func marks(_ sweep: OffloadSweep) -> [String] {
    guard sweep.points.contains(where: { $0.hostSeconds != nil }) else {
      return ["No speed-up: the kernels file has no host_seconds; give them, or --host host.csv."]
    }
    let even =
      sweep.breakEvenBytes.map {
        "As fast as the host from \(SIPrefix.format($0, unit: "B")) a call on (g1)."
      } ?? "At no size as fast as the host (no g1)."
    let half =
      sweep.halfAccelerationBytes.map {
        "Half of the kernel's own acceleration from \(SIPrefix.format($0, unit: "B")) on (gA/2)."
      } ?? "Half of the kernel's own acceleration is reached at no size (no gA/2)."
    return [even, half]
  }

  private static func curve(_ sweep: OffloadSweep) -> SpeedupCurve? {
    let points = sweep.points.compactMap { point -> SpeedupCurve.Point? in
      guard let speedup = point.prediction.speedup else { return nil }
      let ends = [point.prediction.speedupLow, point.prediction.speedupHigh].compactMap(\.self)
        .sorted()
      return SpeedupCurve.Point(
        scale: point.bytes, speedup: speedup, interval: ends.count == 2 ? ends[0]...ends[1] : nil)
    }
    return SpeedupCurve(
      kernel: sweep.kernel, board: sweep.board, points: points, breakEven: sweep.breakEvenBytes,
      half: sweep.halfAccelerationBytes, unit: .bytes)
  }
}
