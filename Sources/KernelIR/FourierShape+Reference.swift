import Foundation

extension FourierShape {
  /// Every sum by the definition, in double precision: no stages and no beats.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let (points, log2n) = (points, log2n)
    let roots = Roots(points: points, sign: design.operation == "inverse" ? 1 : -1)
    return (0..<(reference.run.shape["transforms"] ?? 0)).flatMap { transform in
      let first = 2 * transform * points
      let input = (0..<2 * points).map { reference.input(first + $0, 0).number }
      return (0..<points).flatMap { place in
        roots.term(Self.reversed(place, bits: log2n), of: input).map(Element.element)
      }
    }
  }

  /// The number whose digits in base 2 are those of another, read backwards.
  private static func reversed(_ value: Int, bits: Int) -> Int {
    (0..<bits).reduce(0) { $0 | (value >> $1 & 1) << (bits - 1 - $1) }
  }
}

/// The powers of exp(± 2πi / N), each from its angle.
private struct Roots {
  private let cosines: [Double]
  private let sines: [Double]

  init(points: Int, sign: Double) {
    let angles = (0..<points).map { sign * 2 * Double.pi * Double($0) / Double(points) }
    cosines = angles.map { cos($0) }
    sines = angles.map { sin($0) }
  }

  /// Σn x[n] · exp(± 2πi · n · k / N), real and imaginary part.
  func term(_ k: Int, of input: [Double]) -> [Double] {
    var sum = (real: 0.0, imaginary: 0.0)
    for n in cosines.indices {
      let power = n * k % cosines.count
      let (x, y) = (input[2 * n], input[2 * n + 1])
      sum.real += x * cosines[power] - y * sines[power]
      sum.imaginary += x * sines[power] + y * cosines[power]
    }
    return [sum.real, sum.imaginary]
  }
}
