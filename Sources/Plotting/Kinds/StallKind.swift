import Quantities

/// Where the time of one run went, as the model accounts for it.
package struct RunBreakdown: Hashable, Sendable {
  /// One cause.
  package struct Part: Hashable, Sendable {
    /// Its name, e.g. `row miss`.
    package var cause: String
    /// Its share of the run, 0–1.
    package var share: Double
    /// What the time was spent on, in words.
    package var words: String

    /// Creates a part.
    package init(cause: String, share: Double, words: String = "") {
      self.cause = cause
      self.share = share
      self.words = words
    }
  }

  /// The run.
  package var label: String
  /// Causes, in a fixed order; those without a share may be missing.
  package var parts: [Part]

  /// Creates a breakdown.
  package init(label: String, parts: [Part]) {
    self.label = label
    self.parts = parts
  }
}

/// Stacked bars of where the time of runs went. Always the model's account: always outlines.
struct StallKind: PlotKind {
  /// More bars than this are left out, with a footnote.
  static let most = 20

  var name: String { "stalls" }
  var summary: String { "where the time of runs went, as the model accounts for it" }
  var needs: PlotNeed { .breakdowns }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    let runs = source.breakdowns.filter { !$0.parts.isEmpty }
    guard !runs.isEmpty else {
      throw PlotKindError(
        kind: name, missing: "no row is of a run that the model can repeat",
        command: "ferrule bench u280 -o rows.csv")
    }
    let shown = Array(runs.prefix(Self.most))
    let causes = shown.flatMap { $0.parts.filter { $0.share > 0 }.map(\.cause) }.uniqued
    let more = runs.count - shown.count
    return PlotScene(
      title: "Where the time goes, modelled",
      horizontal: PlotAxis(
        title: "share of the run", unit: "%", unitFactor: 0.01, scale: .linear, from: 0, to: 1),
      vertical: PlotAxis(title: "", names: shown.reversed().map(\.label)),
      bars: shown.enumerated().flatMap { index, run in
        bars(run, at: Double(shown.count - 1 - index), causes)
      },
      legend: causes.enumerated().map { index, cause in
        PlotLegendEntry(
          sample: .mark(.letter(BarKeys.key(index), outlined: true), .series(index)), text: cause,
          tag: cause)
      },
      footnotes: more > 0 ? ["\(more) more runs are not drawn: plot fewer rows."] : [])
  }

  private func bars(_ run: RunBreakdown, at place: Double, _ causes: [String]) -> [PlotBar] {
    var start = 0.0
    return run.parts.filter { $0.share > 0 }.map { part in
      let index = causes.firstIndex(of: part.cause) ?? 0
      defer { start += part.share }
      let percent = SIPrefix.significant(part.share * 100, digits: 3)
      return PlotBar(
        from: PlotPoint(start, place - 0.36), to: PlotPoint(start + part.share, place + 0.36),
        color: .series(index), key: BarKeys.key(index), outlined: true,
        detail: "\(run.label): \(part.cause) \(percent) %"
          + (part.words.isEmpty ? "" : ", \(part.words)"),
        tags: [part.cause])
    }
  }
}

/// The characters that tell bars apart where colours do not.
enum BarKeys {
  /// A capital letter, then a small one, then a star.
  static func key(_ index: Int) -> Character {
    let keys = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return keys.indices.contains(index) ? keys[index] : "*"
  }
}
