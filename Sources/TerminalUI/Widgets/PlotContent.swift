import Plotting
import Quantities
import RooflineModel

/// What the plot shows of a state: the scene, and which rows have a sign in it.
struct PlotContent {
  /// Runs up to this number are marks with letters; more are a cloud of dots.
  static let mostMarks = 52

  /// The picture.
  let scene: PlotScene
  /// The sign of each row that has one.
  let keys: [RowID: Character]
  /// Whether runs are drawn as a cloud.
  let hasCloud: Bool

  init(_ state: ViewState) {
    let shown = Self.rows(of: state)
    hasCloud = shown == nil
    var rooflines = state.shownRooflines
    var marked: [RowID] = []
    for index in rooflines.indices {
      let board = rooflines[index].board
      let own = (shown ?? []).filter { $0.point.board == board }
      rooflines[index].points = own.map(\.point)
      marked += own.map(\.row)
    }
    let kernelPoints = state.shownKernels.compactMap { row in
      state.data.point(of: row).map { (row, $0) }
    }
    .filter { pair in Self.isShown(pair.1, state) }
    let result = RooflineScene(
      rooflines: rooflines, kernels: kernelPoints.map(\.1), options: state.sceneOptions)
    var scene = result.scene
    scene.title = ""
    if state.data.energy == nil {
      Self.add(state.whatIf, to: &scene, state)
    } else {
      Self.relabel(&scene, state.data)
    }
    self.scene = scene
    marked += kernelPoints.map(\.0)
    let keyed = zip(marked, result.points).compactMap { row, point in
      point.key.map { (row, $0) }
    }
    keys = Dictionary(keyed, uniquingKeysWith: { first, _ in first })
  }

  /// Words per second become words per joule.
  private static func relabel(_ scene: inout PlotScene, _ data: ViewData) {
    let axis = scene.vertical
    scene.vertical = PlotAxis(
      title: "operations per energy", unit: "GOP/J", unitFactor: axis.unitFactor,
      scale: axis.scale, from: axis.range.lowerBound, to: axis.range.upperBound)
    for index in scene.series.indices {
      scene.series[index].label = data.inUnit(scene.series[index].label)
    }
  }

  /// The runs of the table as points, in the order of the files; `nil` when there are too many.
  private static func rows(of state: ViewState) -> [(row: RowID, point: RooflinePoint)]? {
    guard state.order.count <= mostMarks + state.data.kernels.count else { return nil }
    var runs: [Int] = []
    for case .run(let index) in state.order { runs.append(index) }
    guard runs.count <= mostMarks else { return nil }
    return runs.sorted().compactMap { index in
      state.data.point(of: .run(index)).map { (.run(index), $0) }
    }
  }

  /// What is drawn must be what is listed, so that signs and rows agree.
  private static func isShown(_ point: RooflinePoint, _ state: ViewState) -> Bool {
    state.filter.passes(
      board: point.board, memory: point.memory, elementType: point.elementType)
  }

  /// The changed design of what-if: its ceilings dotted, its point with a line from the old one.
  private static func add(_ whatIf: WhatIfState?, to scene: inout PlotScene, _ state: ViewState) {
    guard let whatIf, let answer = whatIf.answer else { return }
    let words = whatIf.isStale ? "stale" : "what-if"
    for ceiling in answer.ceilings where ceiling.estimate.value > 0 {
      scene.series.append(
        PlotSeries(
          points: line(of: ceiling, scene), stroke: PlotStroke(dash: .dotted, weight: .strong),
          label: "\(words) \(ceiling.kind.text(of: ceiling.estimate.value))"))
    }
    guard let point = answer.point else { return }
    let place = PlotPoint(point.intensity.value, point.throughput.value)
    if let old = state.data.point(of: whatIf.row) {
      scene.series.append(
        PlotSeries(
          points: [PlotPoint(old.intensity.value, old.throughput.value), place],
          stroke: PlotStroke(dash: .dotted, weight: .faint)))
    }
    scene.marks.append(
      PlotMark(point: place, glyph: .letter("?", outlined: true), color: .foreground, label: words))
  }

  private static func line(of ceiling: Ceiling, _ scene: PlotScene) -> [PlotPoint] {
    let (left, right) = (scene.horizontal.range.lowerBound, scene.horizontal.range.upperBound)
    let rate = ceiling.estimate.value
    if ceiling.kind.isCompute { return [PlotPoint(left, rate), PlotPoint(right, rate)] }
    return [PlotPoint(left, left * rate), PlotPoint(right, right * rate)]
  }
}
