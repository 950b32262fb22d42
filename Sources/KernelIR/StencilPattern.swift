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

  /// Dimensions of the grid, 2 or 3.
  let dimensions: Int
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
    return StencilPattern(dimensions: dimensions, taps: [centre] + neighbours)
  }

  /// How far it reaches in a dimension against and along the axis; 0 or more.
  func reach(_ dimension: Int) -> (below: Int, above: Int) {
    let offsets = taps.map { $0.offset[dimension] }
    return (max(0, -(offsets.min() ?? 0)), max(0, offsets.max() ?? 0))
  }
}
