import Specs

/// The beats of a stream of cells that a stage needs at the same time, and how long it has to hold
/// them.
///
/// Cells come row after row without a break, so a neighbour is a fixed number of cells away,
/// whatever the dimension: a beat and a lane in it.
struct StencilWindow {
  /// Elements of a beat.
  let lanes: Int
  /// Beats that are held, as distances from the one that is computed, in ascending order.
  let beats: [Int]
  /// Whole rows (in two dimensions) or planes (in three) by which results are later than cells.
  var lag: Int
  private let slabBeats: Int
  private let strides: [Int]

  /// Creates the window for a grid whose extents, but for the last dimension, are given.
  ///
  /// - Parameters:
  ///   - offsets: How far away the neighbours are, x first.
  ///   - extents: Cells in x and, in three dimensions, in y; the first a multiple of `lanes`.
  ///   - lanes: Elements of a beat.
  init(_ offsets: [[Int]], extents: [Int], lanes: Int) {
    self.lanes = max(1, lanes)
    strides = extents.reduce([1]) { $0 + [($0.last ?? 1) * $1] }
    slabBeats = max(1, (strides.last ?? 1) / max(1, lanes))
    var needed: Set<Int> = [0]
    for offset in offsets {
      let (beat, lane) = Self.place(offset, strides, max(1, lanes))
      needed.formUnion(lane == 0 ? [beat] : [beat, beat + 1])
    }
    beats = needed.sorted()
    lag = (max(0, beats.last ?? 0) + slabBeats - 1) / slabBeats
  }

  /// For each beat but the last, iterations from the next one's arrival to its own turn; for the
  /// last, those since it came.
  var delays: [Int] {
    let last = (beats.last ?? 0)
    return zip(beats, beats.dropFirst()).map { $1 - $0 } + [lag * slabBeats - last]
  }

  /// Where the neighbour of lane 0 is when all beats lie side by side.
  func lane(of offset: [Int]) -> Int {
    let (beat, lane) = Self.place(offset, strides, lanes)
    return (beats.firstIndex(of: beat) ?? 0) * lanes + lane
  }

  /// Where lane 0 of the beat that is computed is then.
  var centre: Int { (beats.firstIndex(of: 0) ?? 0) * lanes }

  private static func place(
    _ offset: [Int], _ strides: [Int], _ lanes: Int
  ) -> (beat: Int, lane: Int) {
    let cells = zip(offset, strides).reduce(0) { $0 + $1.0 * $1.1 }
    let lane = (cells % lanes + lanes) % lanes
    return ((cells - lane) / lanes, lane)
  }
}
