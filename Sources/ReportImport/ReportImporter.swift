package import Measurements

/// Reads one kind of file that another program wrote.
///
/// An importer recognises its files from what is in them, never from their names, and never traps:
/// whatever the bytes are, it gives rows or throws.
package protocol ReportImporter: Sendable {
  /// The word by which users force this importer, e.g. `csynth-xml`; unique.
  var kind: String { get }

  /// Whether a file is of this kind.
  ///
  /// - Parameter head: The beginning of the file.
  /// - Returns: True when it carries the marks of the kind.
  func recognises(_ head: ReportHead) -> Bool

  /// Reads a file and hands over what it says.
  ///
  /// - Parameters:
  ///   - file: The file; it may be of another kind when the user forces this one.
  ///   - receiver: Takes rows, kernels and remarks as they are found.
  /// - Throws: ``ImportError`` with every mistake; what was handed over before is then to be dropped.
  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError)
}

/// What takes the contents of a report.
package protocol ReportReceiver {
  /// Takes a run, or what a build says about a kernel.
  mutating func take(_ row: Measurement)
  /// Takes a run that others are like but for their times.
  mutating func take(_ template: RowTemplate, seconds: Double)
  /// Takes a rate that others are like but for its value and a word of its message.
  mutating func take(_ template: RateTemplate, rate: Int, word: String)
  /// Takes a kernel that a report describes without having run it.
  mutating func take(_ workload: ImportedWorkload)
  /// Takes what the user should know of: a whole sentence.
  mutating func take(remark: String)
}

/// A kernel as a report describes it: work and traffic of one call.
package struct ImportedWorkload: Hashable, Sendable {
  /// The kernel's name.
  package var name: String
  /// Arithmetic operations of a call, a multiply-accumulate being two.
  package var operations: Int
  /// Bytes that a call moves at least: every operand once.
  package var bytes: Int
  /// Where the figures come from.
  package var note: String

  /// Creates a kernel.
  package init(name: String, operations: Int, bytes: Int, note: String) {
    self.name = name
    self.operations = operations
    self.bytes = bytes
    self.note = note
  }
}

/// What a report says, in memory.
package struct ImportedReport: ReportReceiver, Sendable {
  /// The rows in the order of the file.
  package var rows: [Measurement] = []
  /// The kernels in the order of the file.
  package var workloads: [ImportedWorkload] = []
  /// What the user should know of: whole sentences.
  package var remarks: [String] = []

  /// Creates an empty report.
  package init() {}

  package mutating func take(_ row: Measurement) { rows.append(row) }
  package mutating func take(_ template: RowTemplate, seconds: Double) {
    rows.append(template.row(seconds: seconds))
  }
  package mutating func take(_ template: RateTemplate, rate: Int, word: String) {
    rows.append(template.row(rate: rate, word: word))
  }
  package mutating func take(_ workload: ImportedWorkload) { workloads.append(workload) }
  package mutating func take(remark: String) { remarks.append(remark) }
}
