import Foundation
import Testing

/// Where Debian's libxrt-dev puts them.
private let headers = "/usr/include/xrt"

/// Our list of XRT's functions beside XRT's own headers, where they are installed.
@Suite(
  "Prototypes of XRT's functions",
  .enabled(
    if: FileManager.default.fileExists(atPath: "\(headers)/xrt/xrt_kernel.h"),
    "needs libxrt-dev"))
struct PrototypeTests {
  @Test("Every function has the type that XRT's headers declare, but for handles and enumerations")
  func prototypes() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-prototypes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A second declaration of another type is an error.
    let source = """
      #include <xrt/xrt_device.h>
      #include <xrt/xrt_bo.h>
      #include <xrt/xrt_kernel.h>
      #define CXRT_SYNC_DIRECTION enum xclBOSyncDirection
      #define CXRT_RUN_STATE enum ert_cmd_state
      #include "cxrt_prototypes.h"
      #define AGAIN(result, name, parameters) result name parameters;
      CXRT_FUNCTIONS(AGAIN)
      """
    let file = folder.appendingPathComponent("prototypes.c")
    try Data(source.utf8).write(to: file)
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "cc", "-std=c11", "-fsyntax-only", "-I\(headers)", "-I\(Self.own)", file.path,
    ]
    let output = Pipe()
    compiler.standardError = output
    try compiler.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    compiler.waitUntilExit()
    #expect(compiler.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
  }

  private static var own: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/CXRT/include").standardized.path
  }
}
