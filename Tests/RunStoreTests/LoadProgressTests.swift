import Foundation
import Measurements
import RooflineModel
@testable import RunStore
import Testing

@Suite("Following files")
struct LoadProgressTests {
  private static let header = "schema,board,evidence,kernel,memory,bytes_read,seconds,message\n"

  @Test("Rows that are added are read, and a part of a row waits for the rest")
  func growing() throws {
    let files = try TemporaryFiles()
    let path = try files.write(Self.header + Self.row(1) + "ferrule-1,u2", to: "rows.csv")
    var progress = LoadProgress(files: [path], isFollowed: true, limits: { _ in [] })
    #expect(Self.rows(&progress) == 1)
    try files.append("80,measured,x,hbm,2,1,\"a\n", to: "rows.csv")
    #expect(Self.rows(&progress) == 1)
    try files.append("b\"\n" + Self.row(3), to: "rows.csv")
    #expect(Self.rows(&progress) == 3)
    let hasRestarted = progress.restartIfReplaced()
    #expect(!hasRestarted)
  }

  @Test("An index stays that of its design point, and older snapshots stay as they were")
  func stableIndices() throws {
    let files = try TemporaryFiles()
    let path = try files.write(Self.header + Self.row(10) + Self.row(20), to: "rows.csv")
    var progress = LoadProgress(files: [path], isFollowed: true, limits: { _ in [] })
    _ = Self.rows(&progress)
    let before = progress.snapshot(isComplete: true)
    try files.append(Self.row(20, seconds: 3) + Self.row(30), to: "rows.csv")
    _ = Self.rows(&progress)
    let after = progress.snapshot(isComplete: true)
    #expect(before.runs.count == 2 && after.runs.count == 3)
    #expect(before.runs.seconds(of: 1) == [1] && after.runs.seconds(of: 1) == [1, 3])
    #expect(after.runs[1].bytesMoved == 20)
    #expect(before.rooflines.first?.ceilings.map(\.estimate.value) == [20])
    #expect(after.rooflines.first?.ceilings.map(\.estimate.value) == [30])
  }

  @Test("A shortened, rewritten or replaced file is loaded anew, and so is one that appears")
  func replaced() throws {
    let files = try TemporaryFiles()
    let path = files.path("rows.csv")
    var progress = LoadProgress(files: [path], isFollowed: true, limits: { _ in [] })
    #expect(Self.rows(&progress) == 0)
    #expect(progress.snapshot(isComplete: true).problemCount == 1)
    let three = Self.header + Self.row(1) + Self.row(2) + Self.row(3)
    try files.write(three, to: "rows.csv")
    #expect(Self.rowsAfterRestart(&progress) == 3)
    #expect(progress.snapshot(isComplete: true).problemCount == 0)
    // Foundation replaces files; these are cut and written in place.
    truncate(path, 0)
    try files.append(Self.header + Self.row(4), to: "rows.csv")
    #expect(Self.rowsAfterRestart(&progress) == 1)
    truncate(path, 0)
    try files.append(Self.header + Self.row(5) + Self.row(6), to: "rows.csv")
    #expect(Self.rowsAfterRestart(&progress) == 2)
    try files.replace("rows.csv", by: three)
    #expect(Self.rowsAfterRestart(&progress) == 3)
  }

  @Test("What comes through a pipe can be read again")
  func pipe() throws {
    let files = try TemporaryFiles()
    let path = files.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both, so that neither end waits for the other.
    let descriptor = open(path, O_RDWR)
    try #require(descriptor >= 0)
    let text = Array((Self.header + Self.row(7) + "ferrule-1,u280,measured,x,hbm,8,1,").utf8)
    try #require(write(descriptor, text, text.count) == text.count)
    var progress = LoadProgress(files: [path], isFollowed: false, limits: { _ in [] })
    var step = progress.step()
    while step == .read { step = progress.step() }
    #expect(step == .waiting)
    close(descriptor)
    while step != .atEnd { step = progress.step() }
    let snapshot = progress.snapshot(isComplete: true)
    #expect(snapshot.counts.rows == 2 && snapshot.bytesRead == text.count)
    #expect(try snapshot.row(of: 1).bytesRead == 8)
  }

  @Test("Random bytes and random damage never trap", arguments: [UInt64(1), 2, 3, 4])
  func damage(seed: UInt64) throws {
    var random = RandomRows(seed: seed)
    let files = try TemporaryFiles()
    let whole = Array(random.csv(points: 20).utf8)
    for _ in 0..<40 {
      let path = try files.write(random.damaged(whole), to: "damaged.csv")
      let snapshot = RunLoader(files: [path]).load()
      #expect(snapshot.problemCount >= snapshot.problems.count)
      for index in 0..<snapshot.runs.count { _ = try snapshot.point(of: index) }
    }
  }

  private static func row(_ bytes: Int, seconds: Int = 1) -> String {
    "ferrule-1,u280,measured,x,hbm,\(bytes),\(seconds),\n"
  }

  private static func rows(_ progress: inout LoadProgress) -> Int {
    while progress.step() == .read {}
    return progress.snapshot(isComplete: true).counts.rows
  }

  private static func rowsAfterRestart(_ progress: inout LoadProgress) -> Int {
    let hasRestarted = progress.restartIfReplaced()
    #expect(hasRestarted)
    return rows(&progress)
  }
}
