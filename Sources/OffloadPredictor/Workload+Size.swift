extension Workload {
  /// The same kernel called with a size `factor` times as large: everything of a call grows in
  /// proportion, the times that were given too.
  package func scaled(by factor: Double) -> Workload {
    var scaled = self
    scaled.operations = operations.map { $0 * factor }
    scaled.bytes = bytes.map { $0 * factor }
    scaled.seconds = seconds.map { $0 * factor }
    scaled.hostSeconds = hostSeconds.map { $0 * factor }
    scaled.hostInterval = hostInterval.map { $0.lowerBound * factor...$0.upperBound * factor }
    scaled.bytesIn = bytesIn.map { $0 * factor }
    scaled.bytesOut = bytesOut.map { $0 * factor }
    return scaled
  }

  /// The size of one call in bytes, LogCA's granularity: what crosses the host link both ways, or
  /// where nothing crosses it the bytes of device memory; `nil` when neither is known or above 0.
  package var callBytes: Double? {
    let link = (bytesIn ?? 0) + (bytesOut ?? 0)
    let size = link > 0 ? link : bytes ?? 0
    return size > 0 && size.isFinite ? size : nil
  }
}
