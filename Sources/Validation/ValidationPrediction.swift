import KernelIR
import Quantities
import Runners
import Specs

/// The predicted value of a quantity, from the time of a run and the work of its program.
struct ValidationPrediction {
  let design: ValidationDesign
  /// Time of the run.
  let seconds: Double
  /// For latencies: the time of a run with the first half of the accesses.
  var halfSeconds: Double?

  /// The value in the base unit.
  ///
  /// - Throws: ``ValidationRefusal`` when the run does nothing of the kind that was measured.
  func value(of quantity: ValidationQuantity) throws(ValidationRefusal) -> Double {
    guard seconds > 0, seconds.isFinite else {
      throw .failed("the model gives a time of \(seconds) s")
    }
    switch quantity {
    case .seconds: return seconds
    case .bytesPerSecond: return try rate(bytes, "moves no bytes")
    case .operationsPerSecond: return try rate(work.operations, "has no arithmetic that counts")
    case .readLatencySeconds: return try latency()
    }
  }

  /// What one more access takes, so without the start and the end of the run, less the cycle in
  /// which an address that has just arrived is asked for: latencies are counted from a request to
  /// its data.
  private func latency() throws(ValidationRefusal) -> Double {
    let accesses = design.job.run.beats
    guard let halfSeconds, accesses > 1, seconds > halfSeconds else {
      throw .failed("a latency needs a run of two accesses or more")
    }
    let each = (seconds - halfSeconds) / Double(accesses - accesses / 2)
    return each - 1 / design.job.design.clock.value
  }

  private func rate(_ perUnit: Int, _ lack: String) throws(ValidationRefusal) -> Double {
    guard !work.hasOverflow else { throw .failed("the work of the run leaves 64 bits") }
    guard perUnit > 0 else { throw .unsupported("\(design.job.kernel.name) \(lack)") }
    return Double(perUnit) * Double(design.job.design.computeUnits) / seconds
  }

  private var work: WorkCount {
    WorkCount(
      design.program, of: design.job.kernel, design: design.job.design, run: design.job.run)
  }

  /// Of one compute unit: off-chip traffic, or what is read from and written to its banks.
  private var bytes: Int {
    if design.job.kernel.structure == .onChip {
      return (work.bytesFetched["bank"] ?? 0) + (work.bytesKept["bank"] ?? 0)
    }
    return work.bytesRead.values.reduce(0, +) + work.bytesWritten.values.reduce(0, +)
  }
}
