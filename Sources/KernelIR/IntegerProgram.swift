/// Maximises a sum of whole numbers under resource limits, exactly: `max Σ vᵢ·xᵢ` with
/// `Σ cᵢᵣ·xᵢ ≤ bᵣ` for every resource r, xᵢ ≥ 0 and whole, all costs not negative.
///
/// Branch and bound over the linear relaxation (Land and Doig, 1960). The instances here are
/// small: up to a dozen ways to build an operator, five resources. The answer is optimal up to the
/// rounding of the relaxation, which is covered by a margin of 1e-6 operators.
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
    search.visit(lower: values.map { _ in 0 }, upper: values.indices.map(mostUnits))
    return search.best
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
  private func mostUnits(_ variable: Int) -> Int {
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

/// The state of the branch and bound.
private struct Search {
  let program: IntegerProgram
  var best: [Int]
  private var bestValue = 0

  init(program: IntegerProgram) {
    self.program = program
    best = program.values.map { _ in 0 }
  }

  mutating func visit(lower: [Int], upper: [Int]) {
    let left = program.left(lower)
    guard left.allSatisfy({ $0 >= 0 }), zip(lower, upper).allSatisfy({ $0 <= $1 }) else { return }
    let relaxed = LinearRelaxation(program: program, lower: lower, upper: upper).solution()
    let bound = zip(program.values, relaxed).reduce(0.0) { $0 + Double($1.0) * $1.1 }
    offer(rounded: relaxed, lower: lower, upper: upper)
    guard Int(bound + 1e-6) > bestValue else { return }
    guard let variable = mostFractional(relaxed) else { return }
    let floor = Int(relaxed[variable].rounded(.down))
    var below = upper
    below[variable] = floor
    var above = lower
    above[variable] = floor + 1
    visit(lower: above, upper: upper)
    visit(lower: lower, upper: below)
  }

  /// Rounds the relaxation down, fills what is left greedily, and keeps it if it is better.
  private mutating func offer(rounded relaxed: [Double], lower: [Int], upper: [Int]) {
    var counts = relaxed.indices.map { max(lower[$0], Int((relaxed[$0] + 1e-9).rounded(.down))) }
    var left = program.left(counts)
    guard left.allSatisfy({ $0 >= 0 }) else { return }
    for variable in counts.indices.sorted(by: { program.values[$0] > program.values[$1] }) {
      let fits = zip(program.costs[variable], left).filter { $0.0 > 0 }.map { $0.1 / $0.0 }.min()
      let extra = min(fits ?? 0, upper[variable] - counts[variable])
      guard extra > 0 else { continue }
      counts[variable] += extra
      left = program.left(counts)
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

/// The linear programme without the demand for whole numbers, solved by the simplex method with
/// Bland's rule on a dense tableau; the origin (all variables at their lower bound) is feasible.
private struct LinearRelaxation {
  let program: IntegerProgram
  let lower: [Int]
  let upper: [Int]

  /// One value per variable, within its bounds.
  func solution() -> [Double] {
    let variables = program.values.count
    let resources = program.budget.count
    let left = program.left(lower)
    var rows: [[Double]] = []
    for resource in 0..<resources {
      rows.append(program.costs.map { Double($0[resource]) } + [Double(left[resource])])
    }
    for variable in 0..<variables {
      var row = [Double](repeating: 0, count: variables + 1)
      row[variable] = 1
      row[variables] = Double(upper[variable] - lower[variable])
      rows.append(row)
    }
    var tableau = Tableau(rows: rows, objective: program.values.map { Double($0) })
    tableau.optimise()
    return (0..<variables).map { Double(lower[$0]) + tableau.value(of: $0) }
  }
}

/// A simplex tableau in which nonbasic variables own the columns and basic ones the rows.
private struct Tableau {
  private var rows: [[Double]]
  private var objective: [Double]
  private var basis: [Int]
  private var columns: [Int]

  init(rows: [[Double]], objective: [Double]) {
    self.rows = rows
    self.objective = objective
    columns = Array(objective.indices)
    basis = rows.indices.map { objective.count + $0 }
  }

  func value(of variable: Int) -> Double {
    guard let row = basis.firstIndex(of: variable) else { return 0 }
    return max(0, rows[row][columns.count])
  }

  mutating func optimise() {
    while let column = entering, let row = leaving(column) { pivot(row, column) }
  }

  /// Bland's rule: the improving variable with the smallest number, so that it cannot cycle.
  private var entering: Int? {
    columns.indices.filter { objective[$0] > 1e-9 }.min { columns[$0] < columns[$1] }
  }

  private func leaving(_ column: Int) -> Int? {
    let last = columns.count
    let candidates = rows.indices.filter { rows[$0][column] > 1e-9 }
    return candidates.min { left, right in
      let a = rows[left][last] / rows[left][column]
      let b = rows[right][last] / rows[right][column]
      return a != b ? a < b : basis[left] < basis[right]
    }
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let pivot = rows[row][column]
    var own = rows[row].map { $0 / pivot }
    own[column] = 1 / pivot
    for other in rows.indices where other != row {
      let factor = rows[other][column]
      guard factor != 0 else { continue }
      for index in own.indices where index != column { rows[other][index] -= factor * own[index] }
      rows[other][column] = -factor / pivot
    }
    let factor = objective[column]
    for index in objective.indices where index != column { objective[index] -= factor * own[index] }
    objective[column] = -factor / pivot
    rows[row] = own
    swap(&basis[row], &columns[column])
  }
}
