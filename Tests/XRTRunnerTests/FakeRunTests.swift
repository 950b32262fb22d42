import Foundation
import Measurements
import struct Measurements.Measurement
import Quantities
import Runners
import Specs
import Testing

@testable import XRTRunner

@Suite(
  "Runs on a stand-in for XRT",
  .enabled(if: FakeBoard.isBuilt, "libFakeXRT and xrt-test-worker were not built"))
struct FakeRunTests {
  @Test("Every repetition is a row with a time, the achieved clock and a result that was compared")
  func rows() async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(repetitions: 3), warmup: 1)
    try #require(rows.count == 3)
    for row in rows {
      #expect(row.status == .ok, "\(row.message)")
      #expect(row.resultCheck == .passed, "\(row.message)")
      #expect(row.evidence == .measured)
      #expect(row.timeSource == .hostClock)
      #expect((row.seconds ?? 0) > 0)
      #expect(row.clock == .megahertz(287))
      #expect(row.channels == 4)
      #expect(row.portBits == 128)
      #expect(row.runner == "xrt")
    }
    #expect(rows.map(\.repetition) == [0, 1, 2])
    #expect(rows[0].message.contains("the first run, a warm-up, took"))
  }

  @Test(
    "Two and three arrays, with and without a scalar, give the right results",
    arguments: ["copy", "triad"])
  func stream(operation: String) async throws {
    let job = try FakeBoard.job("stream", [.operation: operation, .lanes: "8", .size: "64KiB"])
    for row in try await FakeBoard.rows(job) {
      #expect(row.resultCheck == .passed, "\(row.message)")
      #expect(row.status == .ok, "\(row.message)")
    }
  }

  @Test("One wrong byte is found and named")
  func wrong() async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "xrtRunStart:4=wrong")
    try #require(rows.count == 2)
    #expect(rows[0].resultCheck == .passed)
    #expect(rows[1].resultCheck == .failed)
    #expect(rows[1].status == .ok)
    #expect(rows[1].message.contains("[1] is"), "\(rows[1].message)")
  }

  @Test(
    "A call that fails makes a failed row with its name",
    arguments: [
      "xrtDeviceOpen", "xrtDeviceLoadXclbinFile", "xrtDeviceGetXclbinUUID", "xrtPLKernelOpen",
      "xrtKernelArgGroupId", "xrtBOAlloc", "xrtBOMap", "xrtBOSync", "xrtRunOpen", "xrtRunSetArg",
      "xrtRunStart", "xrtRunWaitFor",
    ])
  func failure(call: String) async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "\(call)=fail")
    try #require(rows.count == 2)
    #expect(rows[0].status == .failed)
    #expect(rows[0].message.contains("\(call): "), "\(rows[0].message)")
    #expect(rows[0].message.contains("fake failure of \(call)"), "\(rows[0].message)")
    #expect(rows[1].status == .skipped)
  }

  @Test(
    "A call that fails when things are given back is told and spoils no time",
    arguments: ["xrtKernelClose", "xrtBOFree", "xrtRunClose"])
  func late(call: String) async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "\(call)=fail")
    try #require(rows.count == 2)
    #expect(rows.allSatisfy { $0.status == .ok && $0.resultCheck == .passed })
    #expect(rows[1].message.contains("\(call): "), "\(rows[1].message)")
  }

  @Test(
    "An abort or an exit inside a call makes a failed row with the call and the last output",
    arguments: ["xrtDeviceOpen", "xrtBOAlloc", "xrtRunStart", "xrtRunWaitFor"], ["abort", "exit"])
  func death(call: String, action: String) async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "\(call)=\(action)")
    try #require(rows.count == 2)
    #expect(rows[0].status == .failed)
    #expect(rows[0].message.contains("\(call): ended the worker"), "\(rows[0].message)")
    #expect(rows[0].message.contains("fake: \(action) in \(call)"), "\(rows[0].message)")
    #expect(rows[0].message.contains(action == "exit" ? "exit code 7" : "signal 6"))
  }

  @Test("A call that hangs ends with the timeout", arguments: ["xrtDeviceOpen", "xrtRunWaitFor"])
  func hang(call: String) async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "\(call)=hang", timeout: 0.5)
    try #require(rows.count == 2)
    #expect(rows[0].status == .failed)
    #expect(rows[0].message.contains("\(call): timed out after 0.5 s"), "\(rows[0].message)")
    #expect(rows[1].status == .skipped)
  }

  @Test("A timeout that XRT reports makes a failed row; rows before it are kept")
  func state() async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "xrtRunWaitFor:3=wrong")
    try #require(rows.count == 2)
    #expect(rows[0].status == .ok)
    #expect(rows[1].status == .failed)
    #expect(rows[1].message.contains("xrtRunWaitFor: state 8"), "\(rows[1].message)")
  }

  @Test("A delay shows in the time of its repetition and in no other")
  func delay() async throws {
    let rows = try await FakeBoard.rows(FakeBoard.roofline(), "xrtRunWaitFor:3=delay")
    try #require(rows.count == 2)
    #expect((rows[1].seconds ?? 0) >= 0.2)
    #expect((rows[0].seconds ?? 1) < 0.2)
  }

  @Test("Transfers both ways and the launch are rows of their own")
  func hostLink() async throws {
    let board = try FakeBoard.catalog.board("u280")
    for direction in HostTransfer.Direction.allCases {
      let transfer = HostTransfer(direction: direction, size: .mebibytes(1))
      let rows = try await FakeBoard.rows(
        RunJob(work: .transfer(transfer), board: board, repetitions: 2))
      try #require(rows.count == 2)
      for row in rows {
        #expect(row.status == .ok, "\(row.message)")
        #expect(row.resultCheck == .passed, "\(row.message)")
        #expect(row.kernel == "host-link")
        #expect(row.operation == direction.rawValue)
        #expect((row.seconds ?? 0) > 0)
      }
      if direction == .launch { #expect(rows[0].message.contains("smallest run of roofline")) }
    }
  }

  @Test("Arrays that are larger than their bank are run in launches that fit")
  func chunks() async throws {
    let job = try FakeBoard.job("stream", [.operation: "copy", .lanes: "16", .size: "256KiB"])
    let rows = try await FakeBoard.rows(job) { build in
      for unit in build.kernels[0].units.indices {
        for argument in build.kernels[0].units[unit].banks.keys {
          build.kernels[0].units[unit].banks[argument] = [
            .init(tag: "HBM[\(argument)]", bytes: 1 << 16)
          ]
        }
      }
    }
    try #require(rows.count == 2)
    #expect(rows[0].message.contains("in 4 launches"), "\(rows[0].message)")
    #expect(rows[0].resultCheck == .passed)
  }

  @Test("A cancelled job ends its worker at once")
  func cancelled() async throws {
    let task = Task { try await FakeBoard.rows(FakeBoard.roofline(), "xrtRunStart=hang") }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    // The call would hang for ever: that this comes back at all is the point.
    await #expect(throws: CancellationError.self) { _ = try await task.value }
  }
}
