import Testing

@testable import OffloadPredictor

@Suite("Boards ranked for a workload")
struct BoardRankingTests {
  private func prediction(
    _ name: String, _ board: String, _ seconds: Double?, within share: Double = 0
  ) -> OffloadPrediction {
    var prediction = OffloadPrediction(name: name, board: board)
    prediction.totalSeconds = seconds
    prediction.fastestSeconds = seconds.map { $0 * (1 - share) }
    prediction.slowestSeconds = seconds.map { $0 * (1 + share) }
    prediction.bound = "compute"
    return prediction
  }

  @Test("The fastest comes first, the others with how many times as long they take")
  func order() {
    let ranking = BoardRanking([prediction("k", "a", 3), prediction("k", "b", 2)])
    #expect(ranking.entries.map(\.board) == ["b", "a"])
    #expect(ranking.entries.map(\.margin) == [1, 1.5])
    #expect(ranking.verdict { "\($0)" } == "k: b fits best; a takes 1.5 times as long.")
  }

  @Test("Intervals that touch are no difference, and the sentence says so")
  func noDifference() {
    let ranking = BoardRanking([
      prediction("k", "a", 2, within: 0.1), prediction("k", "b", 2.2, within: 0.1),
      prediction("k", "c", 9, within: 0.1),
    ])
    #expect(ranking.entries.map(\.isNoDifference) == [false, true, false])
    #expect(
      ranking.verdict { "\($0)" }
        == "k: within the interval no difference between a and b; c takes 4.5 times as long.")
  }

  @Test("A workload takes the sum of its kernels: the best for each need not be the best for all")
  func workload() {
    let ranking = BoardRanking(workload: [
      [prediction("j", "a", 1, within: 0.1), prediction("j", "b", 2)],
      [prediction("k", "a", 9, within: 0.1), prediction("k", "b", 5)],
    ])
    #expect(ranking.entries.map(\.board) == ["b", "a"])
    #expect(ranking.entries.map(\.seconds) == [7, 10])
    #expect(ranking.entries[1].range == 9.0...11.0)
    #expect(ranking.entries[0].bound == "k: compute")
  }

  @Test("A board with a kernel of unknown time comes last, without a time")
  func unknown() {
    let ranking = BoardRanking(workload: [
      [prediction("j", "a", nil), prediction("j", "b", 2)],
      [prediction("k", "a", 1), prediction("k", "b", 5)],
    ])
    #expect(ranking.entries.map(\.board) == ["b", "a"])
    #expect(ranking.entries[1].seconds == nil && ranking.entries[1].margin == nil)
    #expect(ranking.entries[1].bound == "not known: j")
    #expect(ranking.verdict { "\($0)" }?.contains("b is the only board") == true)
    #expect(BoardRanking(workload: []).entries.isEmpty)
    #expect(BoardRanking([prediction("k", "a", nil)]).verdict { "\($0)" } == nil)
  }
}
