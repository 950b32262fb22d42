import Foundation
import KernelIR
import Specs
import Testing

@testable import HLSGenerator

/// Whether designs in OpenCL can be built and run here.
private let hasOpenCL: Bool = {
  guard let design = try? SampleDesigns.design("stream", "copy", .i32),
    let dialect = try? SampleDesigns.openCL(), let files = try? dialect.files(for: design)
  else { return false }
  var check = GeneratedDesignCheck(recipe: dialect.simulation)
  check.options = ["-O0"]
  switch try? check.run(files) {
  case .passed: return true
  case .failed(let output): return !output.contains("CL/cl.h")
  default: return false
  }
}()

@Suite("Kernels in OpenCL C", .enabled(if: hasOpenCL, "needs OpenCL headers and a device"))
struct OpenCLTestbenchTests {
  private func expectPass(_ design: GeneratedDesign) throws {
    let dialect = try SampleDesigns.openCL()
    let point = design.design
    let name =
      "\(point.kernel) \(point.operation) \(point.elementType.rawValue) \(point.schedule) "
      + "\(point.lanes) lanes"
    let files: [GeneratedFile]
    do { files = try dialect.files(for: design) } catch {
      #expect("\(error)".contains("one after another"), "\(name): \(error)")
      return
    }
    var check = GeneratedDesignCheck(recipe: dialect.simulation)
    check.options = ["-O0"]
    let result = try check.run(files)
    guard case .passed(let output) = result else {
      Issue.record("\(name): \(result)")
      return
    }
    #expect(output.contains("passed: ") && !output.contains("warning"), "\(name): \(output)")
  }

  @Test(
    "Every operation of every kernel agrees with its reference on a device",
    arguments: try TestbenchCase.some())
  func all(testbench: TestbenchCase) throws {
    for design in try SampleDesigns.all(testbench.kernel, testbench.type) {
      try expectPass(design)
    }
  }

  @Test("Every type of an element-wise kernel agrees with its reference on a device")
  func types() throws {
    for type in ElementType.allCases {
      try expectPass(try SampleDesigns.design("stream", "triad", type))
    }
  }

  @Test("Beats of one, three and sixteen lanes agree with the reference", arguments: [1, 3, 16])
  func widths(lanes: Int) throws {
    for type in [ElementType.f32, .f64, .f16] {
      try expectPass(SampleDesigns.design("roofline", "fma", type) { $0.lanes = lanes })
    }
    try expectPass(
      SampleDesigns.design("stencil", "jacobi2d", .i32) {
        $0.lanes = lanes
        $0.parameters = [.width: 48, .height: 1, .radius: 3, .steps: 2]
      })
  }

  @Test("Numbers of elements that are no whole number of beats or tiles are right to the last one")
  func anySize() throws {
    for lanes in [4, 3] { try expectAnySize(lanes: lanes) }
  }

  private func expectAnySize(lanes: Int) throws {
    let dialect = try SampleDesigns.openCL()
    let design = try SampleDesigns.design("roofline", "add", .i16) {
      $0.chain = 3
      $0.lanes = lanes
    }
    var check = GeneratedDesignCheck(recipe: dialect.simulation)
    check.options = ["-O0"]
    check.recipe.arguments = ["1", "63", "64", "65", "513", "99991"]
    let result = try check.run(try dialect.files(for: design))
    guard case .passed(let output) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(output.contains("passed: 99991 elements"))
  }

  @Test(
    "A kernel that was broken on purpose fails on the device",
    arguments: [
      ("if (pass + 1 == passes) {", "if (pass == 0) {"),
      ("y_beat.lane[lane] = y;", "y_beat.lane[LANES - 1 - lane] = y;"),
      ("++load_x_turn;", "load_x_turn += 2;"),
      ("if (elements - first < 128) {", "if (0) {"),
      ("v0 = v0 * a + b;", "v0 = v0 * a - b;"),
    ])
  func mutants(original: String, replacement: String) throws {
    let dialect = try SampleDesigns.openCL()
    let design = try SampleDesigns.design("roofline", "fma", .i32) { $0.chain = 4 }
    var files = try dialect.files(for: design)
    #expect(files[0].contents.contains(original))
    files[0].contents = files[0].contents.replacing(original, with: replacement)
    var check = GeneratedDesignCheck(recipe: dialect.simulation)
    check.options = ["-O0"]
    guard case .failed(let output) = try check.run(files) else {
      Issue.record("`\(replacement)` was not noticed")
      return
    }
    #expect(output.contains("failed: run "), "\(output)")
  }
}
