import Foundation
import KernelIR
import Runners
import Specs
import TestSupport
import Testing

@testable import OpenCLRunner

/// The OpenCL device of this machine.
enum DeviceForTests {
  static let device = try? OpenCLLibrary(OpenCLLibrary.usualPath).devices().first?.device
  static var isThere: Bool { device != nil }

  static func settings() throws -> OpenCLBoardRunner.Settings {
    OpenCLBoardRunner.Settings(
      library: nil, device: try #require(device), binary: nil, executable: "", warmup: 0,
      timeout: 60)
  }
}

@Suite(
  "Kernels on an OpenCL device",
  .enabled(if: DeviceForTests.isThere, "no libOpenCL.so.1 with a device (pocl-opencl-icd)"),
  .serialized)
struct OpenCLSessionTests {
  private func job(
    _ kernel: String, _ operation: String, _ type: ElementType, beats: Int
  ) throws -> RunJob {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let catalog = try SpecCatalog.standard(
      boards: "\(package)/Boards", kernels: "\(package)/Kernels")
    let board = try catalog.board("u280")
    let spec = try catalog.kernel(kernel)
    var values: [DesignKey: String] = [.operation: operation, .type: type.rawValue]
    if kernel == "roofline" { values[.chain] = "8" }
    var builder = DesignBuilder(board: board, kernel: spec, values: values)
    var job = try builder.job()
    if [.elementwise, .roofline].contains(spec.structure) {
      job.run.beats = beats * job.design.tileBeats
    }
    return RunJob(work: .kernel(job), board: board, repetitions: 1)
  }

  private func request(_ whole: RunJob) throws -> OpenCLRequest {
    guard case .kernel(let kernel) = whole.work else {
      return OpenCLRequest(
        library: "", device: 0, source: "", work: .transfer(bytes: 1, isToDevice: true))
    }
    let settings = try DeviceForTests.settings()
    let prepared = try OpenCLJob(kernel, whole, settings)
    return OpenCLRequest(
      library: OpenCLLibrary.usualPath, device: settings.device.index, source: prepared.source,
      work: try prepared.work())
  }

  @Test("Results are those of the reference, for random sizes", arguments: [1, 2, 3] as [UInt64])
  func results(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for (kernel, operation, type) in [
      ("stream", "triad", ElementType.f32), ("stream", "copy", .i8), ("stream", "add", .f64),
      ("roofline", "fma", .f32), ("roofline", "mul", .i64),
    ] {
      let beats = Int.random(in: 1...40, using: &random)
      let session = try OpenCLSession(try request(job(kernel, operation, type, beats: beats)))
      for _ in 0..<2 {
        let answer = try session.repetition()
        #expect(answer.difference == nil, "\(kernel) \(operation), \(beats) tiles")
        #expect(answer.isChecked)
        #expect(answer.isEvent)
        #expect(answer.seconds ?? 0 > 0)
      }
    }
  }

  @Test("A kernel without a range runs as one work-item")
  func single() throws {
    let session = try OpenCLSession(try request(job("dot", "dot", .f32, beats: 1)))
    let answer = try session.repetition()
    #expect(answer.isChecked)
    #expect(answer.difference == nil)
  }

  @Test("A kernel that computes something else is found out")
  func wrong() throws {
    var request = try request(job("stream", "copy", .f32, beats: 2))
    request.source = request.source.replacing(
      "all_c[index] = a;", with: "all_c[index] = index == 77 ? 0 : a;")
    let answer = try OpenCLSession(request).repetition()
    #expect(answer.difference?.hasPrefix("element 77 is 0.0, expected ") == true)
  }

  @Test("A text that does not compile says so, and a number that is no device")
  func mistakes() throws {
    var request = try request(job("stream", "copy", .f32, beats: 2))
    request.source += "no such thing\n"
    let failure = #expect(throws: OpenCLFailure.self) { try OpenCLSession(request) }
    #expect(failure?.description.hasPrefix("clBuildProgram: ") == true)
    request.device = 999
    let absent = #expect(throws: OpenCLFailure.self) { try OpenCLSession(request) }
    #expect(absent?.description == "there is no OpenCL device 999")
  }

  @Test("Transfers have a time of the device", arguments: [true, false])
  func transfers(_ isToDevice: Bool) throws {
    let request = OpenCLRequest(
      library: OpenCLLibrary.usualPath, device: 0, source: "",
      work: .transfer(bytes: 1 << 20, isToDevice: isToDevice))
    let answer = try OpenCLSession(request).repetition()
    #expect(answer.seconds ?? 0 > 0)
    #expect(!answer.isChecked)
  }

  @Test("More than one unit is refused: the device spreads work itself")
  func units() throws {
    var whole = try job("stream", "copy", .f32, beats: 1)
    guard case .kernel(var kernel) = whole.work else { return }
    kernel.design.computeUnits = 2
    whole.work = .kernel(kernel)
    let runner = OpenCLBoardRunner(try DeviceForTests.settings())
    #expect(throws: DesignError.self) { try runner.check(whole) }
  }
}

@Suite("OpenCL without a device")
struct OpenCLAbsenceTests {
  @Test("A library that is not there is named with the loader's words")
  func absent() {
    let failure = #expect(throws: OpenCLFailure.self) {
      _ = try OpenCLLibrary("libNoSuchOpenCL.so.7")
    }
    #expect(failure?.description.contains("libNoSuchOpenCL.so.7") == true)
  }

  @Test("Requests and answers survive their way to the worker and back")
  func coding() throws {
    let request = OpenCLRequest(
      library: "l", device: 1, source: "text", binary: "x.aocx",
      work: .kernel(
        name: "k",
        arguments: [
          .value(Data([1, 2])),
          .buffer(
            bytes: 3, contents: .repeated(Data([7])), isUpdated: true,
            expected: .init(contents: .whole(Data([5])), bytes: 1, elementType: "i8")),
        ], items: 4, group: 2))
    let data = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(OpenCLRequest.self, from: data) == request)
  }

  @Test("Names of boards are words and hyphens")
  func names() {
    var device = OpenCLDevice(index: 0, platform: "p", name: "NVIDIA H200  (SXM)")
    #expect(device.boardName == "nvidia-h200-sxm")
    device.name = "…"
    #expect(device.boardName == "opencl")
  }
}
