import ClockModel
import Foundation
import Plotting
import Quantities
import Specs

/// What `ferrule clock` prints about a design.
struct ClockReport {
  private let model: BoardClockModel
  private let estimate: ClockEstimate
  private let changes: [ClockChange]

  /// Asks the model.
  init(_ model: BoardClockModel, _ demand: ClockDemand) {
    self.model = model
    estimate = model.estimate(demand)
    changes = model.changes(of: demand)
  }

  /// Prints text, or a table with one row.
  func print(_ display: DisplayOptions) {
    guard display.format == .text else {
      return TableOutput.print(header, [row], display: display)
    }
    let paragraph = Paragraph(display.textPlot())
    for (name, text) in lines {
      Swift.print(
        paragraph.lines(
          text, first: name.padding(toLength: 10, withPad: " ", startingAt: 0),
          indent: 11), terminator: "")
    }
  }

  private var lines: [(String, String)] {
    let request = estimate.demand.request.map { "\($0)" } ?? "none"
    var lines = [("board", "\(model.board.title), request \(request)")]
    if estimate.isKnown {
      lines.append(("clock", "\(ClockText.clock(estimate.clock)) (modelled)"))
      lines.append(
        (
          "interval",
          "\(ClockText.clock(estimate.low)) to \(ClockText.clock(estimate.high)), "
            + "\(ClockText.percent(FamilyClockModel.coverage)) of builds not seen before"
        ))
    } else {
      lines.append(("clock", "not known: " + estimate.unknowns.joined(separator: "; ")))
    }
    lines.append(("use", use))
    if estimate.isKnown {
      lines.append(("cycle", cycle))
      lines.append(("limit", estimate.limit))
    }
    lines.append(("next", next))
    return lines + [("builds", builds)]
  }

  private var use: String {
    let shares = ResourceKind.allCases.compactMap { kind in
      estimate.shares.shares[kind].map { "\(kind.rawValue.uppercased()) \(ClockText.percent($0))" }
    }
    let regions = estimate.shares.regions
    let inferred = estimate.demand.regions == nil ? ", inferred" : ""
    let units = estimate.demand.units
    return shares.joined(separator: ", ") + " of \(regions) of \(model.device.regions.count) "
      + "\(model.device.basis == .die ? "dies with the shell" : "regions")\(inferred); \(units) "
      + "unit\(units == 1 ? "" : "s")" + (estimate.demand.isFloorplanned ? ", floorplanned" : "")
  }

  private var cycle: String {
    let terms = estimate.terms.filter { $0.nanoseconds > 0 }.map {
      " + \(SIPrefix.significant($0.nanoseconds, digits: 3)) ns \($0.term.title)"
    }
    return "\(SIPrefix.significant(estimate.emptyCycle, digits: 3)) ns of a nearly empty device"
      + terms.joined()
  }

  private var next: String {
    let known = changes.prefix(2).map { "\($0.title): \(ClockText.clock($0.clock))" }
    return known.isEmpty ? "no change of the design raises it" : known.joined(separator: "; ")
  }

  private var builds: String {
    let family = model.family
    return "\(family.builds) published builds of \(family.family), \(family.atRequest) of them at "
      + "their request, \(family.floorplanned) floorplanned"
  }

  private var header: [String] {
    ["board", "family", "request_hz", "clock_hz", "clock_low_hz", "clock_high_hz", "evidence"]
      + ResourceKind.allCases.map { "\($0.rawValue)_share" }
      + ["slrs", "units", "floorplanned", "builds", "limit", "next", "reason"]
  }

  private var row: [String] {
    func hertz(_ clock: Frequency?) -> String {
      clock.map { SIPrefix.significant($0.value, digits: 9) } ?? ""
    }
    let isKnown = estimate.isKnown
    return [
      model.board.name, model.family.family, hertz(estimate.demand.request),
      isKnown ? hertz(estimate.clock) : "", isKnown ? hertz(estimate.low) : "",
      isKnown ? hertz(estimate.high) : "", isKnown ? Evidence.modelled.rawValue : "",
    ]
      + ResourceKind.allCases.map { kind in
        estimate.shares.shares[kind].map { SIPrefix.significant($0) } ?? ""
      }
      + [
        "\(estimate.shares.regions)", "\(estimate.demand.units)",
        estimate.demand.isFloorplanned ? "yes" : "no", "\(model.family.builds)",
        isKnown ? estimate.limit : "", changes.first?.title ?? "",
        estimate.unknowns.joined(separator: "; "),
      ]
  }
}

/// What `ferrule clock --evaluate` prints: errors on builds that a fit had not seen.
struct ClockEvaluationReport {
  private let evaluations: [ClockEvaluation]

  /// Evaluates every family with a model.
  init(_ model: ClockModel) {
    evaluations = model.families.filter { model.family($0) != nil }.map(model.evaluation)
  }

  private static let header = [
    "family", "builds", "at_request", "left_out", "groups", "error_hz", "relative_error",
    "error_below_request_hz", "coverage", "width_hz", "request_error_hz", "mean_error_hz",
  ]
  /// Columns that fit a terminal.
  private static let shortHeader = [
    "family", "builds", "left out", "error", "rel.", "inside", "width", "request",
  ]

  /// Prints one row per family and scheme.
  func print(_ display: DisplayOptions) {
    guard display.format == .text else {
      return TableOutput.print(Self.header, evaluations.flatMap(rows), display: display)
    }
    TableOutput.print(
      Self.shortHeader, evaluations.flatMap(shortRows),
      right: Set(Self.shortHeader).subtracting(["family", "left out"]), display: display)
    let paragraph = Paragraph(display.textPlot())
    for (name, text) in Self.notes {
      Swift.print(paragraph.lines(text, first: name, indent: 2), terminator: "")
    }
  }

  private static let notes = [
    (
      "error:",
      "mean of the distance between predicted and reached clock, when the build, all builds of "
        + "its design or all of its library are left out of the fit"
    ),
    (
      "inside:",
      "builds inside intervals of \(ClockText.percent(FamilyClockModel.coverage)) that were made "
        + "without them; width: mean width of these"
    ),
    ("request:", "the error of taking the requested clock"),
  ]

  private func shortRows(_ evaluation: ClockEvaluation) -> [[String]] {
    func megahertz(_ clock: Frequency?) -> String {
      clock.map { SIPrefix.significant($0.value / 1e6, digits: 3) + " MHz" } ?? ""
    }
    return evaluation.rows.map { row in
      [
        evaluation.family, "\(evaluation.builds)", "\(row.scheme.rawValue) (\(row.groups))",
        megahertz(row.error), ClockText.percent(row.relativeError), ClockText.percent(row.coverage),
        megahertz(row.width), megahertz(evaluation.requestError),
      ]
    }
  }

  private func rows(_ evaluation: ClockEvaluation) -> [[String]] {
    func hertz(_ clock: Frequency?) -> String {
      clock.map { SIPrefix.significant($0.value, digits: 6) } ?? ""
    }
    return evaluation.rows.map { row in
      [
        evaluation.family, "\(evaluation.builds)", "\(evaluation.atRequest)", row.scheme.rawValue,
        "\(row.groups)", hertz(row.error), SIPrefix.significant(row.relativeError),
        hertz(row.errorBelowRequest), SIPrefix.significant(row.coverage), hertz(row.width),
        hertz(evaluation.requestError), hertz(evaluation.meanError),
      ]
    }
  }
}
