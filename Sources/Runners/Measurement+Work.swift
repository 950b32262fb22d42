package import KernelIR
package import Measurements
import Specs

extension Measurement {
  /// Fills in what all units of a job move and compute; counts that leave 64 bits stay unknown.
  package mutating func count(_ work: WorkCount, of job: KernelJob) {
    let units = job.design.computeUnits
    guard !work.hasOverflow else { return }
    if job.kernel.structure == .onChip {
      bytesRead = Self.total(work.bytesFetched["bank"] ?? 0, units)
      bytesWritten = Self.total(work.bytesKept["bank"] ?? 0, units)
      return
    }
    bytesRead = Self.total(work.bytesRead.values.reduce(0, +), units)
    bytesWritten = Self.total(work.bytesWritten.values.reduce(0, +), units)
    if ![.memoryProbe, .pointerChase].contains(job.kernel.structure) {
      operations = Self.total(work.operations, units)
    }
  }

  /// `nil`, an empty field, when the product leaves 64 bits.
  private static func total(_ count: Int, _ units: Int) -> Int? {
    let (product, overflow) = count.multipliedReportingOverflow(by: units)
    return overflow ? nil : product
  }
}
