import Measurements
import struct Measurements.Measurement

/// Rows of results that other benchmarks print.
enum RatedRow {
  /// A row of measured results with what all importers fill in alike.
  static func base(_ kind: String, _ file: ReportFile, tool: String, runner: String) -> Measurement
  {
    var row = Measurement()
    row.runner = runner
    row.tool = tool
    row.evidence = .measured
    row.extraColumns = ReportColumns.columns(kind, file)
    return row
  }

  /// What messages of rows say that hold the work of one second.
  static let rateNote = "only a rate is known: the work is that of 1 s"

  /// Turns a row that is to say a rate into the work of one second, which the CSV can hold.
  ///
  /// - Parameters:
  ///   - bytes: Bytes per second.
  ///   - operations: Operations per second.
  ///   - row: The row.
  /// - Returns: False when the numbers are too large for counts.
  static func setRate(
    bytes: Double? = nil, operations: Double? = nil, of row: inout Measurement
  ) -> Bool {
    row.seconds = 1
    row.message = row.message.isEmpty ? rateNote : "\(row.message); \(rateNote)"
    if let bytes {
      row.bytesRead = bytes.wholeNumber
      guard row.bytesRead != nil else { return false }
    }
    if let operations {
      row.operations = operations.wholeNumber
      guard row.operations != nil else { return false }
    }
    return true
  }

  /// Says that a number is too large for a count.
  static func overflow(_ line: Int?, _ place: String, _ value: Double) -> TableProblem {
    TableProblem(
      line: line, column: place, found: CSVWriter.number(value),
      expected: "at most 9.2e18 a second",
      advice: "Check that the file was not changed after the tool wrote it.")
  }
}

/// The operations of STREAM (McCalpin) and what they move and compute per element.
enum StreamOperation: String, CaseIterable {
  case copy, scale, mul, add, triad, dot, nstream, read, write, init_ = "init"

  /// The word without capitals and colon; `nil` for other words.
  init?(word: some StringProtocol) {
    self.init(rawValue: word.lowercased().filter { $0.isLetter })
  }

  /// Arrays read and written once per element.
  var arrays: (read: Int, written: Int) {
    switch self {
    case .copy, .scale, .mul: (1, 1)
    case .add, .triad: (2, 1)
    case .dot: (2, 0)
    case .nstream: (3, 1)
    case .read: (1, 0)
    case .write: (0, 1)
    case .init_: (0, 3)
    }
  }

  /// Arithmetic operations per element.
  var operations: Int {
    switch self {
    case .copy, .read, .write, .init_: 0
    case .scale, .mul, .add: 1
    case .triad, .dot: 2
    case .nstream: 3
    }
  }

  /// The name that results use: `mul` of BabelStream is `scale`.
  var name: String { self == .mul ? "scale" : rawValue }

  /// Splits the bytes that a run moved.
  func split(_ bytes: Double, into row: inout Measurement) {
    let total = Double(arrays.read + arrays.written)
    row.bytesRead = arrays.read == 0 ? nil : (bytes * Double(arrays.read) / total).wholeNumber
    row.bytesWritten =
      arrays.written == 0 ? nil : (bytes * Double(arrays.written) / total).wholeNumber
  }
}
