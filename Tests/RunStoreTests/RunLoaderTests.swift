import Measurements
import Quantities
import RooflineModel
import RunStore
import TestSupport
import Testing

@Suite("Loading runs")
struct RunLoaderTests {
  @Test(
    "Ceilings, ridge points, violations and points are those of fitting the same rows",
    arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func sameAsFit(seed: UInt64) throws {
    var random = RandomRows(seed: seed)
    let files = try TemporaryFiles()
    let parts = [random.rows(points: 60), random.rows(points: 40)]
    let paths = try parts.enumerated().map { index, rows in
      try files.write(MeasurementTable(rows: rows).csv, to: "\(index).csv")
    }
    let limits = [
      Self.theory(.memory("hbm"), 1e9), Self.theory(.compute(type: "f32", operation: "fma"), 4e6),
    ]
    let expected = RooflineFit.fit(rows: parts.flatMap(\.self), theoretical: limits)
    let snapshot = RunLoader(files: paths, limits: { _ in limits }).load()
    #expect(snapshot.problems.isEmpty && snapshot.warnings.isEmpty && snapshot.isComplete)
    #expect(snapshot.rooflines.contains { !$0.violations.isEmpty })
    var found = snapshot.rooflines
    for place in found.indices {
      let points = try (0..<snapshot.runs.count)
        .filter { snapshot.runs[$0].family.board == found[place].board }
        .compactMap { try snapshot.point(of: $0) }
      found[place].points = Self.sorted(points)
    }
    let wanted = expected.map { roofline in
      var roofline = roofline
      roofline.points = Self.sorted(roofline.points)
      return roofline
    }
    #expect(found == wanted)
  }

  @Test("Columns in any order, extra columns and other spellings of numbers make the same keys")
  func spellings() throws {
    let files = try TemporaryFiles()
    let first = try files.write(
      "schema,board,kernel,lanes,clock_hz,seconds\nferrule-1,u280,x,16,300000000,1\n", to: "a")
    let second = try files.write(
      "seconds,clock_hz, lanes ,kernel,board,schema,status\n2,3e8,16.0,\"x\",u280,ferrule-1, ok \n",
      to: "b")
    let third = try files.write(
      "schema,board,kernel,lanes,clock_hz,seconds,note\nferrule-1,u280,x,16,300000000,1,n\n",
      to: "c")
    let runs = RunLoader(files: [first, second, third]).load().runs
    #expect(runs.count == 2)
    #expect(runs[0].repetitions == 2)
    #expect(runs.seconds(of: 0) == [1, 2])
  }

  @Test("Rows that count for nothing are counted by why")
  func counts() throws {
    let files = try TemporaryFiles()
    let path = try files.write(
      """
      schema,board,evidence,kernel,operation,seconds,result_check,status
      ferrule-1,a,measured,x,,1,passed,ok
      ferrule-1,a,measured,x,,1,failed,ok
      ferrule-1,a,measured,x,,1,passed,failed
      ferrule-1,a,measured,x,,,,skipped
      ferrule-1,b,emulated,roofline,mul,1,passed,ok
      ferrule-1,a,measured,x,,0,passed,ok
      """, to: "rows.csv")
    let snapshot = RunLoader(files: [path]).load()
    #expect(snapshot.counts.rows == 6)
    #expect(snapshot.counts.failed == 1 && snapshot.counts.skipped == 1)
    #expect(snapshot.counts.wrong == 1 && snapshot.counts.emulated == 1)
    #expect(snapshot.counts.untimed == 1)
    #expect(snapshot.runs.count == 1)
    #expect(snapshot.rooflines.map(\.board) == ["a", "b"])
  }

  @Test("The rows of a design point are read again by place, and another row there is told")
  func rereading() throws {
    let files = try TemporaryFiles()
    var random = RandomRows(seed: 9)
    let rows = random.rows(points: 30)
    let path = try files.write(MeasurementTable(rows: rows).csv, to: "rows.csv")
    let snapshot = RunLoader(files: [path]).load()
    for index in 0..<snapshot.runs.count {
      let row = try snapshot.row(of: index)
      #expect(rows.contains(row))
      #expect(row.board == snapshot.runs[index].family.board)
    }
    try files.write(MeasurementTable(rows: rows.reversed()).csv, to: "rows.csv")
    #expect(throws: RunStoreError.self) {
      for index in 0..<snapshot.runs.count { _ = try snapshot.row(of: index) }
    }
  }

  @Test("What cannot be read is told with file and line, and the rest is loaded")
  func problems() throws {
    let files = try TemporaryFiles()
    let good = "schema,board,seconds,lanes\nferrule-1,u280,1,4\n"
    let mistakes = try files.write(good + "ferrule-1,u280,1,many\nferrule-1,u280,2,4\n", to: "m")
    let missing = files.path("missing")
    let snapshot = RunLoader(files: [missing, mistakes]).load()
    #expect(snapshot.counts.rows == 2)
    #expect(snapshot.problemCount == 2)
    #expect(
      snapshot.problems == [
        "cannot read \(missing): there is no such file; make one with: ferrule bench BOARD -o "
          + missing,
        "\(mistakes):3: lanes: found \"many\", expected a whole number from 0 to "
          + "9223372036854775807. Correct the field, or leave it empty when the value is not known.",
      ])
  }

  private static func sorted(_ points: [RooflinePoint]) -> [RooflinePoint] {
    points.sorted { "\($0)" < "\($1)" }
  }

  private static func theory(_ kind: Ceiling.Kind, _ value: Double) -> TheoreticalLimits {
    TheoreticalLimits(ceilings: [
      Ceiling(
        kind: kind, board: "u280", basis: .theoretical, estimate: Estimate(value: value),
        origin: "data sheet")
    ])
  }
}
