/// The matrix of the HPCG benchmark: a point of a grid of edge³ points and its up to 26 neighbours,
/// 26 on the diagonal and −1 beside it, so that rows have 8, 12, 18 or 27 entries.
///
/// Rows follow each other point by point, x fastest. In memory, a row is filled up with zeros to
/// whole beats: that of the HPCG specification (Heroux, Dongarra, Luszczek, 2013) in compressed
/// rows, with rows that start at a beat.
struct StencilMatrix {
  /// Points along each dimension, 2 or more.
  let edge: Int
  /// Entries of a beat.
  let lanes: Int

  /// The most entries of a row.
  static let mostEntries = 27

  /// The diagonal where it is a vector of its own: not everywhere 26, so that misplaced elements show.
  static func diagonal(_ row: Int) -> Double { Double(26 + row % 7) }

  /// A row's entry.
  struct Entry {
    var column = 0
    var value = 0.0
  }

  var rows: Int? { [edge, edge, edge].checkedProduct }

  /// Entries that are not zero: 3 · edge − 2 pairs of neighbours along each dimension.
  var nonzeros: Int? {
    let (triple, overflow) = edge.multipliedReportingOverflow(by: 3)
    return overflow ? nil : [triple - 2, triple - 2, triple - 2].checkedProduct
  }

  /// Beats of all rows; rows of a kind by the number of dimensions in which they are at the border.
  var beats: Int? {
    let kinds: [(border: Int, ways: Int)] = [(0, 1), (1, 3), (2, 3), (3, 1)]
    var sum = 0
    for (border, ways) in kinds {
      let inner = Array(repeating: edge - 2, count: 3 - border)
      let count = (inner + Array(repeating: 2, count: border) + [ways]).checkedProduct
      let entries = (0..<3).reduce(1) { product, place in product * (place < border ? 2 : 3) }
      guard let count, let part = [count, beats(of: entries)].checkedProduct else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(part)
      if overflow { return nil }
      sum = total
    }
    return sum
  }

  /// Beats of the longest row.
  var mostBeats: Int { beats(of: Self.mostEntries) }

  private func beats(of entries: Int) -> Int { (entries + lanes - 1) / max(1, lanes) }

  /// The entries of a row in the order of their columns.
  func entries(of row: Int) -> [Entry] {
    func near(_ place: Int) -> ClosedRange<Int> { max(0, place - 1)...min(edge - 1, place + 1) }
    let (x, y, z) = (row % edge, row / edge % edge, row / edge / edge)
    return near(z).flatMap { z in
      near(y).flatMap { y in
        near(x).map { x in
          let column = (z * edge + y) * edge + x
          return Entry(column: column, value: column == row ? 26 : -1)
        }
      }
    }
  }

  /// Beats of every row without its diagonal, when all are filled up to those of the longest.
  var evenBeats: Int { beats(of: Self.mostEntries - 1) }

  /// All rows without their diagonals, filled up to the same beats: first of all the entry of the
  /// next row, last of all that of the row before, for sweeps that need it only at the end.
  var swept: [[Entry]] {
    (0..<(rows ?? 0)).map { row in
      var stored = Array(repeating: Entry(), count: evenBeats * lanes)
      var place = 1
      for entry in entries(of: row) where entry.column != row {
        switch entry.column - row {
        case 1: stored[0] = entry
        case -1: stored[stored.count - 1] = entry
        default:
          stored[place] = entry
          place += 1
        }
      }
      return stored
    }
  }

  /// All rows, each filled up to whole beats.
  var stored: [[Entry]] {
    (0..<(rows ?? 0)).map { row in
      let entries = entries(of: row)
      let rest = beats(of: entries.count) * lanes - entries.count
      return entries + Array(repeating: Entry(), count: rest)
    }
  }
}
