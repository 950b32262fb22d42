import Foundation
import Quantities
import RooflineModel
import RunStore

/// How much of its ceiling each row reaches, from tables alone: for going through all rows.
struct BoundShares {
  private struct Roof {
    var slope: Double?
    var peak: Double?
  }

  private let data: ViewData
  /// By the place of a family.
  private let roofs: [Roof]

  init(_ data: ViewData) {
    self.data = data
    roofs = data.snapshot.runs.families.map { family in
      guard let roofline = data.roofline(of: family.board) else { return Roof() }
      let own = family.kinds.compute.flatMap { roofline.ceiling($0, preferring: family.basis) }
      let peak = own ?? roofline.bestCompute(type: family.elementType, preferring: family.basis)
      let slope = roofline.ceiling(.memory(family.memory), preferring: family.basis)
      return Roof(slope: slope?.estimate.value, peak: peak?.estimate.value)
    }
  }

  /// The share of the lowest ceiling, 1 for all of it; `nil` when no ceiling is known.
  func share(of row: RowID) -> Double? {
    guard case .run(let index) = row else { return data.point(of: row)?.shareOfBound }
    guard let place = data.place(of: row) else { return nil }
    let roof = roofs[data.snapshot.runs.family(of: index)]
    let allowed = [roof.slope.map { $0 * pow(10, place.x) }, roof.peak].compactMap(\.self).min()
    guard let allowed, allowed > 0 else { return nil }
    return pow(10, place.y) / allowed
  }
}
