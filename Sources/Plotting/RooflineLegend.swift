import RooflineModel

/// Title, legend and footnotes of rooflines.
struct RooflineLegend {
  let boards: [BoardCeilings]
  let points: [KeyedPoint]

  /// `Roofline of u280, modelled`: boards, and how their lines and runs are known.
  var title: String {
    let names = boards.map(\.roofline.board).uniqued.filter { !$0.isEmpty }
    let fitted = bases.filter { $0 != .theoretical }
    let known = (fitted.isEmpty ? bases : fitted).map(\.rawValue).joined(separator: " and ")
    let subject = names.isEmpty ? "Roofline" : "Roofline of \(names.joined(separator: ", "))"
    return known.isEmpty ? subject : "\(subject), \(known)"
  }

  /// Line styles, colours of boards, and marks, as far as they occur.
  var entries: [PlotLegendEntry] {
    boardEntries + lineEntries + orientationEntries + markEntries
  }

  /// What cannot be right, and what is missing.
  var footnotes: [String] {
    let violations = boards.flatMap(\.roofline.violations)
    let shown = violations.prefix(3).map { "Physics check: \($0.subject), but \($0.limit)." }
    let more = violations.count - shown.count
    return shown + (more > 0 ? ["Physics check: and \(more) more."] : [])
  }

  private var shown: [Ceiling] { boards.flatMap(\.shown) }

  private var bases: [CeilingBasis] {
    CeilingBasis.allCases.filter { basis in
      shown.contains { $0.basis == basis }
        || points.contains { !$0.isKernel && $0.point.basis == basis }
    }
  }

  private var boardEntries: [PlotLegendEntry] {
    boards.compactMap { board in
      board.boardColor.map {
        PlotLegendEntry(
          sample: .line(PlotStroke(color: $0)), text: board.roofline.board,
          tag: RooflineTags.board(board.roofline.board))
      }
    }
  }

  private var lineEntries: [PlotLegendEntry] {
    bases.filter { basis in shown.contains { $0.basis == basis } }.map {
      PlotLegendEntry(
        sample: .line(PlotStroke(dash: $0.dash)),
        text: $0 == .theoretical ? "theoretical peak" : known($0), tag: RooflineTags.lines($0))
    }
  }

  /// `modelled`, or `modelled / theoretical peak of fma` where labels name the peak.
  private func known(_ basis: CeilingBasis) -> String {
    let namesPeaks = boards.contains { board in
      board.shown.contains { $0.basis == basis && board.namedPeak(beside: $0) != nil }
    }
    guard namesPeaks else { return basis.rawValue }
    let operations = boards.map(\.singleOperation)
    let operation = Set(operations).count == 1 ? operations.first ?? nil : nil
    return "\(basis.rawValue) / theoretical peak" + (operation.map { " of \($0)" } ?? "")
  }

  private var orientationEntries: [PlotLegendEntry] {
    let links = shown.first {
      if case .hostLink = $0.kind { true } else { false }
    }
    let storage = shown.first {
      if case .onChip = $0.kind { true } else { false }
    }
    return [
      entry(links, "host link, where data cross it in every call"),
      entry(storage, "on-chip storage, as if each off-chip byte were one on-chip byte"),
    ].compactMap { $0 }
  }

  private func entry(_ ceiling: Ceiling?, _ text: String) -> PlotLegendEntry? {
    ceiling.map { ceiling in
      let stroke = PlotStroke(dash: ceiling.basis.dash, color: .faint, weight: .faint)
      return PlotLegendEntry(sample: .line(stroke), text: text, tag: ceiling.tag)
    }
  }

  private var markEntries: [PlotLegendEntry] {
    let hasRidges = boards.contains { board in
      board.showsRidgePoints && board.roofline.ridgePoints.contains { board.meets($0) }
    }
    let ridge = PlotLegendEntry(
      sample: .mark(.small, .foreground), text: "ridge point", tag: RooflineTags.ridges)
    return (hasRidges ? [ridge] : [])
      + [
        entry(points.filter { !$0.isKernel && $0.point.basis == .measured }, "measured runs"),
        entry(points.filter { !$0.isKernel && $0.point.basis != .measured }, "modelled runs"),
        entry(points.filter(\.isKernel), "your kernels"),
      ].compactMap { $0 }
  }

  private func entry(_ points: [KeyedPoint], _ text: String) -> PlotLegendEntry? {
    guard let first = points.first?.key else { return nil }
    let keys = points.compactMap(\.key)
    let outlined = points.first?.point.basis != .measured
    let rest = points.count - keys.count
    return PlotLegendEntry(
      sample: .mark(.letter(first, outlined: outlined), .foreground),
      text: (keys.count > 1 ? "\(text) \(KeyedPoint.range(keys))" : text)
        + (rest > 0 ? " and \(rest) \(outlined ? "rings" : "dots")" : ""),
      tag: points.first.map {
        $0.isKernel ? RooflineTags.kernels : RooflineTags.runs($0.point.basis)
      } ?? "")
  }
}
