/// Which field of a record says what, in the order of the schema whatever that of the header is.
struct DigestPlan: Sendable {
  /// Derived columns.
  enum Rate: String {
    case intensity = "operations_per_byte"
    case throughput = "operations_per_second"
    case bandwidth = "bytes_per_second"
  }

  /// Where a number of a row is kept.
  enum Slot: String {
    case lanes, chain, passes, operations
    case computeUnits = "compute_units"
    case portBits = "port_bits"
    case clock = "clock_hz"
    case bytesRead = "bytes_read"
    case bytesWritten = "bytes_written"
  }

  /// Choices that a digest keeps.
  enum Verdict: String {
    case evidence, status
    case resultCheck = "result_check"
  }

  /// How a field is read.
  enum Reading {
    case schema
    case text
    case count(Slot?)
    case seconds
    case quantity(Slot?)
    /// The payload is the place of its words in `words`.
    case choice(Int, Verdict?)
    case derived(Rate)
  }

  struct Step: Sendable {
    /// Place of the field in the record.
    var index: Int
    /// Number of the column in the schema.
    var column: UInt64
    /// Whether repetitions of one design point have it in common.
    var isIdentifying: Bool
    var reading: Reading
  }

  private(set) var steps: [Step] = []
  /// The words of each column of choices.
  private(set) var words: [[[UInt8]]] = []
  /// Columns that the schema does not know: place in the record and name.
  private(set) var extras: [(index: Int, name: [UInt8])] = []
  private var indices: [String: Int] = [:]

  /// Binds a header whose names are known to be there at most once.
  init(header: [String]) {
    for (index, name) in header.enumerated() { indices[FieldText.trimmed(name)] = index }
    for (number, column) in MeasurementSchema.columns.enumerated() {
      guard let index = indices[column.name] else { continue }
      let isIdentifying = !MeasurementSchema.observedColumns.contains(column.name)
      // Text that identifies nothing needs no look: every text is a right one.
      if case .text = column.content, !isIdentifying { continue }
      guard let reading = reading(of: column) else { continue }
      steps.append(
        Step(
          index: index, column: UInt64(number), isIdentifying: isIdentifying, reading: reading))
    }
    let known = Set(MeasurementSchema.columnNames)
    for (index, name) in header.enumerated() where !known.contains(FieldText.trimmed(name)) {
      extras.append((index, Array(name.utf8)))
    }
  }

  /// The place of a column in the record; `nil` when the file does not have it.
  func index(of column: String) -> Int? { indices[column] }

  private mutating func reading(of column: MeasurementColumn) -> Reading? {
    switch column.content {
    case .schema: return .schema
    case .text: return .text
    case .count: return .count(Slot(rawValue: column.name))
    case .seconds: return .seconds
    case .quantity: return .quantity(Slot(rawValue: column.name))
    case .choice(let choices):
      words.append(choices.map { Array($0.utf8) })
      return .choice(words.count - 1, Verdict(rawValue: column.name))
    case .derived: return Rate(rawValue: column.name).map(Reading.derived)
    }
  }
}
