/// What has to be known of a row to group it and to judge its rates, read without making the row.
///
/// Numbers are in the units of their columns (bytes, bits, seconds, hertz).
package struct MeasurementDigest: Sendable {
  /// What the row has in common with the other repetitions of its design point.
  package internal(set) var key = MeasurementKey(high: 0, low: 0)
  /// How the row came about.
  package internal(set) var evidence = ResultEvidence.modelled
  /// Whether the row holds a result.
  package internal(set) var status = RunStatus.ok
  /// Whether the values were right.
  package internal(set) var resultCheck = ResultCheck.notChecked
  /// Time of the repetition, 0 or above.
  package internal(set) var seconds: Double?
  /// Elements per beat.
  package internal(set) var lanes: Int?
  /// Operators in a row per lane.
  package internal(set) var chain: Int?
  /// Times a tile is recomputed on chip.
  package internal(set) var passes: Int?
  /// Copies of the kernel.
  package internal(set) var computeUnits: Int?
  /// Width of a kernel port.
  package internal(set) var portBits: Int?
  /// Kernel clock that the run had, above 0.
  package internal(set) var clock: Double?
  /// Bytes read from the memory.
  package internal(set) var bytesRead: Int?
  /// Bytes written to the memory.
  package internal(set) var bytesWritten: Int?
  /// Arithmetic operations.
  package internal(set) var operations: Int?

  /// Whether the evidence column is there and not empty.
  var hasEvidence = false
  /// Whether something stands there that only the parser can judge: a mistake, or a derived value
  /// that is not plainly right.
  var needsVerdict = false

  /// Bytes read and written together; see `Measurement.bytesMoved`.
  package var bytesMoved: Int? {
    guard bytesRead != nil || bytesWritten != nil else { return nil }
    let (sum, overflow) = (bytesRead ?? 0).addingReportingOverflow(bytesWritten ?? 0)
    return overflow ? nil : sum
  }

  /// A derived column's value, where it is known.
  func value(of rate: DigestPlan.Rate) -> Double? {
    switch rate {
    case .intensity: ratio(operations, bytesMoved.map(Double.init))
    case .throughput: ratio(operations, seconds)
    case .bandwidth: ratio(bytesMoved, seconds)
    }
  }

  private func ratio(_ amount: Int?, _ divisor: Double?) -> Double? {
    guard let amount, let divisor, divisor > 0 else { return nil }
    return Double(amount) / divisor
  }
}
