import Testing

@testable import DataflowModel

@Suite("Stall breakdown")
struct StallBreakdownTests {
  @Test("Every cause keeps its own cycles", arguments: StallCause.allCases)
  func causesAreApart(cause: StallCause) {
    var breakdown = StallBreakdown(cause, cycles: 7)
    breakdown[cause] += 3
    #expect(breakdown[cause] == 10)
    #expect(breakdown.total == 10)
    #expect(StallCause.allCases.filter { breakdown[$0] != 0 } == [cause])
  }

  @Test("Two runs add up cause by cause and a repeated run is a multiple of one")
  func sumsAndMultiples() {
    var left = StallBreakdown(.compute, cycles: 5)
    left[.refresh] = 2
    let right = StallBreakdown(.refresh, cycles: 4)
    let sum = left + right
    #expect((sum[.compute], sum[.refresh]) == (5, 6))
    #expect((sum * 3).total == 33)
    #expect(left * 2 == left + left)
  }

  @Test("Entries come with most cycles first, without those that took none")
  func entriesAreSorted() {
    var breakdown = StallBreakdown(.launch, cycles: 5)
    breakdown[.order] = 9
    breakdown[.rowMiss] = 5
    #expect(breakdown.entries.map(\.cause) == [.order, .rowMiss, .launch])
    #expect(breakdown.entries.map(\.cycles) == [9, 5, 5])
    #expect(StallBreakdown().entries.isEmpty)
  }

  @Test("Names and phrases tell the causes apart")
  func namesDiffer() {
    #expect(Set(StallCause.allCases.map(\.rawValue)).count == StallCause.allCases.count)
    #expect(Set(StallCause.allCases.map(\.phrase)).count == StallCause.allCases.count)
  }
}
