import Foundation
import Testing

@testable import FerruleCLI

@Suite("The exit codes of validate")
struct ValidateTests {
  private static let header =
    "id,board,kernel,operation,memory,size_bytes,quantity,value,tolerance_percent"
  /// A row up to its value; the prediction is near 18 GB/s.
  private static let read = "a,u200,memory-probe,read,ddr,65536,bytes_per_second"

  @Test("A row within its tolerance exits with 0")
  func within() async throws {
    #expect(try await Self.code("\(Self.read),1.8e10,50") == 0)
  }

  @Test("A row beyond its tolerance exits with 2, also beside a broken row")
  func beyond() async throws {
    let broken = "b,u200,memory-probe,read,flash,65536,bytes_per_second,1,"
    #expect(try await Self.code("\(Self.read),1e9,50") == 2)
    #expect(try await Self.code("\(broken)\n\(Self.read),1e9,50") == 2)
  }

  @Test("A row that cannot be compared yet exits with 0, a broken one with 1")
  func omitted() async throws {
    #expect(try await Self.code("a,u200,sorting,read,ddr,65536,seconds,1,50") == 0)
    #expect(try await Self.code("a,u200,memory-probe,read,flash,65536,seconds,1,50") == 1)
  }

  @Test("A file with mistakes, or none, exits with 64")
  func badFile() async throws {
    #expect(try await Self.code("a,u200,memory-probe,read,ddr,65536,watts,1,50") == 64)
    #expect(await FerruleProgram.run(["validate", "/nowhere/facts.csv"] + Self.folders) == 64)
  }

  @Test("Every format of the result exits alike", arguments: ["text", "csv", "json"])
  func formats(_ format: String) async throws {
    #expect(try await Self.code("\(Self.read),1e9,50", ["--format", format]) == 2)
  }

  /// Runs the command on a file with these rows.
  private static func code(_ rows: String, _ flags: [String] = []) async throws -> Int32 {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("facts-\(UUID().uuidString).csv")
    try Data("\(header)\n\(rows)\n".utf8).write(to: file)
    let code = await FerruleProgram.run(["validate", file.path] + flags + folders)
    try FileManager.default.removeItem(at: file)
    return code
  }

  private static var folders: [String] {
    let package = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
      url.deletingLastPathComponent()
    }.path
    return [
      "--boards", "\(package)/Boards", "--kernels", "\(package)/Kernels", "--plots",
      "\(package)/Plots",
    ]
  }
}
