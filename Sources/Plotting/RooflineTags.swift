import RooflineModel

/// The groups of a roofline that a page can hide: what the entries of its legend stand for.
enum RooflineTags {
  /// Ridge points.
  static let ridges = "ridge points"
  /// The user's kernels.
  static let kernels = "kernels"

  /// Everything of a board.
  static func board(_ name: String) -> String { "board \(name)" }

  /// Ceilings of a basis.
  static func lines(_ basis: CeilingBasis) -> String { "lines \(basis.rawValue)" }

  /// Runs, told apart as their marks are: measured ones and others.
  static func runs(_ basis: CeilingBasis) -> String {
    basis == .measured ? "runs measured" : "runs modelled"
  }

  /// The groups of a run or kernel.
  static func tags(_ keyed: KeyedPoint) -> [String] {
    let point = keyed.point
    let group = keyed.isKernel ? kernels : runs(point.basis)
    return [
      "\(group) \(keyed.key.map(String.init) ?? "") \(point.label)", group, board(point.board),
    ]
  }
}

extension Ceiling {
  /// The legend entry that it belongs to.
  var tag: String {
    switch kind {
    case .hostLink: "host link"
    case .onChip: "on-chip"
    case .memory, .compute: RooflineTags.lines(basis)
    }
  }
}
