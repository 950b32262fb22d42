import Measurements
import Quantities
import TestSupport

/// Rows with every column known or not known at random.
struct MeasurementSamples {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func row(extraColumns: [String]) -> Measurement {
    var row = Measurement()
    fillTexts(&row)
    fillCounts(&row)
    row.clockTarget = number().map(Frequency.init)
    row.clock = number().map(Frequency.init)
    row.memoryClock = number().map(Frequency.init)
    row.power = number().map(Power.init)
    row.seconds = number()
    row.evidence = ResultEvidence.allCases.randomElement(using: &generator) ?? .measured
    row.timeSource = TimeSource.allCases.randomElement(using: &generator)
    row.resultCheck = ResultCheck.allCases.randomElement(using: &generator) ?? .failed
    row.status = RunStatus.allCases.randomElement(using: &generator) ?? .failed
    row.extraColumns = extraColumns.map {
      ExtraColumn(name: $0, value: CSVWriterTests.field(&generator))
    }
    return row
  }

  private mutating func fillTexts(_ row: inout Measurement) {
    let paths: [WritableKeyPath<Measurement, String>] = [
      \.runID, \.utc, \.board, \.runner, \.tool, \.kernel, \.operation, \.schedule, \.dialect,
      \.elementType, \.memory, \.pattern, \.message,
    ]
    for path in paths { row[keyPath: path] = CSVWriterTests.field(&generator) }
  }

  private mutating func fillCounts(_ row: inout Measurement) {
    let paths: [WritableKeyPath<Measurement, Int?>] = [
      \.lanes, \.chain, \.passes, \.computeUnits, \.initiationInterval, \.channels,
      \.strideBytes, \.accessBytes, \.workingSetBytes, \.portBits, \.burstBeats, \.outstanding,
      \.problemSize, \.bytesRead, \.bytesWritten, \.operations, \.repetition, \.cycles, \.lut,
      \.ff, \.dsp, \.bram, \.uram,
    ]
    for path in paths where Bool.random(using: &generator) {
      row[keyPath: path] = Int.random(in: 0...(Int.max >> 2), using: &generator)
    }
  }

  private mutating func number() -> Double? {
    guard Bool.random(using: &generator) else { return nil }
    return Double.random(in: 1e-9...1e9, using: &generator)
  }
}
