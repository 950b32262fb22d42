/// Maximises a sum of whole numbers under resource limits, exactly: `max Σ vᵢ·xᵢ` with
/// `Σ cᵢᵣ·xᵢ ≤ bᵣ` for every resource r, xᵢ ≥ 0 and whole, all costs not negative.
///
/// Branch and bound over the linear relaxation (Land and Doig, 1960). The instances here are
/// small: up to a dozen ways to build an operator, five resources. The answer is optimal up to the
/// rounding of the relaxation, which is covered by a margin of 1e-6 operators and 1e-11 of the value.
struct IntegerProgram {
  /// What one unit of each variable is worth, one element per variable.
  let values: [Int]
  /// `costs[i][r]`: what a unit of variable i takes of resource r.
  let costs: [[Int]]
  /// What there is of each resource.
  let budget: [Int]

  /// A feasible choice of greatest value: one count per variable.
  func solve() -> [Int] {
    guard budget.allSatisfy({ $0 >= 0 }) else { return values.map { _ in 0 } }
    var search = Search(program: self)
    search.visit()
    return search.best
  }

  /// A value that no choice exceeds: that of the linear relaxation, rounded down.
  func bound() -> Int {
    guard budget.allSatisfy({ $0 >= 0 }) else { return 0 }
    var search = Search(program: self)
    return search.relax().bound
  }

  /// The same programme with at most `count` units in all; among equal counts the choice with the
  /// greatest sum of `preferences` wins.
  func capped(at count: Int, preferring preferences: [Int]) -> IntegerProgram {
    let weight = (preferences.max() ?? 0) * max(1, count) + 1
    return IntegerProgram(
      values: preferences.map { weight + $0 }, costs: costs.map { $0 + [1] },
      budget: budget + [count])
  }

  /// How often a variable fits alone; a free variable is refused by giving it none.
  fileprivate func mostUnits(_ variable: Int) -> Int {
    let limits = zip(costs[variable], budget).filter { $0.0 > 0 }.map { $0.1 / $0.0 }
    return limits.min() ?? 0
  }

  func value(_ counts: [Int]) -> Int { zip(values, counts).reduce(0) { $0 + $1.0 * $1.1 } }

  func left(_ counts: [Int]) -> [Int] {
    budget.indices.map { resource in
      counts.indices.reduce(budget[resource]) { $0 - counts[$1] * costs[$1][resource] }
    }
  }
}

/// The state of the branch and bound: bounds of the variables at the node that is visited.
private struct Search {
  private let program: IntegerProgram
  private let relaxation: LinearRelaxation
  private var lower: [Int]
  private var upper: [Int]
  /// What the lower bounds leave of each resource.
  private var left: [Int]
  private var simplex = BoundedSimplex()
  /// Variables of greatest value first.
  private let order: [Int]
  private(set) var best: [Int]
  private var bestValue = 0

  init(program: IntegerProgram) {
    self.program = program
    relaxation = LinearRelaxation(program)
    lower = program.values.map { _ in 0 }
    upper = program.values.indices.map(program.mostUnits)
    left = program.budget
    order = program.values.indices.sorted { program.values[$0] > program.values[$1] }
    best = lower
  }

  /// The best fractions of this node, and a whole number that no choice below it exceeds.
  mutating func relax() -> (counts: [Double], bound: Int) {
    relaxation.prepare(&simplex, lower: lower, upper: upper, left: left)
    simplex.optimise()
    let relaxed = lower.indices.map { Double(lower[$0]) + simplex.value(of: $0) }
    let value = zip(program.values, relaxed).reduce(0.0) { $0 + Double($1.0) * $1.1 }
    return (relaxed, Int(value + 1e-6 + value * 1e-11))
  }

  mutating func visit() {
    let (relaxed, bound) = relax()
    offer(rounded: relaxed)
    guard bound > bestValue else { return }
    guard let variable = mostFractional(relaxed) else { return }
    let floor = Int(relaxed[variable].rounded(.down))
    branch(variable, above: floor)
    let before = upper[variable]
    upper[variable] = floor
    visit()
    upper[variable] = before
  }

  /// Visits the choices with more than `floor` units of a variable, if there are any.
  private mutating func branch(_ variable: Int, above floor: Int) {
    let before = lower[variable]
    guard floor < upper[variable] else { return }
    take(floor + 1 - before, of: variable)
    lower[variable] = floor + 1
    if left.allSatisfy({ $0 >= 0 }) { visit() }
    lower[variable] = before
    take(before - floor - 1, of: variable)
  }

  private mutating func take(_ units: Int, of variable: Int) {
    for resource in left.indices { left[resource] -= units * program.costs[variable][resource] }
  }

  /// Rounds the relaxation down, fills what is left greedily, and keeps it if it is better.
  private mutating func offer(rounded relaxed: [Double]) {
    var counts = relaxed.indices.map { max(lower[$0], Int((relaxed[$0] + 1e-9).rounded(.down))) }
    var left = program.left(counts)
    guard left.allSatisfy({ $0 >= 0 }) else { return }
    for variable in order {
      let cost = program.costs[variable]
      var extra = upper[variable] - counts[variable]
      for resource in left.indices where cost[resource] > 0 {
        extra = min(extra, left[resource] / cost[resource])
      }
      guard extra > 0 else { continue }
      counts[variable] += extra
      for resource in left.indices { left[resource] -= extra * cost[resource] }
    }
    let value = program.value(counts)
    if value > bestValue {
      bestValue = value
      best = counts
    }
  }

  private func mostFractional(_ relaxed: [Double]) -> Int? {
    func distance(_ value: Double) -> Double { abs(value - value.rounded()) }
    let candidate = relaxed.indices.max { distance(relaxed[$0]) < distance(relaxed[$1]) }
    return candidate.flatMap { distance(relaxed[$0]) > 1e-7 ? $0 : nil }
  }
}

/// The linear programme without the demand for whole numbers; every resource is measured in parts of
/// its budget, so that rounding treats all alike.
private struct LinearRelaxation {
  private let values: [Double]
  /// Row after row, one per resource.
  private let costs: [Double]
  private let scale: [Double]

  init(_ program: IntegerProgram) {
    values = program.values.map { Double($0) }
    let scale = program.budget.map { 1 / Double(max(1, $0)) }
    costs = program.budget.indices.flatMap { resource in
      program.costs.map { Double($0[resource]) * scale[resource] }
    }
    self.scale = scale
  }

  /// The tableau of a node; all variables are counted from their lower bounds.
  func prepare(_ simplex: inout BoundedSimplex, lower: [Int], upper: [Int], left: [Int]) {
    simplex.reset(values: values, rows: costs, resources: scale.count)
    for resource in scale.indices {
      simplex.setRight(resource, Double(left[resource]) * scale[resource])
    }
    for variable in values.indices {
      simplex.setMost(variable, Double(upper[variable] - lower[variable]))
    }
  }
}
