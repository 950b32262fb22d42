import Foundation
import struct Measurements.Measurement
import Quantities
import Specs
import TestSupport
import Testing

@testable import HostRunner

/// A compiler that keeps its programs in a folder of its own.
struct CompilerForTests {
  let folder: URL
  let machine = HostMachine(.machine)

  static let isThere = ["cc", "clang", "gcc"].contains { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ferrule-host-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func compiler(
    named name: String? = nil, _ flags: [String] = []
  ) throws(HostFailure) -> HostCompiler {
    try HostCompiler(
      named: name, flags: flags,
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "XDG_CACHE_HOME": folder.path,
      ], machine: machine)
  }

  func rows(
    of points: [HostPoint], _ timing: HostTiming, flags: [String] = [],
    isCancelled: @escaping () -> Bool = { false }
  ) throws -> [Measurement] {
    let measurement = HostMeasurement(
      compiler: try compiler(flags), machine: machine, room: points.map(\.bytes).max() ?? 0,
      timing: timing, energy: nil)
    measurement.prepare(points)
    var rows: [Measurement] = []
    try measurement.run(
      points, HostMeasurement.Listener(rows: { rows += $0 }, isCancelled: isCancelled))
    return rows
  }
}

@Suite(
  "Measuring this machine",
  .enabled(if: CompilerForTests.isThere, "no cc, clang or gcc in PATH"), .serialized)
struct HostMeasurementTests {
  private let short = HostTiming(minimum: 0.001, repetitions: 2, timeout: 20)

  /// A kernel that is a body of C.
  private func point(_ name: String, _ body: String) -> HostPoint {
    let source =
      HostProgram.banner(name) + HostProgram.runtime + HostProgram.noFill + """
        static void it_run(struct worker *w, size_t bytes, uint64_t turns) {
          (void)w, (void)bytes, (void)turns;
          \(body)
        }

        """ + HostProgram.table(["\"it\", it_run, NULL, 0"])
    var row = Measurement()
    row.kernel = name
    return HostPoint(
      program: HostProgram(name: name, source: source), kernel: "it", threads: 1, bytes: 0,
      phase: .compute, row: row)
  }

  private let sleep = "struct timespec t = {0, 1000000}; nanosleep(&t, NULL);"

  @Test("A crash is a failed row with the name of its signal, and the points after it run")
  func crashes() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let points = [
      point("illegal", "__builtin_trap();"),
      point("invalid", "*(volatile int *)turns = 1;"),
      point("ended", "fprintf(stderr, \"no room\\n\"); exit(7);"),
      point("works", sleep),
    ]
    let rows = try tools.rows(of: points, short)
    #expect(rows.count == 8)
    func messages(_ kernel: String) -> Set<String> {
      Set(rows.filter { $0.kernel == kernel && $0.status == .failed }.map(\.message))
    }
    #if arch(x86_64)
      #expect(messages("illegal") == ["the program ended with SIGILL (Illegal instruction)"])
    #else
      #expect(messages("illegal").count == 1)
    #endif
    #expect(messages("invalid") == ["the program ended with SIGSEGV (Segmentation fault)"])
    #expect(messages("ended") == ["the program ended with exit code 7: no room"])
    #expect(rows.filter { $0.kernel == "works" && $0.status == .ok }.count == 2)
  }

  @Test("A kernel that never ends is ended, and a text that does not compile says why")
  func hangsAndMistakes() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let points = [
      point("hangs", "for (;;) PAUSE();"), point("mistake", "no_such_thing = 1;"),
      point("works", sleep),
    ]
    let timing = HostTiming(minimum: 0.001, repetitions: 1, timeout: 1)
    let rows = try tools.rows(of: points, timing)
    #expect(rows.map(\.status) == [.failed, .failed, .ok])
    #expect(rows[0].message == "no answer after 1 s; the program was ended")
    #expect(rows[1].message.contains("did not compile mistake"))
    #expect(rows[1].message.contains("no_such_thing"))
  }

  @Test("Repetitions take the least time asked for, by the right number of turns")
  func calibration() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    var sleeps = point("works", "for (uint64_t i = 0; i < turns; i++) { \(sleep) }")
    sleeps.operations = 1
    let timing = HostTiming(minimum: 0.03, repetitions: 3, timeout: 20)
    let rows = try tools.rows(of: [sleeps], timing)
    #expect(rows.count == 3)
    for row in rows {
      #expect(row.seconds ?? 0 >= 0.001 * Double(row.operations ?? 0))
      // A sleep of a millisecond is never shorter, and much longer only on a stalled machine.
      #expect((2...31).contains(row.operations ?? 0))
    }
    #expect(timing.turns(after: 10, seconds: 0.003) == 102)
    #expect(timing.turns(after: 10, seconds: 100) == 1)
  }

  @Test("Every value of every peak, move and sweep is that of the kernel")
  func values() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let suite = HostSuite(machine: tools.machine, tool: "", isQuick: true)
    let points = suite.points.filter { $0.bytes < 4 << 20 }.map { $0 }
    let timing = HostTiming(minimum: 0.0005, repetitions: 1, timeout: 60)
    let rows = try tools.rows(of: points, timing)
    #expect(rows.count == points.count)
    #expect(rows.filter { $0.status != .ok }.map(\.message) == [])
    #expect(rows.filter { $0.resultCheck == .failed }.map(\.kernel) == [])
    #expect(rows.contains { $0.kernel == "stream" && $0.resultCheck == .passed })
    #expect(Set(rows.filter { $0.kernel == "roofline" }.map(\.resultCheck)) == [.passed])
  }

  @Test("The sweep past the caches computes what the chain says, for every length")
  func sweep() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let points = [ElementType.f32, .f64].flatMap { type in
      HostProgram.sweptChains.map { chain in
        HostPoint(
          program: HostProgram.roofline(type, tools.machine.vectors), kernel: "chain\(chain)",
          threads: 1, bytes: MemoryLevels.grain * 4, phase: .roofline, row: Measurement())
      }
    }
    let rows = try tools.rows(of: points, HostTiming(minimum: 0.0005, repetitions: 1))
    #expect(rows.map(\.resultCheck) == points.map { _ in .passed })
  }

  @Test("Wrong values make no result that counts")
  func wrongValues() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let right = HostProgram.memory(tools.machine.vectors)
    let wrong = HostProgram(
      name: "wrong", source: right.source.replacing("splat((elem)3)", with: "splat((elem)4)"))
    let point = HostPoint(
      program: wrong, kernel: "triad", threads: 1, bytes: MemoryLevels.grain, phase: .memory,
      row: Measurement())
    let rows = try tools.rows(of: [point], HostTiming(minimum: 0.0005, repetitions: 1))
    #expect(rows.map(\.resultCheck) == [.failed])
  }

  @Test("After a cancellation nothing runs, and what was complete is handed over")
  func cancellation() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    var asked = 0
    #expect(throws: CancellationError.self) {
      try tools.rows(
        of: [point("hangs", "for (;;) PAUSE();")], short,
        isCancelled: {
          asked += 1
          return asked > 3
        })
    }
  }

  @Test("A program is made once of the same text and flags")
  func cache() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let program = point("works", sleep).program
    let first = try tools.compiler().executable(of: program)
    let made = try FileManager.default.attributesOfItem(atPath: first)[.systemFileNumber] as? Int
    #expect(try tools.compiler().executable(of: program) == first)
    let again = try FileManager.default.attributesOfItem(atPath: first)[.systemFileNumber] as? Int
    #expect(made == again)
    #expect(try tools.compiler(["-O1"]).executable(of: program) != first)
  }

  @Test("Programs compile without a warning that the compilers know")
  func warnings() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let compiler = try tools.compiler(["-Wall", "-Wextra", "-Werror"])
    for type in HostSuite(machine: tools.machine, tool: "", isQuick: true).types {
      _ = try compiler.executable(of: HostProgram.compute(type, tools.machine.vectors))
    }
    _ = try compiler.executable(of: HostProgram.memory(tools.machine.vectors))
    _ = try compiler.executable(of: HostProgram.latency())
    _ = try compiler.executable(of: HostProgram.roofline(.f64, tools.machine.vectors))
  }

  @Test("Without a compiler the message says what was looked for and what installs one")
  func noCompiler() throws {
    let tools = try CompilerForTests()
    defer { tools.remove() }
    let failure = #expect(throws: HostFailure.self) {
      _ = try tools.compiler(named: "no-such-compiler")
    }
    #expect(failure?.description.contains("no-such-compiler") == true)
    #expect(failure?.description.contains("apt-get install gcc") == true)
  }
}
