import Foundation
import Measurements

/// A file to import: its beginning is at hand, the rest is read when an importer asks for it.
package struct ReportFile: Sendable {
  /// Where the bytes are.
  private enum Source {
    case path(String)
    case memory([UInt8])
  }

  /// Bytes of a report that is read as a whole; those of the tools have at most a few million.
  static let wholeLimit = 64 << 20

  /// The file as the user named it.
  package let name: String
  /// Its beginning.
  package let head: ReportHead
  private let source: Source

  /// Opens a file.
  ///
  /// - Parameter path: Where it is.
  /// - Throws: ``ImportError`` when it cannot be read.
  package init(path: String) throws(ImportError) {
    name = path
    source = .path(path)
    var pieces = try ReportPieces(path: path)
    head = ReportHead(try pieces.next(atMost: ReportHead.length) ?? [])
  }

  /// A file that is in memory.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    source = .memory(bytes)
    head = ReportHead(Array(bytes.prefix(ReportHead.length)))
  }

  /// The last part of the name, for remarks in rows.
  package var shortName: String { String(name.split(separator: "/").last ?? "") }

  /// Where it is on disk; `nil` when it is in memory.
  package var path: String? {
    if case .path(let path) = source { path } else { nil }
  }

  /// The bytes in pieces.
  ///
  /// - Throws: ``ImportError`` when the file cannot be read.
  func pieces() throws(ImportError) -> ReportPieces {
    switch source {
    case .path(let path): try ReportPieces(path: path)
    case .memory(let bytes): ReportPieces(name: name, bytes: bytes)
    }
  }

  /// All bytes of a report.
  ///
  /// - Throws: ``ImportError`` when it is larger than any report of its kind.
  func bytes() throws(ImportError) -> [UInt8] {
    var pieces = try pieces()
    var bytes: [UInt8] = []
    while let piece = try pieces.next(atMost: 1 << 20) {
      bytes += piece
      guard bytes.count <= Self.wholeLimit else {
        throw ImportError(
          name, found: "more than \(Self.wholeLimit >> 20) MiB",
          expected: "a report of at most that size",
          advice: "Check that it is the right file.")
      }
    }
    return bytes
  }

  /// The lines in order.
  ///
  /// - Throws: ``ImportError`` when the file cannot be read.
  func lines() throws(ImportError) -> ReportLines { ReportLines(try pieces(), file: name) }
}

/// The bytes of a file, piece by piece.
struct ReportPieces {
  private let name: String
  private var handle: FileHandle?
  private var rest: ArraySlice<UInt8>

  init(name: String, bytes: [UInt8]) {
    self.name = name
    rest = bytes[...]
  }

  init(path: String) throws(ImportError) {
    name = path
    rest = []
    let isReadable = FileManager.default.isReadableFile(atPath: path)
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    handle = isFolder.boolValue ? nil : FileHandle(forReadingAtPath: path)
    guard handle != nil else {
      let found = isFolder.boolValue ? "a folder" : exists ? "a file that is closed" : "no file"
      throw ImportError(
        path, found: found, expected: "a file that can be read",
        advice: isReadable ? "Name the files in it." : "Check the path and its permissions.")
    }
  }

  /// The next bytes, at least one; `nil` at the end.
  mutating func next(atMost count: Int) throws(ImportError) -> [UInt8]? {
    guard let handle else {
      guard !rest.isEmpty else { return nil }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    do {
      guard let data = try handle.read(upToCount: count), !data.isEmpty else { return nil }
      return [UInt8](data)
    } catch {
      throw ImportError(
        name, found: "an error while reading (\(error.localizedDescription))",
        expected: "the rest of the file", advice: "Copy the file to another disk and try again.")
    }
  }
}
