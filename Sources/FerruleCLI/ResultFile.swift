import Foundation
import Measurements
import struct Measurements.Measurement
import Runners

/// The CSV that a run writes: valid after every row, so that an interrupted run loses nothing.
final class ResultFile {
  private let path: String
  private let handle: FileHandle
  private let writer: MeasurementCSVWriter
  /// Rows that were there before, with `--resume`.
  let existing: [Measurement]
  /// Rows in the file.
  private(set) var count: Int

  /// Opens the file.
  ///
  /// Without `--resume` an existing file is replaced only when all it holds are modelled rows,
  /// which can be made again; anything else is refused.
  ///
  /// - Throws: ``CommandFailure`` when it must not be replaced or cannot be written.
  init(_ path: String, resumes: Bool) throws {
    self.path = path
    if path == "-" {
      existing = []
      handle = .standardOutput
    } else {
      let found = try Self.rows(in: path)
      try Self.refuseLoss(of: found, path, resumes: resumes)
      existing = resumes ? found ?? [] : []
      handle = try Self.open(path)
    }
    writer = MeasurementCSVWriter(for: existing)
    count = existing.count
    let text = existing.reduce(into: writer.headerLine) { $0 += writer.line(for: $1) }
    try Self.write(text, to: handle, path)
  }

  /// Whether the file already held every repetition of a job.
  func holds(_ job: RunJob) -> Bool {
    let wanted = RowIdentity(job)
    let found = existing.filter { $0.status == .ok && RowIdentity($0) == wanted }
    return found.count >= max(1, job.repetitions)
  }

  /// Appends rows; they are in the file when this returns.
  func append(_ rows: [Measurement]) throws {
    try Self.write(rows.map { writer.line(for: $0) }.joined(), to: handle, path)
    count += rows.count
  }

  /// The rows of an existing file; `nil` when there is none.
  private static func rows(in path: String) throws -> [Measurement]? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try InputFile.measurements(path).rows
  }

  private static func refuseLoss(of rows: [Measurement]?, _ path: String, resumes: Bool) throws {
    let measured = rows?.filter { $0.evidence != .modelled }.count ?? 0
    guard !resumes, measured > 0 else { return }
    throw CommandFailure.usage(
      "\(path) holds \(measured) rows that were not modelled and would be lost; "
        + "add to it with --resume, name another file with -o, or remove it")
  }

  private static func open(_ path: String) throws -> FileHandle {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else {
      throw CommandFailure(
        "cannot write \(path): \(String(cString: strerror(errno))); name another file with -o",
        .failed)
    }
    return handle
  }

  private static func write(_ text: String, to handle: FileHandle, _ path: String) throws {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      throw CommandFailure("writing \(path) failed: \(error.localizedDescription)", .failed)
    }
  }
}
