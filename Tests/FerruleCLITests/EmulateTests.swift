import Foundation
import SystemCheck
import Testing

/// Whether XRT's library is there with its software emulation.
enum XRTLibrary {
  static let isInstalled = XRTInstallation(LocalSystem())?.emulation != nil
}

/// XRT's own library, as a package of the distribution brings it, drives the device process.
@Suite(
  "ferrule emulate, with XRT's library",
  .enabled(if: FerruleProcess.isBuilt && XRTLibrary.isInstalled, "needs ferrule and libxrt1"))
struct EmulateTests {
  /// A folder with a host program and an xclbin of the roofline kernel.
  private static func prepared() throws -> FerruleProcess {
    let ferrule = try FerruleProcess()
    _ = try ferrule.run("generate u280 --kernel roofline --operation fma -o design")
    let made = try ferrule.run("xclbin make design -o r.xclbin")
    #expect(made.exitCode == 0)
    #expect(made.diagnostics.contains("wrote r.xclbin: 1 compute unit for emulation on u280"))
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["cc", "-O1", "-o", "host", "xrt_host.c", "-ldl"]
    compiler.currentDirectoryURL = ferrule.folder
    try compiler.run()
    compiler.waitUntilExit()
    #expect(compiler.terminationStatus == 0)
    return ferrule
  }

  private static let command = "emulate u280 --ascii --xclbin r.xclbin -- ./host r.xclbin"

  @Test("A host program gets right results, and is told where the modelled time went")
  func right() throws {
    let ferrule = try Self.prepared()
    defer { ferrule.remove() }
    let found = try ferrule.run(Self.command)
    #expect(found.exitCode == 0)
    #expect(found.output == "state 4, 32768 of 32768 right\n")
    #expect(found.diagnostics.contains("none is measured"))
    #expect(found.diagnostics.contains("roofline_1       3"))
    #expect(found.diagnostics.contains("host_to_device      1  128 KiB"))
  }

  @Test("A forgotten sync and a buffer that is too short are told by the argument's name")
  func mistakes() throws {
    let ferrule = try Self.prepared()
    defer { ferrule.remove() }
    let sync = try ferrule.run(Self.command + " sync")
    #expect(sync.output == "state 4, 0 of 32768 right\n")
    #expect(sync.diagnostics.contains("input `x` was never synced to the device"))
    let short = try ferrule.run(Self.command + " short")
    #expect(short.exitCode == 3)
    #expect(short.diagnostics.contains("past the end of argument `y`"))
  }

  @Test("A device process that dies ends the program: exit 1, nothing hangs")
  func killed() throws {
    let ferrule = try Self.prepared()
    defer { ferrule.remove() }
    // How far XRT has got by then is chance: it writes to the socket, or waits for an answer.
    for _ in 0..<4 {
      let found = try ferrule.run(Self.command + " kill")
      #expect(found.exitCode == 1)
      #expect(found.diagnostics.contains("was ended by signal"))
    }
  }

  @Test("A kernel that somebody else wrote runs, and its time is that of what it was seen to move")
  func source() throws {
    let ferrule = try Self.prepared()
    defer { ferrule.remove() }
    let make = "xclbin make --source xrt_axpb.cpp --top roofline --board u280 -o r.xclbin"
    let made = try ferrule.run("\(make) --cflags=-DTILE=8192 --interval 2")
    guard made.exitCode != 69 else { return }
    #expect(made.exitCode == 0, "\(made.diagnostics)")
    #expect(made.diagnostics.contains("roofline: x const float * (gmem0, 32 bits)"))
    let found = try ferrule.run(Self.command)
    #expect(found.output == "state 4, 32768 of 32768 right\n")
    #expect(found.exitCode == 0)
    // 32768 beats at 2 cycles of 300 MHz are 218.45 µs; three runs, and 92 cycles each to start.
    #expect(found.diagnostics.contains("roofline_1       3  656.3"), "\(found.diagnostics)")
    #expect(found.diagnostics.contains("assumed: every beat of a port takes 2 cycles (--interval)"))
    let sync = try ferrule.run(Self.command + " sync")
    #expect(sync.diagnostics.contains("input `x` was never synced to the device"))
    let short = try ferrule.run(Self.command + " short")
    #expect(short.diagnostics.contains("past the end of argument `y`"), "\(short.diagnostics)")
  }

  @Test(
    "Another board, a truncated file, no program and no library are refused before anything runs")
  func refused() throws {
    let ferrule = try Self.prepared()
    defer { ferrule.remove() }
    let board = try ferrule.run("emulate u250 --xclbin r.xclbin -- ./host r.xclbin")
    #expect(board.exitCode == 64)
    #expect(board.diagnostics.contains("which is none of u250"))
    let whole = try Data(contentsOf: ferrule.folder.appendingPathComponent("r.xclbin"))
    try whole.prefix(3000).write(to: ferrule.folder.appendingPathComponent("cut.xclbin"))
    #expect(try ferrule.run("emulate u280 --xclbin cut.xclbin -- ./host").exitCode == 64)
    let program = try ferrule.run("emulate u280 --xclbin r.xclbin -- ./nothere")
    #expect(program.exitCode == 64)
    #expect(program.diagnostics.contains("./nothere cannot be started"))
    let library = try ferrule.run("emulate u280 --xclbin r.xclbin --xrt nowhere -- ./host")
    #expect(library.exitCode == 69)
    #expect(library.diagnostics.contains("apt-get install libxrt1"))
  }
}
