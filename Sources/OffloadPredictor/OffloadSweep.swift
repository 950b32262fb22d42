import Measurements
import RooflineModel

/// What offloading a kernel to a board brings over the size of its calls.
package struct OffloadSweep: Sendable {
  /// One size.
  package struct Point: Sendable {
    /// Bytes of one call.
    package var bytes: Double
    /// The prediction for a call of that size.
    package var prediction: OffloadPrediction
    /// Host time of all calls in seconds; `nil` when not known.
    package var hostSeconds: Double?
  }

  /// The kernel.
  package var kernel: String
  /// The board.
  package var board: String
  /// Bytes of one call as the kernels file has it.
  package var callBytes: Double
  /// By ascending size.
  package var points: [Point]
  /// Bytes of a call from which on the board is as fast as the host, LogCA's g₁; `nil` is never or not
  /// known.
  package var breakEvenBytes: Double?
  /// Bytes of a call from which on half of the kernel's own acceleration is reached, LogCA's g_A/2;
  /// `nil` is never or not known.
  package var halfAccelerationBytes: Double?
}

extension OffloadModel {
  /// Predictions over sizes; everything of a call grows in proportion to its size.
  ///
  /// - Returns: `nil` when the kernel's calls have no size in bytes.
  package func sweep(_ workload: Workload, over sizes: SizeSweep) -> OffloadSweep? {
    guard let bytes = workload.callBytes else { return nil }
    let own = prediction(for: workload)
    let points = sizes.sizes.map { size in
      let scaled = workload.scaled(by: size / bytes)
      return OffloadSweep.Point(
        bytes: size, prediction: prediction(for: scaled, isBrief: true),
        hostSeconds: scaled.hostSeconds.map { $0 * Double(workload.calls) })
    }
    return OffloadSweep(
      kernel: workload.name, board: roofline.board, callBytes: bytes, points: points,
      breakEvenBytes: own.breakEvenScale.map { $0 * bytes },
      halfAccelerationBytes: own.halfAccelerationScale.map { $0 * bytes })
  }
}

extension OffloadSweep {
  /// Column names of the CSV.
  package static let header = [
    "name", "board", "size_bytes", "scale", "bound", "kernel_seconds", "transfer_seconds",
    "launch_seconds", "total_seconds", "host_seconds", "speedup", "speedup_low", "speedup_high",
    "verdict", "break_even_bytes", "half_acceleration_bytes",
  ]

  /// One row per size; empty is not known.
  package var rows: [[String]] {
    points.map { point in
      let result = point.prediction
      let times = [
        result.kernelSeconds, result.transferSeconds, result.launchSeconds, result.totalSeconds,
        point.hostSeconds, result.speedup, result.speedupLow, result.speedupHigh,
      ]
      return [
        kernel, board, CSVWriter.number(point.bytes), CSVWriter.number(point.bytes / callBytes),
        result.bound,
      ] + times.map(Self.text) + [result.verdict.rawValue]
        + [breakEvenBytes, halfAccelerationBytes].map(Self.text)
    }
  }

  private static func text(_ value: Double?) -> String { value.map(CSVWriter.number) ?? "" }
}
