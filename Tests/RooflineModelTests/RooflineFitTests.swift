import Measurements
import Quantities
import RooflineModel
import TestSupport
import Testing

@Suite("Fitting rooflines")
struct RooflineFitTests {
  @Test("A ceiling is the largest median over design points, not the largest repetition")
  func largestMedian() throws {
    let rows =
      RowSamples.probe(bytes: 100, seconds: [1, 0.5, 0.1])
      + RowSamples.probe(bytes: 300, seconds: [1, 1.5, 2])
    let ceiling = try #require(try Self.only(rows).ceiling(.memory("hbm")))
    #expect(ceiling.estimate.value == 200)
    #expect(ceiling.estimate.samples == 3)
    // Two design points reach 200 B/s; the one with fewer bytes comes first.
    #expect(ceiling.estimate.interval == 100...1000)
  }

  @Test("A run that recomputes its tiles says nothing about the memory's ceiling")
  func recomputingRuns() throws {
    let rows = [
      RowSamples.roofline(bytes: 8, operations: 64, passes: 4),
      RowSamples.roofline(bytes: 6, operations: 2, passes: 1),
    ]
    let roofline = try Self.only(rows)
    #expect(try #require(roofline.ceiling(.memory("hbm"))).estimate.value == 6)
    #expect(try Self.only([rows[0]]).ceiling(.memory("hbm")) == nil)
  }

  @Test("Only measured repetitions that differ have an interval")
  func intervals() throws {
    for (seconds, evidence) in [
      ([1.0, 2, 3], ResultEvidence.modelled), ([1, 2], .measured), ([2, 2, 2], .measured),
    ] {
      let rows = RowSamples.probe(bytes: 600, seconds: seconds, evidence: evidence)
      let ceiling = try #require(try Self.only(rows).ceilings.first)
      #expect(ceiling.estimate.interval == nil)
    }
  }

  @Test("Failed, skipped, wrong and emulated rows make neither ceilings nor points")
  func rowsThatDoNotCount() throws {
    let changes: [(inout Measurement) -> Void] = [
      { $0.status = .failed }, { $0.status = .skipped }, { $0.resultCheck = .failed },
      { $0.evidence = .emulated }, { $0.seconds = nil }, { $0.seconds = 0 },
    ]
    for change in changes {
      var row = RowSamples.roofline(bytes: 8, operations: 16)
      change(&row)
      let roofline = try Self.only([row])
      #expect(roofline.ceilings.isEmpty && roofline.points.isEmpty)
    }
  }

  @Test("The fastest memory is none of a processor's caches where one behind them is known")
  func fastest() throws {
    let cache = RowSamples.probe(memory: "l1", bytes: 900)
    #expect(try Self.only(cache).fastestMemory == "l1")
    let both = try Self.only(cache + RowSamples.probe(memory: "dram", bytes: 20))
    #expect(both.fastestMemory == "dram")
  }

  @Test("Memories, on-chip storage, host link and arithmetic are told apart")
  func kinds() throws {
    var link = try #require(RowSamples.probe(memory: "host", bytes: 12).first)
    link.kernel = "host-link"
    link.operation = "host-to-device"
    var launch = link
    launch.operation = "launch"
    let rows =
      RowSamples.probe(bytes: 100) + RowSamples.probe(memory: "uram", bytes: 900)
      + [link, launch, RowSamples.roofline(bytes: 8, operations: 16)]
    #expect(
      try Self.only(rows).ceilings.map(\.kind) == [
        .memory("hbm"), .onChip("uram"), .hostLink("host-to-device"),
        .compute(type: "f32", operation: "fma"),
      ])
  }

  @Test("Two evidences of one board keep their own ceilings and ridge points")
  func twoEvidences() throws {
    let rows = [ResultEvidence.measured, .modelled].flatMap { evidence in
      RowSamples.probe(bytes: evidence == .measured ? 80 : 100, evidence: evidence)
        + [RowSamples.roofline(bytes: 8, operations: 400, evidence: evidence)]
    }
    let roofline = try Self.only(rows)
    #expect(roofline.ceilings.map(\.estimate.value) == [80, 100, 400, 400])
    #expect(roofline.ceilings.map(\.basis) == [.measured, .modelled, .measured, .modelled])
    #expect(roofline.ridgePoints.map(\.intensity.value) == [5, 4])
    #expect(roofline.ridgePoints.map(\.basis) == [.measured, .modelled])
  }

  @Test("A ridge point lies where slope and peak meet, with the type's best operation")
  func ridgePoint() throws {
    let rows =
      RowSamples.probe(bytes: 100)
      + [
        RowSamples.roofline(operation: "add", bytes: 8, operations: 300),
        RowSamples.roofline(bytes: 8, operations: 500),
      ]
    let ridge = try #require(try Self.only(rows).ridgePoints.first)
    #expect(ridge.intensity == OperationalIntensity(5))
    #expect(ridge.throughput == Throughput(500))
  }

  @Test("Ceilings fitted on different evidence join into a ridge point that counts as modelled")
  func mixedRidgePoint() throws {
    let rows =
      RowSamples.probe(bytes: 100, evidence: .modelled)
      + [RowSamples.roofline(bytes: 8, operations: 500)]
    var measuredElsewhere = rows
    measuredElsewhere[1].memory = ""
    let ridge = try #require(try Self.only(measuredElsewhere).ridgePoints.first)
    #expect(ridge.basis == .modelled && ridge.intensity.value == 5)
  }

  @Test("A point is bound by the memory left of the ridge and by compute right of it")
  func binding() throws {
    let rows =
      RowSamples.probe(bytes: 100)
      + [
        RowSamples.roofline(bytes: 50, operations: 100, passes: 1),
        RowSamples.roofline(bytes: 10, operations: 500, passes: 2),
      ]
    let points = try Self.only(rows).points
    #expect(points.map(\.label) == ["roofline fma ×1", "roofline fma ×2"])
    #expect(points.map(\.binding) == [.memory("hbm"), .compute(type: "f32", operation: "fma")])
    #expect(points.map(\.shareOfBound) == [0.5, 1])
    #expect(points.map(\.intensity.value) == [2, 50])
  }

  @Test("Theoretical ceilings bind only where nothing was fitted")
  func theoreticalCeilings() throws {
    var row = RowSamples.roofline(bytes: 10, operations: 100)
    row.kernel = "gemm"
    let theory = RowSamples.theory(.compute(type: "f32", operation: "fma"), 400)
    let point = try #require(
      RooflineFit.fit(rows: [row], theoretical: [theory]).first?.points.first)
    #expect(point.binding == .memory("hbm"))
    row.bytesRead = 1
    row.bytesWritten = 0
    let other = RowSamples.probe(bytes: 1000)
    let bound = try #require(
      RooflineFit.fit(rows: other + [row], theoretical: [theory]).first?.points.first)
    #expect(bound.binding == .compute(type: "f32", operation: "fma"))
    #expect(bound.shareOfBound == 0.25)
  }

  @Test("Boards come in order of first appearance, those without rows last")
  func boards() {
    let rows =
      RowSamples.probe(board: "u55c", bytes: 1) + RowSamples.probe(board: "u250", bytes: 1)
    let rooflines = RooflineFit.fit(
      rows: rows, theoretical: [RowSamples.theory(.memory("hbm"), 1)])
    #expect(rooflines.map(\.board) == ["u55c", "u250", "u280"])
  }

  @Test(
    "The order of the rows changes nothing but the order of boards",
    arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func orderOfRows(seed: UInt64) {
    let rows = RowSamples.random(seed: seed)
    var generator = SeededGenerator(seed: seed &+ 100)
    let expected = RooflineFit.fit(rows: rows).sorted { $0.board < $1.board }
    for _ in 0..<3 {
      let shuffled = RooflineFit.fit(rows: rows.shuffled(using: &generator))
      #expect(shuffled.sorted { $0.board < $1.board } == expected)
    }
  }

  private static func only(_ rows: [Measurement]) throws -> Roofline {
    let rooflines = RooflineFit.fit(rows: rows)
    #expect(rooflines.count == 1)
    return try #require(rooflines.first)
  }
}
