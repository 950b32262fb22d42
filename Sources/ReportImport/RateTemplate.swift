package import Measurements

/// What rates that were measured alike have in common: rows of one second's work that differ in
/// their rate and in a word of their message.
///
/// Files of millions of them are read and written many times faster when the rest is looked at
/// once; two templates are the same when they are the same object.
package final class RateTemplate: Sendable {
  /// What the rate is of.
  package enum Work: Sendable {
    /// Bytes that are read.
    case bytes
    /// Arithmetic operations.
    case operations
  }

  /// The row without its rate; its message ends where the word goes.
  package let row: Measurement
  /// What the rate is of.
  package let work: Work
  /// What the message says behind the word.
  package let ending: String
  let text: RateText?

  /// Creates a template.
  init(_ row: Measurement, work: Work, ending: String, extraColumns: [String]) {
    var base = row
    base.seconds = 1
    self.row = base
    self.work = work
    self.ending = ending
    text = RateText(base, work: work, ending: ending, extraColumns: extraColumns)
  }

  /// The row of a rate.
  ///
  /// - Parameters:
  ///   - rate: Bytes or operations in a second.
  ///   - word: The word in the message.
  /// - Returns: The row with both.
  package func row(rate: Int, word: String) -> Measurement {
    var row = row
    row.message += word + ending
    switch work {
    case .bytes: row.bytesRead = rate
    case .operations: row.operations = rate
    }
    return row
  }
}

/// The text of a template's rows: what stands around the rate, which is there twice, and the word.
struct RateText {
  /// Larger rates are printed with an exponent where they are derived.
  static let largest = 1_000_000_000_000_000

  private let pieces: [String]

  /// Writes the columns that do not depend on the rate; `nil` when foreign text looks like a mark.
  init?(
    _ row: Measurement, work: RateTemplate.Work, ending: String, extraColumns: [String]
  ) {
    let mark = "\u{1}"
    let names = MeasurementSchema.columnNames
    var row = row
    row.message += mark + ending
    let extras = extraColumns.map { name in
      row.extraColumns.first { $0.name == name }?.value ?? ""
    }
    var texts = MeasurementSchema.columns.map { $0.text(row) } + extras
    let isBytes = work == .bytes
    for name in isBytes
      ? ["bytes_read", "bytes_per_second"] : ["operations", "operations_per_second"]
    {
      guard let index = names.firstIndex(of: name) else { return nil }
      texts[index] = mark
    }
    pieces = CSVWriter.line(texts).split(separator: mark, omittingEmptySubsequences: false)
      .map { String($0) }
    guard pieces.count == 4 else { return nil }
  }

  /// Appends the line of a rate.
  func append(rate: Int, word: String, to text: inout String) {
    let number = String(rate)
    text += pieces[0]
    text += number
    text += pieces[1]
    text += number
    text += pieces[2]
    text += word
    text += pieces[3]
  }
}

extension RateTemplate {
  /// Whether a line with these can be put together from the template's text.
  func suits(rate: Int, word: String) -> Bool {
    text != nil && rate > 0 && rate < RateText.largest
      && !word.utf8.contains { $0 == 0x22 || $0 < 0x20 }
  }
}
