import Measurements
import Quantities
import TestSupport

/// Rows of several boards and kernels with repetitions in any order, some of which do not count.
struct RandomRows {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Shuffled rows of so many design points.
  mutating func rows(points: Int) -> [Measurement] {
    var rows: [Measurement] = []
    for _ in 0..<points {
      let point = designPoint()
      // Few different times, so that ceilings are shared by several design points.
      let base = pick([0.001, 0.002, 0.25])
      let count = Int.random(in: 1...5, using: &generator)
      for repetition in 0..<count {
        rows.append(observed(point, repetition, base))
      }
    }
    rows.shuffle(using: &generator)
    return rows
  }

  /// Such rows as a file.
  mutating func csv(points: Int) -> String { MeasurementTable(rows: rows(points: points)).csv }

  /// The bytes with some changed, and cut at some place.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] = pick([0x22, 0x2C, 0x0A, 0x0D, 0x30, 0x39, 0x65, 0x2D, 0xC3, 0])
    }
    return Array(bytes.prefix(Int.random(in: 0...2 * bytes.count, using: &generator)))
  }

  private mutating func designPoint() -> Measurement {
    var row = Measurement()
    row.board = pick(["u280", "u250", "new board"])
    row.evidence = pick([.measured, .measured, .modelled, .emulated])
    row.kernel = pick(["roofline", "roofline", "memory-probe", "stream", "host-link", "gemm"])
    row.operation = pick(["fma", "add", "copy", "triad", "host-to-device", "launch"])
    row.elementType = pick(["f32", "f64", ""])
    row.memory = pick(["hbm", "ddr", "uram", ""])
    row.lanes = pick([nil, 4, 16])
    row.chain = pick([nil, 1, 32])
    row.passes = pick([nil, 1, 4])
    row.computeUnits = pick([nil, 1, 32])
    row.portBits = pick([nil, 512])
    row.clock = pick([nil, .megahertz(300), Frequency(233_333_333.333)])
    row.bytesRead = pick([nil, 0, 64, 1_000_000])
    row.bytesWritten = pick([nil, 128, 4_000_000])
    row.operations = pick([nil, 0, 1_000_000, 5_000_000])
    row.problemSize = pick([nil, 1 << 20])
    return row
  }

  private mutating func observed(
    _ point: Measurement, _ repetition: Int, _ base: Double
  ) -> Measurement {
    var row = point
    row.repetition = repetition
    row.runID = "run, \"\(repetition)\"\nagain"
    row.utc = "2026-01-01T00:00:0\(repetition)Z"
    row.seconds =
      Bool.random(using: &generator)
      ? base : base * Double.random(in: 1...1.1, using: &generator)
    row.cycles = pick([nil, 12_345])
    row.power = pick([nil, Power(75.5)])
    row.resultCheck = pick([.passed, .passed, .notChecked, .failed])
    row.status = pick([.ok, .ok, .ok, .ok, .failed, .skipped])
    if row.status != .ok { row.seconds = pick([nil, base]) }
    row.message = pick(["", "a \"word\",\nand more"])
    return row
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }
}
