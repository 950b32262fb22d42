import Foundation
import Measurements
import struct Measurements.Measurement
import OffloadPredictor

/// Reads the files that users name, or says which file could not be read and why.
enum InputFile {
  /// The bytes of a file; `-` is stdin.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - remedy: What to do when there is no such file.
  /// - Returns: All of it.
  /// - Throws: ``CommandFailure`` (64) that names the file and the system's reason.
  static func bytes(_ path: String, remedy: String = "check the path") throws -> [UInt8] {
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw CommandFailure.usage(
        exists
          ? "cannot read \(path): it is a folder or its permissions forbid it; name another file"
          : "cannot read \(path): there is no such file; \(remedy)")
    }
  }

  /// The rows of a results file; remarks of the reader go to stderr.
  static func measurements(_ path: String) throws -> MeasurementTable {
    let remedy = "make one with: ferrule bench BOARD -o \(path)"
    let table = try MeasurementTable.read(from: bytes(path, remedy: remedy), file: path)
    table.warnings.forEach(Diagnostics.warning)
    return table
  }

  /// The rows of several results files, in the order of the files.
  static func measurements(_ paths: [String]) throws -> [Measurement] {
    var rows: [Measurement] = []
    var failures: [String] = []
    for path in paths {
      do { rows += try measurements(path).rows } catch {
        failures.append(CommandFailure(error)?.message ?? "\(error)")
      }
    }
    guard failures.isEmpty else { throw CommandFailure.usage(failures.joined(separator: "\n")) }
    return rows
  }

  /// The kernels of a kernels file; remarks of the reader go to stderr.
  static func workloads(_ path: String) throws -> [Workload] {
    let remedy = "check the path, or see ferrule predict --help for what to write in it"
    let table = try WorkloadTable.read(from: bytes(path, remedy: remedy), file: path)
    table.warnings.forEach(Diagnostics.warning)
    return table.workloads
  }
}
