/// Maximises a linear form under upper limits of other linear forms, with every variable between
/// zero and a bound of its own: the simplex method for bounded variables on a dense tableau
/// (Dantzig, 1955), in which nonbasic variables own the columns and basic ones the rows.
///
/// The origin has to be feasible. Variables that sit at their upper bound are counted down from it
/// (`isMirrored`), so that every nonbasic variable is zero. Memory is kept from one programme to the
/// next.
struct BoundedSimplex {
  /// Row after row.
  private var rows: [Double] = []
  private var right: [Double] = []
  private var objective: [Double] = []
  /// Variables of rows and of columns; slack variables follow the others.
  private var basis: [Int] = []
  private var columns: [Int] = []
  private var most: [Double] = []
  private var isMirrored: [Bool] = []

  /// What counts as zero.
  private static let zero = 1e-9

  /// Starts a programme; limits and bounds are set afterwards.
  mutating func reset(values: [Double], rows: [Double], resources: Int) {
    let all = values.count + resources
    if basis.count != resources || columns.count != values.count {
      basis = [Int](repeating: 0, count: resources)
      columns = [Int](repeating: 0, count: values.count)
      right = [Double](repeating: 0, count: resources)
      most = [Double](repeating: .infinity, count: all)
      isMirrored = [Bool](repeating: false, count: all)
    }
    for column in columns.indices { columns[column] = column }
    for row in basis.indices { basis[row] = values.count + row }
    for variable in isMirrored.indices { isMirrored[variable] = false }
    self.rows = rows
    objective = values
  }

  /// Sets the limit of a row, not negative.
  mutating func setRight(_ row: Int, _ limit: Double) { right[row] = limit }

  /// Sets the upper bound of a variable, not negative.
  mutating func setMost(_ variable: Int, _ bound: Double) { most[variable] = bound }

  /// The value of a variable.
  func value(of variable: Int) -> Double {
    let row = basis.firstIndex(of: variable)
    let value = row.map { max(0, right[$0]) } ?? 0
    return isMirrored[variable] ? most[variable] - value : value
  }

  /// Walks to the optimum.
  mutating func optimise() {
    while let column = entering { step(column) }
  }

  /// Bland's rule: the improving variable with the smallest number, so that it cannot cycle.
  private var entering: Int? {
    var chosen: Int?
    for column in columns.indices where objective[column] > Self.zero {
      guard most[columns[column]] > 0 else { continue }
      if let other = chosen, columns[other] < columns[column] { continue }
      chosen = column
    }
    return chosen
  }

  /// Raises the variable of a column until it, or a basic variable, meets a bound.
  private mutating func step(_ column: Int) {
    var least = most[columns[column]]
    var leaving: Int?
    for row in basis.indices {
      let slope = rows[row * columns.count + column]
      var limit = Double.infinity
      if slope > Self.zero { limit = max(0, right[row]) / slope }
      if slope < -Self.zero { limit = max(0, most[basis[row]] - right[row]) / -slope }
      guard limit < least || limit == least && basis[row] < leaving.map({ basis[$0] }) ?? 0
      else { continue }
      least = limit
      leaving = row
    }
    guard let row = leaving else { return mirror(column) }
    if rows[row * columns.count + column] < 0 { mirror(basicOf: row) }
    pivot(row, column)
  }

  /// Counts the variable of a column from its other bound; without one, nothing limits it.
  private mutating func mirror(_ column: Int) {
    let bound = most[columns[column]]
    guard bound < .infinity else {
      objective[column] = 0
      return
    }
    for row in basis.indices {
      let place = row * columns.count + column
      right[row] -= rows[place] * bound
      rows[place] = -rows[place]
    }
    objective[column] = -objective[column]
    isMirrored[columns[column]].toggle()
  }

  private mutating func mirror(basicOf row: Int) {
    let start = row * columns.count
    for place in start..<start + columns.count { rows[place] = -rows[place] }
    right[row] = most[basis[row]] - right[row]
    isMirrored[basis[row]].toggle()
  }

  private mutating func pivot(_ row: Int, _ column: Int) {
    let width = columns.count
    let start = row * width
    let pivot = rows[start + column]
    for place in start..<start + width { rows[place] /= pivot }
    right[row] /= pivot
    rows[start + column] = 1 / pivot
    for other in basis.indices where other != row {
      let factor = rows[other * width + column]
      guard factor != 0 else { continue }
      for index in 0..<width where index != column {
        rows[other * width + index] -= factor * rows[start + index]
      }
      rows[other * width + column] = -factor / pivot
      right[other] -= factor * right[row]
    }
    let factor = objective[column]
    for index in 0..<width where index != column {
      objective[index] -= factor * rows[start + index]
    }
    objective[column] = -factor / pivot
    swap(&basis[row], &columns[column])
  }
}
