package import Measurements
package import RooflineModel

/// What plots are made from: rows with what was concluded from them.
package struct PlotSource: Sendable {
  /// Rows of all files.
  package var rows: [Measurement]
  /// One roofline per board.
  package var rooflines: [Roofline]
  /// The user's kernels on their rooflines.
  package var kernels: [RooflinePoint] = []
  /// What of rooflines is drawn.
  package var options = RooflineSceneOptions()
  /// Where the time of runs went, in the order of the rows.
  package var breakdowns: [RunBreakdown] = []
  /// What runs take of the regions of their boards, in the order of the rows.
  package var uses: [RegionUse] = []
  /// Speed-ups of the user's kernels over their size.
  package var speedups: [SpeedupCurve] = []

  /// Creates a source of rows and their rooflines.
  package init(rows: [Measurement], rooflines: [Roofline]) {
    self.rows = rows
    self.rooflines = rooflines
  }
}

/// One kind of plot: the seam where a new one is added.
///
/// A kind draws what the rows say and nothing else; what it draws from the model, it draws dashed
/// or as outlines.
package protocol PlotKind: Sendable {
  /// The name on the command line.
  var name: String { get }
  /// What is plotted, in a few words.
  var summary: String { get }
  /// What has to be worked out before: rows alone are not enough for every kind.
  var needs: PlotNeed { get }

  /// The picture.
  ///
  /// - Throws: ``PlotKindError`` when the source lacks what is plotted.
  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene
}

/// What a kind needs beside rows and rooflines.
package enum PlotNeed: Sendable {
  /// Nothing.
  case nothing
  /// Stall breakdowns of the runs: the model runs their designs.
  case breakdowns
  /// Regions of the boards and what the runs take of them.
  case regions
  /// The user's kernels.
  case kernels
}

/// The source has nothing of a kind.
package struct PlotKindError: Error, Hashable, CustomStringConvertible {
  /// The kind.
  package var kind: String
  /// What is missing.
  package var missing: String
  /// A command that makes it.
  package var command: String

  /// Everything in a sentence or two.
  package var description: String {
    "--kind \(kind): \(missing). Make some with: \(command)"
  }
}

/// The kinds of plots.
package enum PlotKinds {
  /// Every kind; a new one is one line here.
  package static let all: [any PlotKind] = [
    RooflineKind(), EnergyKind(), SweepKind.workingSet, SweepKind.burst, SweepKind.stride,
    SweepKind.scaling, SpeedupKind(), StallKind(), ResourceKind(),
  ]

  /// The kind with a name; `nil` for a name that none has.
  package static func kind(named name: String) -> (any PlotKind)? { all.first { $0.name == name } }
}

/// Rooflines.
struct RooflineKind: PlotKind {
  var name: String { "roofline" }
  var summary: String { "throughput over operational intensity, with ceilings" }
  var needs: PlotNeed { .nothing }

  func scene(of source: PlotSource) throws(PlotKindError) -> PlotScene {
    RooflineScene(
      rooflines: source.rooflines, kernels: source.kernels, options: source.options
    ).scene
  }
}
