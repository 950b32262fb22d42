import Foundation

extension FourierShape {
  /// Every sum by the definition, in double precision: no stages, beats or tables of factors.
  package func expected<Element: KernelElement>(
    _ reference: ReferenceResult<Element>
  ) -> [Element] {
    let sign = design.operation == "inverse" ? 1.0 : -1.0
    return (0..<(reference.run.shape["transforms"] ?? 0)).flatMap { transform in
      let first = 2 * transform * points
      let input = (0..<2 * points).map { reference.input(first + $0, 0).number }
      return (0..<points).flatMap { place in
        term(Self.reversed(place, bits: log2n), of: input, sign).map(Element.element)
      }
    }
  }

  /// Σn x[n] · exp(± 2πi · n · k / N), real and imaginary part.
  private func term(_ k: Int, of input: [Double], _ sign: Double) -> [Double] {
    var sum = (real: 0.0, imaginary: 0.0)
    for n in 0..<points {
      let angle = sign * 2 * Double.pi * Double(n * k % points) / Double(points)
      let (x, y) = (input[2 * n], input[2 * n + 1])
      sum.real += x * cos(angle) - y * sin(angle)
      sum.imaginary += x * sin(angle) + y * cos(angle)
    }
    return [sum.real, sum.imaginary]
  }

  /// The number whose digits in base 2 are those of another, read backwards.
  private static func reversed(_ value: Int, bits: Int) -> Int {
    (0..<bits).reduce(0) { $0 | (value >> $1 & 1) << (bits - 1 - $1) }
  }
}
