import Foundation
import TestSupport
import Testing

@testable import HLSGenerator

@Suite("Files of a design on disk")
struct GeneratedFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-files-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("Folders that are missing are made, and longer files of the same name are replaced")
  func nested() throws {
    try withFolder { folder in
      let long = String(repeating: "μ0123456789\n", count: 200_000)
      for contents in [long, "short\n", ""] {
        let file = GeneratedFile(path: "a/b/c/kernel.c", contents: contents)
        try GeneratedFile.write([file], to: "\(folder)/new/tree")
        let found = try String(contentsOfFile: "\(folder)/new/tree/a/b/c/kernel.c", encoding: .utf8)
        #expect(found == contents)
      }
    }
  }

  @Test("Every file that cannot be written is named, with the reason, and the others are written")
  func refused() throws {
    try withFolder { folder in
      try GeneratedFile.write([GeneratedFile(path: "taken", contents: "")], to: folder)
      let files = ["taken/a.c", "b.c", "taken/d.c"].map { GeneratedFile(path: $0, contents: "x") }
      let error = #expect(throws: GenerationError.self) {
        try GeneratedFile.write(files, to: folder)
      }
      #expect(error?.reasons.count == 2)
      let first = error?.reasons.first ?? ""
      #expect(first.hasPrefix("cannot write taken/a.c: Not a directory."), "\(first)")
      #expect(FileManager.default.fileExists(atPath: "\(folder)/b.c"))
    }
  }
}
