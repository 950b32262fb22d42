import Quantities

/// What one design takes of one region of its board.
package struct RegionUse: Hashable, Sendable {
  /// The design.
  package var label: String
  /// The region, e.g. `SLR0`.
  package var region: String
  /// Resources by name with the share of the region that is taken, 0–1 or above, in a fixed order.
  package var shares: [(resource: String, share: Double)] {
    zip(resources, values).map { ($0, $1) }
  }
  /// Whether a tool reported it; otherwise it is an estimate.
  package var isMeasured: Bool

  private var resources: [String]
  private var values: [Double]

  /// Creates a use.
  package init(
    label: String, region: String, shares: [(resource: String, share: Double)],
    isMeasured: Bool = false
  ) {
    self.label = label
    self.region = region
    self.isMeasured = isMeasured
    resources = shares.map(\.resource)
    values = shares.map(\.share)
  }
}

/// Bars of the resources that designs take of each region.
struct ResourceKind: PlotKind {
  /// More groups of bars than this are left out, with a footnote.
  static let most = 12

  var name: String { "resources" }
  var summary: String { "resources that designs take of each region (SLR) of their board" }
  var needs: PlotNeed { .regions }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    guard !source.uses.isEmpty else {
      throw PlotKindError(
        kind: name, missing: "no rows have resources (lut, ff, dsp, bram, uram) and a known board",
        command: "ferrule bench u280 -o rows.csv")
    }
    let shown = Array(source.uses.prefix(Self.most))
    let names = shown.flatMap { $0.shares.map(\.resource) }.uniqued
    let highest = shown.flatMap { $0.shares.map(\.share) }.max() ?? 1
    let isMeasured = shown.allSatisfy(\.isMeasured)
    let more = source.uses.count - shown.count
    let labels = shown.map(\.label).uniqued
    return PlotScene(
      title: (labels.count == 1 ? "Resources of \(labels[0])" : "Resources")
        + (isMeasured ? ", reported" : ", estimated"),
      horizontal: PlotAxis(
        title: "share of the region", unit: "%", unitFactor: 0.01, scale: .linear, from: 0,
        to: max(1, highest * 1.05)),
      vertical: PlotAxis(
        title: "",
        names: shown.reversed().map {
          labels.count == 1 ? $0.region : "\($0.label), \($0.region)"
        }),
      bars: shown.enumerated().flatMap { index, use in
        bars(use, at: Double(shown.count - 1 - index), names)
      },
      legend: names.enumerated().map { index, name in
        PlotLegendEntry(
          sample: .mark(.letter(BarKeys.key(index), outlined: !isMeasured), .series(index)),
          text: name, tag: name)
      },
      footnotes: more > 0
        ? ["\(more) more designs and regions are not drawn: plot fewer rows."] : [])
  }

  private func bars(_ use: RegionUse, at place: Double, _ names: [String]) -> [PlotBar] {
    let height = 0.8 / Double(max(1, names.count))
    return use.shares.map { resource, share in
      let index = names.firstIndex(of: resource) ?? 0
      let top = place + 0.4 - Double(index) * height
      let percent = SIPrefix.significant(share * 100, digits: 3)
      return PlotBar(
        from: PlotPoint(0, top - height), to: PlotPoint(max(0, share), top),
        color: .series(index), key: BarKeys.key(index), outlined: !use.isMeasured,
        detail: "\(use.label), \(use.region): \(resource) \(percent) %, "
          + (use.isMeasured ? "reported" : "estimated"),
        tags: [resource])
    }
  }
}
