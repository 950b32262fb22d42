import Foundation
import HLSGenerator

/// Turns a vector picture into PNG or PDF with `rsvg-convert`, where that is installed.
struct PictureConverter {
  /// The formats, as file name extensions.
  static let formats = ["png", "pdf"]

  /// The format of a file name; `nil` when the name asks for neither.
  static func format(of name: String) -> String? {
    formats.first { name.lowercased().hasSuffix(".\($0)") }
  }

  /// Where the program is.
  ///
  /// - Throws: ``CommandFailure`` (69) with the line that installs it.
  static func program() throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    guard let found = CommandRun.locate(["rsvg-convert"], path: path) else {
      throw CommandFailure(
        "PNG and PDF need rsvg-convert, which is not in PATH; install it with: "
          + "apt-get install librsvg2-bin (macOS: brew install librsvg), or draw an .svg",
        .unavailable)
    }
    return found
  }

  /// Writes an SVG document as PNG (1600 px wide) or PDF.
  ///
  /// - Throws: ``CommandFailure`` (1) with what the program said.
  static func write(_ svg: String, as format: String, to path: String) throws {
    let program = try program()
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(svg.utf8).write(to: folder.appendingPathComponent("picture.svg"))
    } catch {
      throw CommandFailure(
        "cannot write below \(folder.path): \(OutputFile.reason(error)); set TMPDIR", .failed)
    }
    let size = format == "png" ? ["--width", "1600"] : []
    let run = CommandRun(
      program, size + ["--format", format, "--output", "result", "picture.svg"], folder: folder,
      seconds: 60)
    guard run.end == .exited(0),
      let data = FileManager.default.contents(atPath: folder.appendingPathComponent("result").path)
    else {
      throw CommandFailure(
        "rsvg-convert could not draw \(path): \(run.output.prefix(300)); draw an .svg instead",
        .failed)
    }
    do { try data.write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw CommandFailure(
        "cannot write \(path): \(OutputFile.reason(error)); name another file with -o", .failed)
    }
  }
}
