import TestSupport
import Testing

@testable import KernelIR

@Suite("Integer programmes")
struct IntegerProgramTests {
  @Test("The value equals that of trying every choice", arguments: 0..<400)
  func equalsBruteForce(seed: UInt64) {
    let program = RandomProgram(seed: seed).program
    let found = program.solve()
    #expect(program.value(found) == BruteForce(program: program).best)
    #expect(program.left(found).allSatisfy { $0 >= 0 }, "\(program) gives \(found)")
    #expect(found.allSatisfy { $0 >= 0 })
  }

  @Test("Many variables, large budgets: as good as trying every choice", arguments: 0..<40)
  func largeEqualsBruteForce(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 20_000)
    let costs = (0..<5).map { _ in
      [(40, 400), (60, 600), (0, 12)].map { Int.random(in: $0.0...$0.1, using: &random) }
    }
    let program = IntegerProgram(
      values: costs.map { _ in Int.random(in: 1...4, using: &random) }, costs: costs,
      budget: [3000, 4500, 60].map { Int.random(in: $0 / 3...$0, using: &random) })
    let found = program.solve()
    #expect(program.left(found).allSatisfy { $0 >= 0 })
    #expect(program.value(found) == BruteForce(program: program).best, "\(program)")
  }

  @Test(
    "The bound is never below the best value, and not a whole unit of each above",
    arguments: 0..<200)
  func bound(seed: UInt64) {
    let program = RandomProgram(seed: seed &+ 30_000).program
    let best = BruteForce(program: program).best
    #expect(program.bound() >= best)
    // A vertex has no more fractional variables than resources; rounding each down is feasible.
    let most = program.values.max() ?? 0
    #expect(program.bound() <= best + most * min(program.values.count, program.budget.count))
  }

  @Test("A capped programme takes no more units and the most preferred ones", arguments: 0..<200)
  func cappedEqualsBruteForce(seed: UInt64) {
    var random = SeededGenerator(seed: seed &+ 10_000)
    let program = RandomProgram(seed: seed).program
    let preferences = program.values.map { _ in Int.random(in: 0...4, using: &random) }
    let cap = Int.random(in: 0...6, using: &random)
    let capped = program.capped(at: cap, preferring: preferences)
    let found = capped.solve()
    #expect(found.reduce(0, +) <= cap)
    #expect(program.left(found).allSatisfy { $0 >= 0 })
    #expect(capped.value(found) == BruteForce(program: capped).best)
  }

  @Test("More of any resource never lowers the value", arguments: 0..<100)
  func growsWithBudget(seed: UInt64) {
    let program = RandomProgram(seed: seed).program
    let value = program.value(program.solve())
    for resource in program.budget.indices {
      var budget = program.budget
      budget[resource] += 3
      let richer = IntegerProgram(values: program.values, costs: program.costs, budget: budget)
      #expect(richer.value(richer.solve()) >= value)
    }
  }

  @Test("A negative budget gives no units, whatever the others leave")
  func negativeBudget() {
    let program = IntegerProgram(values: [1, 2], costs: [[1, 0], [0, 1]], budget: [-1, 5])
    #expect(program.solve() == [0, 0])
  }

  @Test("No variables are a programme with an empty answer")
  func noVariables() {
    #expect(IntegerProgram(values: [], costs: [], budget: [5]).solve().isEmpty)
  }
}

/// Two to four variables and resources; costs and budgets of zero are common.
private struct RandomProgram {
  let program: IntegerProgram

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let variables = Int.random(in: 2...4, using: &random)
    let resources = Int.random(in: 2...4, using: &random)
    program = IntegerProgram(
      values: (0..<variables).map { _ in Int.random(in: 1...3, using: &random) },
      costs: (0..<variables).map { _ in
        (0..<resources).map { _ in Int.random(in: 0...6, using: &random) }
      },
      budget: (0..<resources).map { _ in max(0, Int.random(in: -2...16, using: &random)) })
  }
}

/// Every feasible choice, one variable after the other; free variables take nothing.
private struct BruteForce {
  let program: IntegerProgram

  var best: Int { best(from: 0, left: program.budget) }

  private func best(from variable: Int, left: [Int]) -> Int {
    guard variable < program.values.count else { return 0 }
    let cost = program.costs[variable]
    var best = best(from: variable + 1, left: left)
    guard cost.contains(where: { $0 > 0 }) else { return best }
    var rest = left
    var value = 0
    while true {
      rest = zip(rest, cost).map { $0 - $1 }
      guard rest.allSatisfy({ $0 >= 0 }) else { return best }
      value += program.values[variable]
      best = max(best, value + self.best(from: variable + 1, left: rest))
    }
  }
}
