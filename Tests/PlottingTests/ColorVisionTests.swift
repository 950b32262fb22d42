import Foundation
import TestSupport
import Testing

@testable import Plotting

/// Whether the colours of lines are told from each other without one of the three kinds of cones.
///
/// Simulation: Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color
/// Vision Deficiency, IEEE TVCG 15 (2009), the matrices of severity 1, on linear sRGB. Distance: CIE 1976
/// L*a*b*, D65; about 2.3 is just noticed (Mahy, Van Eycken and Oosterlinck 1994).
@Suite("Colours of plots without one kind of cones")
struct ColorVisionTests {
  /// Four times what is just noticed.
  private static let least = 10.0

  private static let visions: [(name: String, rows: [[Double]])] = [
    ("all cones", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "protanopia",
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    ),
    (
      "deuteranopia",
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    ),
    (
      "tritanopia",
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    ),
  ]

  @Test("Any two lines differ, on light and on dark backgrounds", arguments: 0..<4)
  func lines(vision: Int) throws {
    let (name, rows) = Self.visions[vision]
    let series = try Sample.style().series
    for surface in [\PlotStyle.Color.light, \.dark] {
      for (index, color) in series.enumerated() {
        for other in series[..<index] {
          let distance = Self.distance(color[keyPath: surface], other[keyPath: surface], rows)
          #expect(
            distance >= Self.least, "\(color.name) and \(other.name) with \(name): \(distance)")
        }
      }
    }
  }

  @Test("The simulation tells what is known: a yellow and an orange that protanopes take for one")
  func confused() {
    #expect(Self.distance("#E69F00", "#B8A800", Self.visions[0].rows) > 20)
    #expect(Self.distance("#E69F00", "#B8A800", Self.visions[1].rows) < 1)
  }

  private static func distance(_ one: String, _ other: String, _ rows: [[Double]]) -> Double {
    zip(lab(one, rows), lab(other, rows)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      .squareRoot()
  }

  private static func lab(_ color: String, _ rows: [[Double]]) -> [Double] {
    let code = Int(color.dropFirst(), radix: 16) ?? 0
    let linear = [16, 8, 0].map { shift -> Double in
      let part = Double(code >> shift & 255) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    let seen = rows.map { row in min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 })) }
    // sRGB to XYZ over the white of D65 (IEC 61966-2-1).
    let toXYZ = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ]
    let white = [0.95047, 1, 1.08883]
    let parts = zip(toXYZ, white).map { row, white -> Double in
      let share = zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 } / white
      return share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
    return [116 * parts[1] - 16, 500 * (parts[0] - parts[1]), 200 * (parts[1] - parts[2])]
  }
}
