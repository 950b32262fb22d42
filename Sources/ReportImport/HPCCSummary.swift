import Measurements
import struct Measurements.Measurement

/// The tables of `FFT` and `PTRANS` of HPCC FPGA: averages and best values side by side or one
/// below the other. (FFT/README.md and PTRANS/README.md of HPCC FPGA 2.6; versions from 1.0 print
/// no units, and PTRANS then OP/s.)
struct HPCCSummary {
  private enum Shape {
    /// Rows `Time in s:` and `GFLOPS:`, the best value last.
    case fourier
    /// Rows `avg:` and `best:` with values in this order.
    case transposition([Column])
  }

  private enum Column { case seconds, operations, gigaOperations, gigabytes, other }

  private let shape: Shape
  private var seconds: Double?

  /// Reads a header; `nil` for other lines.
  init?(_ text: Substring) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace)
    if words == ["avg", "best"] {
      shape = .fourier
    } else if words == ["trans", "calc", "calc", "flops", "total", "flops"] {
      shape = .transposition([.other, .seconds, .operations, .other])
    } else if words.starts(with: ["total", "time", "transfer", "time", "calc", "time"]) {
      shape = .transposition([.other, .other, .seconds, .gigaOperations, .gigabytes, .other])
    } else {
      return nil
    }
  }

  /// Takes a line below the header.
  ///
  /// - Returns: Whether it belongs to the table, and the row that it completes.
  mutating func take(
    _ text: Substring, _ line: Int, _ base: Measurement, _ fields: inout FieldReader
  ) -> (belongs: Bool, row: Measurement?) {
    guard let colon = text.firstIndex(of: ":") else { return (false, nil) }
    let name = text[..<colon].lowercased()
    let values = text[text.index(after: colon)...].split(whereSeparator: \.isWhitespace)
      .filter { Double($0) != nil }
    switch shape {
    case .fourier: return fourier(name, values, line, base, &fields)
    case .transposition(let columns):
      guard name == "avg" || name == "best", values.count >= columns.count else {
        return (false, nil)
      }
      guard name == "best" else { return (true, nil) }
      return (true, transposition(columns, values, line, base, &fields))
    }
  }

  private mutating func fourier(
    _ name: String, _ values: [Substring], _ line: Int, _ base: Measurement,
    _ fields: inout FieldReader
  ) -> (belongs: Bool, row: Measurement?) {
    guard values.count == 2 else { return (false, nil) }
    if name == "time in s" {
      seconds = fields.positive(values[1], line, "best time")
      return (true, nil)
    }
    guard name == "gflops", let seconds, let rate = fields.positive(values[1], line, "best GFLOPS")
    else { return (false, nil) }
    var row = base
    (row.kernel, row.operation, row.elementType) = ("fft", "fft", "")
    row.seconds = seconds
    row.operations = (rate * 1e9 * seconds).wholeNumber
    row.message = "best transform of a batch"
    return complete(row, line, rate, &fields)
  }

  private func transposition(
    _ columns: [Column], _ values: [Substring], _ line: Int, _ base: Measurement,
    _ fields: inout FieldReader
  ) -> Measurement? {
    var row = base
    (row.kernel, row.operation) = ("ptrans", "ptrans")
    row.message = "best calculation"
    var rates: [Column: Double] = [:]
    for (column, value) in zip(columns, values) where column != .other {
      rates[column] = fields.positive(value, line, "best")
    }
    guard let seconds = rates[.seconds],
      let rate = rates[.operations] ?? rates[.gigaOperations].map({ $0 * 1e9 })
    else { return nil }
    row.seconds = seconds
    row.operations = (rate * seconds).wholeNumber
    if let gigabytes = rates[.gigabytes] {
      Self.split(gigabytes * 1e9 * seconds, into: &row)
    }
    return complete(row, line, rate, &fields).row
  }

  /// Two arrays in, their sum out (HPCC FPGA counts three).
  static func split(_ bytes: Double, into row: inout Measurement) {
    row.bytesRead = (bytes * 2 / 3).wholeNumber
    row.bytesWritten = (bytes / 3).wholeNumber
  }

  private func complete(
    _ row: Measurement, _ line: Int, _ rate: Double, _ fields: inout FieldReader
  ) -> (belongs: Bool, row: Measurement?) {
    guard row.operations != nil else {
      fields.note(RatedRow.overflow(line, "rate", rate))
      return (true, nil)
    }
    return (true, row)
  }
}
