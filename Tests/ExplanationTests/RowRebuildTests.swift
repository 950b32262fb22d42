import DataflowModel
import KernelIR
import Measurements
import ModelRunner
import Quantities
import Runners
import Specs
import TestSupport
import Testing

@testable import Explanation

@Suite("Rebuilding the design of a row")
struct RowRebuildTests {
  /// A row as a file gives it back.
  private func reread(_ row: Measurement) throws -> Measurement {
    let table = try MeasurementTable.read(
      from: MeasurementTable(rows: [row]).csv, file: "rows.csv")
    return try #require(table.rows.first)
  }

  private func rebuild(_ row: Measurement, _ kernelName: String? = nil) throws -> RowRebuild {
    try RowRebuild(
      row, subject: "row 1 of rows.csv", board: ShippedSpecs.board(row.board),
      kernel: ShippedSpecs.kernel(kernelName ?? row.kernel))
  }

  @Test("Every job of the suite is told by its row", arguments: ["u280", "u200", "520n"])
  func suite(boardName: String) throws {
    let board = try ShippedSpecs.board(boardName)
    let suite = try ShippedSpecs.suite(board)
    var kernels: Set<String> = []
    for part in Suite.Part.allCases {
      for job in suite.jobs(part, isQuick: true) {
        guard case .kernel(let kernel) = job.work else { continue }
        kernels.insert(kernel.kernel.name)
        let design = try ModelledDesign(kernel, board: job.board)
        let rebuilt = try rebuild(reread(design.row)).design
        #expect(rebuilt.program == design.program, "\(job.label)")
        #expect(rebuilt.row == design.row, "\(job.label)")
        #expect(sizes(rebuilt) == sizes(design), "\(job.label)")
      }
    }
    #expect(kernels == ["roofline", "stream", "memory-probe", "onchip"])
  }

  @Test("A row of a circuit without pipelines is not taken for one of the board's")
  func otherTool() throws {
    var row = try #require(
      try ShippedSpecs.suite(ShippedSpecs.board("u280")).jobs(.memory, isQuick: true)
        .compactMap { job -> Measurement? in
          guard case .kernel(let kernel) = job.work else { return nil }
          return Measurement(job: kernel, board: job.board)
        }.first)
    row.tool = "bambu 2024.10 (ferrule 0.1.0)"
    #expect(throws: ExplanationError.self) { try rebuild(row) }
  }

  /// The arguments that the program has; the others mean nothing.
  private func sizes(_ design: ModelledDesign) -> [UInt32?] {
    let values = design.job.run.sizes(tileBeats: design.job.design.tileBeats)
    return design.program.sizes.map { values[$0] }
  }

  /// What users choose, by kernel; keys as in the flags of `bench`.
  private static let choices: [(kernel: String, values: [DesignKey: String])] = [
    ("roofline", [.chain: "4", .passes: "3", .size: "64KiB"]),
    ("roofline", [.chain: "6", .tap: "2", .size: "64KiB", .tileBeats: "1024", .lanes: "4"]),
    ("roofline", [.type: "i16", .operation: "mul", .storage: "uram", .clock: "217.25 MHz"]),
    ("stream", [.operation: "triad", .schedule: "phased", .bufferBeats: "256", .memory: "ddr"]),
    ("stream", [.operation: "add", .schedule: "overlapped", .computeUnits: "2"]),
    ("stream", [.operation: "add", .lanes: "3"]), ("gemm", [.lanes: "3", .array: "4"]),
    ("stream", [.operation: "copy", .lanes: "16", .portBits: "128"]),
    ("stream", [.operation: "copy", .channels: "1", .outstanding: "3", .burstBeats: "7"]),
    ("memory-probe", [.operation: "read", .size: "64KiB", .portBits: "64"]),
    ("memory-probe", [.operation: "write", .size: "64KiB", .workingSet: "4KiB"]),
    ("memory-probe", [.operation: "read-write", .size: "64KiB", .stride: "4KiB"]),
    (
      "memory-probe",
      [.pattern: "random", .accessBytes: "128", .size: "64KiB", .workingSet: "1MiB"]
    ),
    ("memory-probe", [.memoryClock: "405 MHz", .size: "64KiB", .channels: "4"]),
    ("gemm", [.problemSize: "128", .block: "64", .array: "4", .memory: "ddr"]),
    ("ptrans", [.problemSize: "128", .block: "64", .schedule: "overlapped"]),
    (
      "stencil",
      [
        .operation: "jacobi3d", .width: "64", .height: "8", .radius: "2", .steps: "2",
        .problemSize: "10240",
      ]
    ),
    ("onchip", [.operation: "read", .lanes: "3", .passes: "5", .memory: "uram"]),
  ]

  @Test("A row that a user's run wrote gives its cycles again", arguments: choices.indices)
  func sameCycles(number: Int) async throws {
    let (name, values) = Self.choices[number]
    let kernel = try ShippedSpecs.kernel(name)
    var builder = DesignBuilder(
      board: try ShippedSpecs.board(), kernel: kernel, values: values)
    let job = RunJob(work: .kernel(try builder.job()), board: builder.board, repetitions: 1)
    let row = try reread(try #require(try await BoardModelRunner().run(job).first))
    #expect(row.status == .ok, "\(row.message)")
    let explanation = try await Explanation(
      try rebuild(row), board: ShippedSpecs.board(), changes: false)
    #expect(explanation.result.cycles == row.cycles)
    #expect(explanation.result.seconds == row.seconds)
    #expect(explanation.result.stalls.total == row.cycles)
    #expect(!explanation.differsFromRow)
  }

  @Test("What the message says of the design is read back", arguments: 0..<20)
  func settings(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tile = 512 << Int.random(in: 0...3, using: &random)
    let job = try ShippedSpecs.job("roofline") { job in
      job.design.chain = Int.random(in: 1...8, using: &random)
      job.design.lanes = 4
      job.design.tileBeats = tile
      job.design.channels = 2
      job.design.storage = Bool.random(using: &random) ? .uram : .bram
      job.run.beats = 2 * tile
      let taps = OperatorChain.taps(length: job.design.chain)
      job.run.tap = Int.random(in: taps.indices, using: &random)
    }
    guard case .kernel(let kernel) = job.work else { return }
    let row = try reread(ModelledDesign(kernel, board: job.board).row)
    #expect(try rebuild(row).design.job == kernel)
  }

  private func row(_ change: (inout Measurement) -> Void) throws -> Measurement {
    let job = try ShippedSpecs.job("stream") { $0.design.channels = 3 }
    guard case .kernel(let kernel) = job.work else { return Measurement() }
    var row = try ModelledDesign(kernel, board: job.board).row
    change(&row)
    return row
  }

  private func reasons(_ row: Measurement) throws -> [String] {
    do {
      _ = try rebuild(row)
      return []
    } catch let error as ExplanationError {
      #expect(error.description.hasPrefix("row 1 of rows.csv: "))
      return error.reasons
    }
  }

  @Test("Every column that is missing is named")
  func missing() throws {
    let found = try reasons(
      row {
        $0.schedule = ""
        $0.outstanding = nil
        $0.problemSize = nil
        $0.clock = nil
      })
    #expect(
      found.map { String($0.prefix { $0 != ":" }) }
        == ["schedule", "clock_hz", "outstanding", "problem_size"])
  }

  @Test("Columns that contradict each other are named with both values")
  func contradiction() throws {
    let found = try reasons(
      row {
        $0.dsp = 17
        $0.initiationInterval = 9
      })
    #expect(found.count == 2)
    #expect(
      found.first?.hasPrefix("initiation_interval: the row has \"9\", its design rebuilt has ")
        == true)
    #expect(found.last?.hasPrefix("dsp: the row has \"17\", its design rebuilt has ") == true)
  }

  @Test("Columns of a measured row that hardware decides may differ")
  func measured() throws {
    let measured = try row {
      $0.evidence = .measured
      $0.runner = "xrt"
      $0.dsp = 17
      $0.lut = 1
      $0.memoryClock = nil
    }
    let rebuilt = try rebuild(measured)
    #expect(rebuilt.notes.count == 1)
    #expect(rebuilt.notes.first?.contains("memory_clock_hz") == true)
  }

  @Test("Values that no design can have are refused with their column", arguments: 0..<9)
  func absurd(number: Int) throws {
    let changes: [(String, (inout Measurement) -> Void)] = [
      ("lanes", { $0.lanes = 5 }), ("operation", { $0.operation = "quad" }),
      ("element_type", { $0.elementType = "f33" }), ("memory", { $0.memory = "hbn" }),
      ("channels", { $0.channels = .max }), ("problem_size", { $0.problemSize = .max }),
      ("outstanding", { $0.outstanding = 0 }), ("clock", { $0.clock = Frequency(1e300) }),
      ("burst_beats", { $0.burstBeats = .max }),
    ]
    let (column, change) = changes[number]
    let found = try reasons(row(change))
    #expect(found.contains { $0.contains(column) }, "\(found)")
  }
}
