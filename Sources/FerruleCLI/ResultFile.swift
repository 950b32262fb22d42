import Foundation
import HostRunner
import Measurements
import struct Measurements.Measurement
import Runners

/// The CSV that a run writes: valid after every row, so that an interrupted run loses nothing.
final class ResultFile {
  private let path: String
  private var handle: FileHandle
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
      handle = try Self.open(path, truncates: existing.isEmpty)
    }
    writer = MeasurementCSVWriter(for: existing)
    count = existing.count
    let text = existing.reduce(into: writer.headerLine) { $0 += writer.line(for: $1) }
    if existing.isEmpty {
      try Self.write(text, to: handle, path)
    } else {
      // All or nothing: rows that took hours to measure must survive an end at any moment.
      try OutputFile.write(text, to: path)
      handle = try Self.open(path, truncates: false)
      _ = try? handle.seekToEnd()
    }
  }

  /// Whether the file already held every repetition of a job.
  func holds(_ job: RunJob) -> Bool {
    let wanted = RowIdentity(job)
    let found = existing.filter { $0.status == .ok && RowIdentity($0) == wanted }
    return found.count >= max(1, job.repetitions)
  }

  /// Whether the file already held every repetition of a point of this machine, whose memory may have
  /// been named after it had been measured.
  func holds(_ point: HostPoint, repetitions: Int) -> Bool {
    let wanted = RowIdentity(point.row, namesMemory: false)
    let found = existing.filter {
      $0.status == .ok && RowIdentity($0, namesMemory: false) == wanted
    }
    return found.count >= repetitions
  }

  /// Appends rows; they are in the file when this returns.
  func append(_ rows: [Measurement]) throws {
    try Self.write(rows.map { writer.line(for: $0) }.joined(), to: handle, path)
    count += rows.count
  }

  /// The rows of an existing file; `nil` when there is none.
  private static func rows(in path: String) throws -> [Measurement]? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    // A device such as /dev/null holds nothing, nor does a file that was only created.
    guard let attributes, attributes[.type] as? FileAttributeType == .typeRegular,
      attributes[.size] as? Int != 0
    else { return nil }
    return try InputFile.measurements(path).rows
  }

  private static func refuseLoss(of rows: [Measurement]?, _ path: String, resumes: Bool) throws {
    // A model and an emulation give the same rows again; a board may not.
    let measured = rows?.filter { $0.evidence == .measured }.count ?? 0
    guard !resumes, measured > 0 else { return }
    throw CommandFailure.usage(
      "\(path) holds \(measured) measured rows that would be lost; "
        + "add to it with --resume, name another file with -o, or remove it")
  }

  private static func open(_ path: String, truncates: Bool) throws -> FileHandle {
    let descriptor = Foundation.open(
      path, O_WRONLY | O_CREAT | O_CLOEXEC | (truncates ? O_TRUNC : 0), 0o644)
    guard descriptor >= 0 else {
      throw CommandFailure(
        "cannot write \(path): \(String(cString: strerror(errno))); name another file with -o",
        .failed)
    }
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private static func write(_ text: String, to handle: FileHandle, _ path: String) throws {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      let name = path == "-" ? "stdout" : path
      throw CommandFailure("cannot write \(name): \(OutputFile.reason(error))", .failed)
    }
  }
}
