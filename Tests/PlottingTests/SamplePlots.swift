import Foundation
import Quantities
import RooflineModel

@testable import Plotting

/// Scenes that several tests draw.
enum Sample {
  /// The folder with the style that ships.
  static var folder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Plots").path
  }

  /// The style that ships.
  static func style() throws -> PlotStyle { try PlotStyle.load(from: folder) }

  /// A board like a U280: two memories, the host link, six types, a sweep of twelve runs.
  ///
  /// The numbers are round and invented, near what such a board reaches.
  static func u280(basis: CeilingBasis = .modelled, scale: Double = 1, board: String = "u280")
    -> Roofline
  {
    let known = memories(basis, board, scale) + computes(basis, board, scale)
    let ceilings = known + theoretical(board)
    return Roofline(
      board: board, ceilings: ceilings,
      ridgePoints: ridges(known, basis) + ridges(theoretical(board), .theoretical),
      points: points(basis, board, scale), violations: [])
  }

  static func kernels(board: String = "u280") -> [RooflinePoint] {
    [("stencil, 7 points", "ddr", 0.5, 15e9), ("spmv CSR", "hbm", 0.17, 31e9)].map {
      RooflinePoint(
        label: $0.0, board: board, memory: $0.1, elementType: "f32",
        intensity: OperationalIntensity($0.2), throughput: Estimate(value: $0.3),
        basis: .measured, binding: .memory($0.1), shareOfBound: 0.8)
    }
  }

  private static func ceiling(
    _ kind: Ceiling.Kind, _ value: Double, _ basis: CeilingBasis, _ board: String
  ) -> Ceiling {
    let interval = basis == .measured ? (value * 0.93)...(value * 1.06) : nil
    return Ceiling(
      kind: kind, board: board, basis: basis,
      estimate: Estimate(value: value, interval: interval, samples: 5), origin: "sample")
  }

  private static func memories(
    _ basis: CeilingBasis, _ board: String, _ scale: Double
  ) -> [Ceiling] {
    let rates: [(Ceiling.Kind, Double)] = [
      (.memory("hbm"), 424e9), (.memory("ddr"), 36e9), (.onChip("bram"), 9.1e12),
      (.hostLink("host-to-device"), 11.2e9), (.hostLink("device-to-host"), 12.1e9),
    ]
    return rates.map { ceiling($0.0, $0.1 * scale, basis, board) }
  }

  private static func computes(
    _ basis: CeilingBasis, _ board: String, _ scale: Double
  ) -> [Ceiling] {
    let rates = [
      ("f16", 2.9e12), ("f32", 1.42e12), ("f64", 0.31e12), ("i8", 5.1e12), ("i16", 2.7e12),
      ("i32", 0.92e12),
    ]
    return rates.flatMap { type, rate in
      [
        ceiling(.compute(type: type, operation: "add"), rate * 0.5 * scale, basis, board),
        ceiling(.compute(type: type, operation: "fma"), rate * scale, basis, board),
      ]
    }
  }

  private static func theoretical(_ board: String) -> [Ceiling] {
    [
      ceiling(.memory("hbm"), 460.8e9, .theoretical, board),
      ceiling(.memory("ddr"), 38.4e9, .theoretical, board),
      ceiling(.compute(type: "f32", operation: "fma"), 1.9e12, .theoretical, board),
    ]
  }

  private static func ridges(_ ceilings: [Ceiling], _ basis: CeilingBasis) -> [RidgePoint] {
    let computes = ceilings.compactMap { ceiling in
      ceiling.kind.elementType.map { (type: $0, rate: ceiling.estimate.value) }
    }
    return ceilings.compactMap { ceiling in
      ceiling.kind.memory.map { (name: $0, rate: ceiling.estimate.value) }
    }.flatMap { memory in
      computes.map {
        RidgePoint(
          memory: memory.name, elementType: $0.type,
          intensity: OperationalIntensity($0.rate / memory.rate),
          throughput: Throughput($0.rate), basis: basis)
      }
    }
  }

  private static func points(
    _ basis: CeilingBasis, _ board: String, _ scale: Double
  ) -> [RooflinePoint] {
    (0..<12).map { step in
      let intensity = 0.0625 * Double(1 << step)
      let bound = min(424e9 * intensity, 1.42e12) * scale
      let share = 0.97 - 0.012 * Double(step % 5)
      return RooflinePoint(
        label: "roofline fma ×\(1 << step)", board: board, memory: "hbm", elementType: "f32",
        intensity: OperationalIntensity(intensity), throughput: Estimate(value: bound * share),
        basis: basis,
        binding: intensity < 3.35 ? .memory("hbm") : .compute(type: "f32", operation: "fma"),
        shareOfBound: share)
    }
  }
}
