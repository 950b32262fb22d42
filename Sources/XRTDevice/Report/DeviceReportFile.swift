import Foundation

/// Writes the report, a line as soon as it is known: what a killed device process said stays.
struct DeviceReportFile: ~Copyable {
  private let file: UnsafeMutablePointer<FILE>?
  private let encoder: JSONEncoder

  /// Opens the file to append to it; without a path nothing is written.
  init(path: String?) {
    file = path.flatMap { fopen($0, "a") }
    encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Whoever reads the report waits until it is not locked any more.
    if let file { flock(fileno(file), LOCK_EX) }
  }

  deinit { if let file { fclose(file) } }

  /// Appends a record.
  func write(_ record: DeviceRecord) {
    guard let file, let data = try? encoder.encode(record) else { return }
    fputs(String(decoding: data, as: UTF8.self) + "\n", file)
    fflush(file)
  }
}

/// What a device process reported.
package struct DeviceReport: Equatable, Sendable {
  /// All records, in the order of the file.
  package var records: [DeviceRecord]

  /// Reads a report; lines that are no records, such as the half line of a killed process, are left out.
  package init(text: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    records = text.split(separator: "\n").compactMap {
      try? decoder.decode(DeviceRecord.self, from: Data($0.utf8))
    }
  }

  /// Whether a device process began a report and was gone before it ended it.
  ///
  /// - Parameter path: The file; a device process holds its lock as long as it lives.
  /// - Returns: `false` also where none began.
  package static func isAbandoned(path: String) -> Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0,
      let data = FileManager.default.contents(atPath: path), !data.isEmpty
    else { return false }
    let records = DeviceReport(text: String(decoding: data, as: UTF8.self)).records
    if case .end = records.last { return false }
    return true
  }

  /// Reads the report of a device process that may still be writing it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - seconds: How long to wait for the process to end.
  ///
  /// What is there by then is read; `nil` where there is no file.
  package init?(path: String, waiting seconds: Double) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    for _ in 0..<max(1, Int(seconds * 50)) {
      if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { break }
      usleep(20_000)
    }
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.init(text: String(decoding: data, as: UTF8.self))
  }
}
