import Foundation
import Measurements
import RooflineModel

extension RunTable {
  /// Adds a design point with its first repetition.
  mutating func append(_ record: RunRecord, key: MeasurementKey, family: UInt32) {
    var record = record
    record.rate = 1 / record.firstSeconds
    let isPoint = record.operations > 0 && record.bytesMoved > 0
    let intensity =
      isPoint ? log10(Double(record.operations) / Double(record.bytesMoved)) : Double.nan
    logIntensity.append(Float(intensity))
    logThroughput.append(Self.logThroughput(of: record))
    familyIDs.append(family)
    records.append(record)
    keys.append(key)
  }

  /// Adds a repetition.
  ///
  /// - Returns: Whether the design point has to be brought up to date: it was so until now.
  mutating func append(_ seconds: Double, to index: Int) -> Bool {
    var record = records[index]
    samples.append(RunSample(seconds: seconds, previous: record.lastSample))
    record.lastSample = UInt32(clamping: samples.count)
    record.repetitions &+= 1
    let wasFresh = !record.isStale
    record.isStale = true
    records[index] = record
    return wasFresh
  }

  /// Computes the median of a design point anew.
  mutating func bringUpToDate(_ index: Int) {
    let seconds = seconds(of: index)
    let middle = seconds.count / 2
    let upper = 1 / seconds[middle]
    var record = records[index]
    record.rate = seconds.count % 2 == 1 ? upper : upper / 2 + 1 / seconds[middle - 1] / 2
    record.isStale = false
    records[index] = record
    logThroughput[index] = Self.logThroughput(of: record)
  }

  private static func logThroughput(of record: RunRecord) -> Float {
    guard record.operations > 0 else { return .nan }
    let rate = log10(Double(record.operations) * record.rate)
    return rate.isFinite ? Float(rate) : .nan
  }
}
