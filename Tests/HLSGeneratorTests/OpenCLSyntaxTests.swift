import Foundation
import KernelIR
import Specs
import Testing

@testable import HLSGenerator

/// The front end of clang, which knows OpenCL C; a compiler for C++ is not enough.
private let clang = CommandRun.locate(
  ["clang"], path: ProcessInfo.processInfo.environment["PATH"] ?? "")

@Suite("OpenCL C as compilers read it", .enabled(if: clang != nil, "needs clang"))
struct OpenCLSyntaxTests {
  /// Stands in for the channels of Intel's tool, which no other compiler has.
  private static let channels = """
    #define CHANNEL(type, name, tokens) type name##_take(void); void name##_put(type token)
    #define READ_CHANNEL(name) name##_take()
    #define WRITE_CHANNEL(name, token) name##_put(token)

    """

  private func problems(_ design: GeneratedDesign, isIntel: Bool) throws -> String? {
    guard let clang else { return nil }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-opencl-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files: [GeneratedFile]
    do { files = try SampleDesigns.openCL().files(for: design) } catch {
      return "\(error)".contains("one after another") ? nil : "\(error)"
    }
    let shim = GeneratedFile(path: "channels.h", contents: Self.channels)
    try GeneratedFile.write(files + [shim], to: folder.path)
    let intel = ["-DINTELFPGA_CL", "-include", "channels.h", "-Wno-ignored-pragmas"]
    let run = CommandRun(
      clang,
      [
        "-x", "cl", "-cl-std=CL1.2", "-fsyntax-only", "-Xclang", "-finclude-default-header",
        "-Wall", "-Wextra", "-Werror", "-Wno-unknown-attributes",
      ] + (isIntel ? intel : []) + ["\(design.program.name).cl"], folder: folder, seconds: 60)
    return run.end == .exited(0) ? nil : run.output
  }

  @Test(
    "Every kernel and type is free of warnings, with Intel's channels and without",
    arguments: try TestbenchCase.all())
  func all(testbench: TestbenchCase) throws {
    for design in try SampleDesigns.all(testbench.kernel, testbench.type) {
      for isIntel in [false, true] {
        let found = try problems(design, isIntel: isIntel)
        #expect(found == nil, "\(design.design.operation), Intel \(isIntel): \(found ?? "")")
      }
    }
  }

  @Test(
    "Beats of one, three and sixteen lanes are free of warnings",
    arguments: try LaneCase.some())
  func widths(lanes: LaneCase) throws {
    for design in try lanes.designs() {
      for isIntel in [false, true] {
        let found = try problems(design, isIntel: isIntel)
        #expect(found == nil, "\(design.design.operation), Intel \(isIntel): \(found ?? "")")
      }
    }
  }

  @Test("Processes become kernels that channels join for Intel's tool")
  func stages() throws {
    let design = try SampleDesigns.design("stream", "triad", .f32)
    let text = try SampleDesigns.openCL().files(for: design)[0].contents
    #expect(text.contains("CHANNEL(beat_t, loaded_b, 64);"))
    #expect(text.contains("__kernel SINGLE_WORK_ITEM void stream_load_b("))
    #expect(text.contains("WRITE_CHANNEL(loaded_b, x_beat);"))
  }
}
