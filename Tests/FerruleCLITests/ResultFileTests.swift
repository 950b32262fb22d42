import Foundation
import Measurements
import struct Measurements.Measurement
import Testing

@testable import FerruleCLI

@Suite("The file of results")
struct ResultFileTests {
  private func inFolder(_ work: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try work(folder.appendingPathComponent("rows.csv").path)
  }

  private func row(_ evidence: ResultEvidence, _ repetition: Int) -> Measurement {
    var row = Measurement()
    row.board = "u280"
    row.evidence = evidence
    row.kernel = "stream"
    row.repetition = repetition
    row.seconds = 1
    return row
  }

  @Test("The file is valid after every row")
  func valid() throws {
    try inFolder { path in
      let file = try ResultFile(path, resumes: false)
      #expect(try InputFile.measurements(path).rows.isEmpty)
      for count in 1...3 {
        try file.append([row(.modelled, count)])
        #expect(try InputFile.measurements(path).rows.count == count)
      }
      #expect(file.count == 3)
    }
  }

  @Test("Modelled rows are replaced, measured ones never without --resume")
  func loss() throws {
    try inFolder { path in
      try ResultFile(path, resumes: false).append([row(.modelled, 0)])
      try ResultFile(path, resumes: false).append([row(.measured, 0)])
      #expect(try InputFile.measurements(path).rows.count == 1)
      let text = message { _ = try ResultFile(path, resumes: false) }
      #expect(text?.contains("measured rows that would be lost") == true)
      #expect(try InputFile.measurements(path).rows.count == 1)
    }
  }

  @Test("Resuming keeps the rows, and columns that are not ours")
  func resuming() throws {
    try inFolder { path in
      try ResultFile(path, resumes: false).append([row(.measured, 0)])
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let lines = text.split(separator: "\n").map(String.init)
      let widened = "\(lines[0]),site\n\(lines[1]),Lab 3\n"
      try widened.write(toFile: path, atomically: true, encoding: .utf8)
      try ResultFile(path, resumes: true).append([row(.measured, 1)])
      let table = try InputFile.measurements(path)
      #expect(table.rows.map(\.repetition) == [0, 1])
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains("Lab 3"))
    }
  }

  @Test("A file that is empty and one that is missing are both begun")
  func empty() throws {
    try inFolder { path in
      _ = FileManager.default.createFile(atPath: path, contents: nil)
      for resumes in [false, true] {
        try ResultFile(path, resumes: resumes).append([row(.modelled, 0)])
        try FileManager.default.removeItem(atPath: path)
      }
    }
  }

  @Test("A broken file is not overwritten")
  func broken() throws {
    try inFolder { path in
      try "schema,seconds\nferrule-1,abc\n".write(toFile: path, atomically: true, encoding: .utf8)
      #expect(message { _ = try ResultFile(path, resumes: false) }?.contains(":2:") == true)
      #expect(try String(contentsOfFile: path, encoding: .utf8).contains("abc"))
    }
  }
}
