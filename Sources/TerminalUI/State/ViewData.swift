import Quantities
package import RooflineModel
package import RunStore

/// A row of the table: a run of the files or a kernel of the user.
package enum RowID: Hashable, Sendable {
  /// Index into the runs of the files.
  case run(Int)
  /// Index into the user's kernels.
  case kernel(Int)
}

/// What is looked at: what the files hold so far, and the user's kernels.
package struct ViewData: Sendable {
  /// Names of the files, as the user gave them.
  package var files: [String]
  /// What has been read.
  package var snapshot: RunSnapshot
  /// The user's kernels as points.
  package var kernels: [RooflinePoint]
  /// Arguments that open the same kernels, for the equivalent command; empty without kernels.
  package var kernelArguments: [String]

  /// Creates data.
  package init(
    files: [String], snapshot: RunSnapshot, kernels: [RooflinePoint] = [],
    kernelArguments: [String] = []
  ) {
    self.files = files
    self.snapshot = snapshot
    self.kernels = kernels
    self.kernelArguments = kernelArguments
  }

  /// Rates per joule instead of per second; `nil` for rates per second.
  var energy: EnergyView?

  private let points = PointCache()

  /// One per board, per second or per joule.
  package var rooflines: [Roofline] { energy?.rooflines ?? snapshot.rooflines }

  /// A rate in words: `1.092 TOP/s`, or `12.4 GOP/J`.
  package func text(ofRate rate: Double) -> String { inUnit(Throughput(rate).description) }

  /// The same words with the unit of the view.
  func inUnit(_ text: String) -> String {
    guard energy != nil, text.hasSuffix("/s") else { return text }
    return text.dropLast() + "J"
  }

  /// How many rows the table has at most.
  package var rowCount: Int { kernels.count + snapshot.runs.count }

  /// The boards of the files.
  package var boards: [String] { rooflines.map(\.board) }

  /// Off-chip memories that have a ceiling or a run.
  package var memories: [String] {
    let named = rooflines.flatMap(\.ceilings).compactMap { ceiling -> String? in
      if case .memory(let name) = ceiling.kind { name } else { nil }
    }
    return Set(named).sorted()
  }

  /// Element types that have a compute ceiling.
  package var elementTypes: [String] {
    Set(rooflines.flatMap(\.computeTypes)).sorted()
  }

  /// A row as a point; `nil` when it has no place on the roofline or no longer exists.
  package func point(of row: RowID) -> RooflinePoint? {
    switch row {
    case .kernel(let index):
      kernels.indices.contains(index) && energy == nil ? kernels[index] : nil
    case .run(let index): run(index)
    }
  }

  private func run(_ index: Int) -> RooflinePoint? {
    guard index >= 0, index < snapshot.runs.count else { return nil }
    // A file that changed is told by the details; a picture can only leave the point out.
    let point = points.point(index) { try? snapshot.point(of: index) }
    guard let energy else { return point }
    return point.flatMap { energy.point($0, run: index) }
  }

  /// The roofline of a board.
  package func roofline(of board: String) -> Roofline? {
    rooflines.first { $0.board == board }
  }
}
