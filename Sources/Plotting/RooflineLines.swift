import RooflineModel

/// The lines and bands of rooflines.
struct RooflineLines {
  /// Lines, the undermost first.
  let series: [PlotSeries]
  /// Intervals around lines.
  let bands: [PlotBand]

  init(boards: [BoardCeilings], axes: RooflineAxes) {
    // For each basis the faint lines lie under the others, over all boards.
    let shown = boards.flatMap { board in board.shown.map { Line(board, $0, axes) } }
    let ordered =
      shown.enumerated().sorted {
        ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
      }.map(\.element)
    series = ordered.map(\.series)
    bands = ordered.compactMap(\.band)
  }

  /// One ceiling as a line.
  private struct Line {
    let board: BoardCeilings
    let ceiling: Ceiling
    let axes: RooflineAxes

    init(_ board: BoardCeilings, _ ceiling: Ceiling, _ axes: RooflineAxes) {
      self.board = board
      self.ceiling = ceiling
      self.axes = axes
    }

    var rank: Int {
      let basis = [CeilingBasis.theoretical, .modelled, .measured].firstIndex(of: ceiling.basis)
      return (basis ?? 0) + (isFaint ? 0 : 10)
    }

    var series: PlotSeries {
      PlotSeries(
        points: points(ceiling.estimate.value),
        stroke: PlotStroke(
          dash: ceiling.basis.dash, color: board.color(ceiling.kind),
          weight: isFaint ? .faint : .strong),
        label: label, detail: detail, tags: tags)
    }

    var band: PlotBand? {
      guard let interval = ceiling.estimate.interval, interval.lowerBound > 0,
        interval.upperBound.isFinite
      else { return nil }
      return PlotBand(
        lower: points(interval.lowerBound), upper: points(interval.upperBound),
        color: board.color(ceiling.kind), tags: tags)
    }

    private var tags: [String] {
      let board = ceiling.board
      let own = "\(board) \(ceiling.kind.name) \(ceiling.basis.rawValue)"
      return [own, ceiling.tag, RooflineTags.board(board)]
    }

    private var isFaint: Bool {
      switch ceiling.kind {
      case .hostLink, .onChip: true
      case .memory, .compute: false
      }
    }

    private var label: String {
      let prefix = board.boardColor == nil ? "" : ceiling.board + " "
      if let peak = board.namedPeak(beside: ceiling) {
        return prefix + CeilingLabel.text(of: ceiling, under: peak, in: board)
      }
      let peak = ceiling.basis == .theoretical ? " peak" : ""
      return "\(prefix)\(ceiling.kind.name)\(peak) \(ceiling.kind.text(of: ceiling.estimate.value))"
    }

    private var detail: String {
      let interval = ceiling.estimate.interval.map {
        "\(ceiling.kind.text(of: $0.lowerBound)) to \(ceiling.kind.text(of: $0.upperBound))"
      }
      let peak = board.namedPeak(beside: ceiling).map {
        "theoretical peak \($0.kind.text(of: $0.estimate.value))"
      }
      return [ceiling.basis.rawValue, interval ?? "", peak ?? "", ceiling.origin]
        .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func points(_ rate: Double) -> [PlotPoint] {
      ceiling.kind.elementType == nil ? sloped(rate) : flat(rate)
    }

    /// From the left edge up to the highest compute ceiling, or to the upper right.
    private func sloped(_ bandwidth: Double) -> [PlotPoint] {
      let left = axes.horizontal.range.lowerBound
      let top =
        board.highest(board.computeCeilings, like: ceiling.basis)
        ?? axes.vertical.range.upperBound
      let right = top / bandwidth
      let start = min(left, right / 10)
      return [PlotPoint(start, start * bandwidth), PlotPoint(right, top)]
    }

    /// From the fastest off-chip memory to the right edge; from the left edge without a memory.
    private func flat(_ throughput: Double) -> [PlotPoint] {
      let fastest = board.highest(board.memoryCeilings, like: ceiling.basis)
      let start = fastest.map { throughput / $0 } ?? axes.horizontal.range.lowerBound
      let right = axes.horizontal.range.upperBound
      return [PlotPoint(start, throughput), PlotPoint(max(right, start), throughput)]
    }
  }
}

extension CeilingBasis {
  /// How lines of a basis are interrupted: modelled never looks like measured.
  var dash: PlotDash {
    switch self {
    case .measured: .solid
    case .modelled: .longDash
    case .theoretical: .shortDash
    }
  }
}
