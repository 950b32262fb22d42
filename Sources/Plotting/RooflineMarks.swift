import Foundation
import Quantities
import RooflineModel

/// Ridge points, runs and kernels as marks.
struct RooflineMarks {
  /// Marks, the undermost first: ridge points, runs, the user's kernels.
  let all: [PlotMark]
  /// Intervals of points that are worth seeing: wider than 2 %.
  let errorBars: [PlotSeries]

  init(boards: [BoardCeilings], points: [KeyedPoint]) {
    let ridges = boards.flatMap { Self.ridges($0) }
    all = ridges + points.map { Self.mark($0, boards) }
    errorBars = points.compactMap { Self.errorBar($0, boards) }
  }

  /// Where drawn memory ceilings meet drawn compute ceilings of the same basis.
  private static func ridges(_ board: BoardCeilings) -> [PlotMark] {
    guard board.showsRidgePoints else { return [] }
    let known = board.roofline.ridgePoints.filter { ridge in
      board.meets(ridge)
    }
    let proven = known.filter { $0.basis != .theoretical }
    return (proven.isEmpty ? known : proven).map { ridge in
      PlotMark(
        point: PlotPoint(ridge.intensity.value, ridge.throughput.value), glyph: .small,
        color: board.color(memory: ridge.memory),
        detail: """
          ridge point of \(ridge.memory) and \(ridge.elementType), \(ridge.basis.rawValue): \
          \(ridge.intensity), \(ridge.throughput)
          """,
        tags: [RooflineTags.ridges, RooflineTags.board(board.roofline.board)])
    }
  }

  private static func mark(_ keyed: KeyedPoint, _ boards: [BoardCeilings]) -> PlotMark {
    let point = keyed.point
    let outlined = point.basis != .measured
    return PlotMark(
      point: PlotPoint(point.intensity.value, point.throughput.value),
      glyph: keyed.key.map { .letter($0, outlined: outlined) } ?? .dot(outlined: outlined),
      color: color(keyed, boards), label: keyed.isKernel ? point.label : "",
      detail: detail(point), tags: RooflineTags.tags(keyed))
  }

  private static func color(_ keyed: KeyedPoint, _ boards: [BoardCeilings]) -> PlotColorRole {
    guard let index = keyed.boardIndex, boards.indices.contains(index), !keyed.isKernel else {
      return .foreground
    }
    return boards[index].color(memory: keyed.point.memory)
  }

  private static func errorBar(_ keyed: KeyedPoint, _ boards: [BoardCeilings]) -> PlotSeries? {
    let point = keyed.point
    guard let interval = point.throughput.interval,
      interval.upperBound - interval.lowerBound > 0.02 * point.throughput.value
    else { return nil }
    let ends = [interval.lowerBound, interval.upperBound]
    return PlotSeries(
      points: ends.map { PlotPoint(point.intensity.value, $0) },
      stroke: PlotStroke(color: color(keyed, boards), weight: .faint),
      tags: RooflineTags.tags(keyed))
  }

  private static func detail(_ point: RooflinePoint) -> String {
    var parts = [
      point.label, point.basis.rawValue, "\(point.intensity)",
      "\(Throughput(point.throughput.value))",
    ]
    if let binding = point.binding { parts.append("bound by \(binding.name)") }
    if let share = point.shareOfBound, share.isFinite {
      parts.append("\(SIPrefix.significant(share * 100, digits: 3)) % of it")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension BoardCeilings {
  /// Whether a drawn memory line and a drawn compute line meet in a ridge point.
  func meets(_ ridge: RidgePoint) -> Bool {
    let bandwidth = ridge.throughput.value / ridge.intensity.value
    return memoryCeilings.contains {
      $0.kind.memory == ridge.memory && Self.agree($0.estimate.value, bandwidth)
    }
      && computeCeilings.contains {
        $0.kind.elementType == ridge.elementType
          && Self.agree($0.estimate.value, ridge.throughput.value)
      }
  }

  private static func agree(_ drawn: Double, _ wanted: Double) -> Bool {
    abs(drawn - wanted) <= 1e-6 * drawn
  }
}
