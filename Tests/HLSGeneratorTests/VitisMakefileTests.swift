import Foundation
import Specs
import Testing

@testable import HLSGenerator

private let make = CommandRun.locate(
  ["make"], path: ProcessInfo.processInfo.environment["PATH"] ?? "")

@Suite("Makefile of a design")
struct VitisMakefileTests {
  /// What make prints in the folder of a design.
  private func output(_ arguments: [String]) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-make-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let design = try SampleDesigns.design("stream", "copy", .i32)
    try GeneratedFile.write(try SampleDesigns.dialect().files(for: design), to: folder.path)
    let run = CommandRun(make ?? "make", arguments, folder: folder, seconds: 120)
    #expect(run.end == .exited(0), "\(run.output)")
    return run.output
  }

  @Test("Without a target it lists the targets", .enabled(if: make != nil, "needs make"))
  func help() throws {
    let text = try output([])
    for target in ["csim", "hw", "hw_emu", "sw_emu", "clean"] {
      #expect(text.contains("make \(target) "), "\(text)")
    }
  }

  @Test("`make csim` runs the testbench", .enabled(if: make != nil, "needs make"))
  func simulation() throws {
    #expect(try output(["csim"]).contains("passed: "))
  }

  @Test(
    "Builds pass the clock to the compiler and to the linker",
    .enabled(if: make != nil, "needs make"), arguments: ["hw", "hw_emu", "sw_emu"])
  func builds(target: String) throws {
    let text = try output(["-n", target, "PLATFORM=some_platform"])
    let unfolded = text.replacing("\\\n", with: " ")
    let commands = unfolded.split(separator: "\n").filter { $0.hasPrefix("v++ ") }
    #expect(commands.count == 3)
    #expect(commands.allSatisfy { $0.contains("--platform some_platform") })
    #expect(commands.allSatisfy { $0.contains("-t \(target) ") })
    #expect(commands.contains { $0.contains("-c ") && $0.contains("--hls.clock 300000000:stream") })
    #expect(commands.contains { $0.contains("-l ") && $0.contains("--kernel_frequency 300") })
  }
}
