package import Measurements

/// Writes what reports say as CSV while they are read, so that their size does not matter.
///
/// Rows of measurements and kernels do not go into one file: the first decides, and the others are
/// counted in ``refused``.
package struct ImportedCSV: ReportReceiver {
  /// Rows or kernels that were written.
  package private(set) var count = 0
  /// What did not fit the first: kernels between measurements, or the other way round.
  package private(set) var refused = 0
  /// What the user should know of: whole sentences.
  package private(set) var remarks: [String] = []
  /// The board of rows that do not name one.
  private let board: String
  /// Whether reports about one build become a row per kernel.
  private let mergesBuilds: Bool
  /// Rows about builds until the end, and the runs that tell their clocks.
  private var held: [Measurement] = []
  private let write: (String) -> Void
  private let writer = MeasurementCSVWriter(extraColumns: ReportColumns.names)
  private var isOfKernels: Bool?
  private var buffer = ""
  private var texts: [(template: RowTemplate, text: TemplateText)] = []

  /// Rows about builds that are put together, at most: a build has some tens of kernels.
  private static let mostHeld = 20_000
  /// The columns of a kernels file.
  private static let kernelHeader = ["name", "operations", "bytes", "note"]

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - board: The board of rows that do not name one; may be empty.
  ///   - mergesBuilds: Whether what is taken is of one build, of which the best source of each
  ///     figure counts; such rows come last.
  ///   - write: Takes text in pieces of some 100 kB, in order.
  package init(
    board: String = "", mergesBuilds: Bool = false, write: @escaping (String) -> Void
  ) {
    self.board = board
    self.mergesBuilds = mergesBuilds
    self.write = write
  }

  package mutating func take(_ row: Measurement) {
    if mergesBuilds, held.count < Self.mostHeld {
      let concern = BuildMerge.concerns(row)
      if concern.build || concern.run { held.append(row) }
      if concern.build { return }
    }
    add(row)
  }

  private mutating func add(_ row: Measurement) {
    guard begin(ofKernels: false) else { return }
    if row.board.isEmpty, !board.isEmpty {
      var named = row
      named.board = board
      append(writer.line(for: named))
    } else {
      append(writer.line(for: row))
    }
  }

  package mutating func take(_ template: RowTemplate, seconds: Double) {
    guard board.isEmpty, let text = text(of: template), begin(ofKernels: false) else {
      return take(template.row(seconds: seconds))
    }
    text.append(seconds: seconds, to: &buffer)
    countLine()
  }

  package mutating func take(_ template: RateTemplate, rate: Int, word: String) {
    guard board.isEmpty || !template.row.board.isEmpty, let text = template.text,
      template.suits(rate: rate, word: word), begin(ofKernels: false)
    else { return take(template.row(rate: rate, word: word)) }
    text.append(rate: rate, word: word, to: &buffer)
    countLine()
  }

  /// The text of a template, made once.
  private mutating func text(of template: RowTemplate) -> TemplateText? {
    if let known = texts.first(where: { $0.template === template }) { return known.text }
    guard let text = TemplateText(template.row, extraColumns: ReportColumns.names) else {
      return nil
    }
    if texts.count >= 32 { texts.removeFirst() }
    texts.append((template, text))
    return text
  }

  package mutating func take(_ workload: ImportedWorkload) {
    guard begin(ofKernels: true) else { return }
    append(
      CSVWriter.line([
        workload.name, String(workload.operations), String(workload.bytes), workload.note,
      ]))
  }

  package mutating func take(remark: String) { remarks.append(remark) }

  /// Puts together what is known of builds and hands over what is left.
  package mutating func finish() {
    let merged = BuildMerge.rows(held)
    held = []
    for row in merged.rows { add(row) }
    remarks += merged.remarks
    flush()
  }

  private mutating func flush() {
    write(buffer)
    buffer = ""
  }

  private mutating func begin(ofKernels: Bool) -> Bool {
    if isOfKernels == nil {
      isOfKernels = ofKernels
      buffer += ofKernels ? CSVWriter.line(Self.kernelHeader) : writer.headerLine
    }
    guard isOfKernels == ofKernels else {
      refused += 1
      return false
    }
    return true
  }

  private mutating func append(_ line: String) {
    buffer += line
    countLine()
  }

  private mutating func countLine() {
    count += 1
    guard buffer.utf8.count > 100_000 else { return }
    flush()
  }
}
