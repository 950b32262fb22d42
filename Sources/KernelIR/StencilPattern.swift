import Specs

/// Which neighbours of a cell a stencil reads, with what coefficients: the sum of all products, in
/// order, is the cell's next value.
struct StencilPattern: Hashable {
  /// A neighbour, or the cell itself.
  struct Tap: Hashable {
    /// How far it is away in each dimension, x first.
    var offset: [Int]
    /// Name of the scalar that it is multiplied by.
    var coefficient: String
  }

  /// The terms of the sum.
  let taps: [Tap]

  /// The cell, then its neighbours along the axes, nearest first: for each distance the one below
  /// and the one above in x, in y, and in three dimensions in z.
  ///
  /// - Parameters:
  ///   - dimensions: Dimensions of the grid, 2 or 3.
  ///   - radius: Distance of the farthest neighbours, 1 or more.
  ///   - coefficients: Scalars by distance, the cell's own first; the last one is that of all
  ///     neighbours farther away.
  /// - Returns: As many taps as the cell and its neighbours are.
  static func star(dimensions: Int, radius: Int, coefficients: [String]) -> StencilPattern {
    func coefficient(_ distance: Int) -> String {
      coefficients.isEmpty ? "" : coefficients[min(distance, coefficients.count - 1)]
    }
    let centre = Tap(
      offset: Array(repeating: 0, count: dimensions), coefficient: coefficient(0))
    let neighbours = (1...max(1, radius)).flatMap { distance in
      (0..<dimensions).flatMap { axis in
        [-distance, distance].map { step in
          var tap = centre
          tap.offset[axis] = step
          tap.coefficient = coefficient(distance)
          return tap
        }
      }
    }
    return StencilPattern(taps: [centre] + neighbours)
  }

  /// A square of neighbours in two dimensions, row after row.
  ///
  /// - Parameters:
  ///   - radius: Distance of the farthest neighbours in each dimension, 1 or more.
  ///   - coefficients: Scalars ring by ring, the cell's own first and each ring row after row, so
  ///     that a smaller square has the first ones of a larger.
  /// - Returns: As many taps as the square has cells for which there are coefficients.
  static func box(radius: Int, coefficients: [String]) -> StencilPattern {
    let side = -radius...radius
    let cells = side.flatMap { y in side.map { x in [x, y] } }
    let rings = cells.enumerated().sorted { left, right in
      let (a, b) = (ring(left.element), ring(right.element))
      return a == b ? left.offset < right.offset : a < b
    }
    let named = Dictionary(
      uniqueKeysWithValues: zip(rings.map(\.element), coefficients).map { ($0, $1) })
    return StencilPattern(
      taps: cells.compactMap { cell in
        named[cell].map { Tap(offset: cell, coefficient: $0) }
      })
  }

  private static func ring(_ offset: [Int]) -> Int { offset.map(abs).max() ?? 0 }
}
