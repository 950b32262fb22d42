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
    "Every operation of every kernel and type agrees with its reference on a device",
    arguments: try TestbenchCase.all())
  func all(testbench: TestbenchCase) throws {
    for design in try SampleDesigns.all(testbench.kernel, testbench.type) {
      try expectPass(design)
    }
  }
}
