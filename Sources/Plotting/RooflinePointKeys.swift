package import RooflineModel

/// A point of a plot with the sign that it has there.
package struct KeyedPoint: Hashable, Sendable {
  /// The sign in plot and table; `nil` when there were more points than signs.
  package var key: Character?
  /// The point.
  package var point: RooflinePoint
  /// Whether it is one of the user's kernels rather than a run of the board's sweep.
  package var isKernel: Bool
  /// The board's place among the rooflines, for its colour; `nil` when it is none of them.
  package var boardIndex: Int?
}

extension KeyedPoint {
  /// Gives signs to points: digits for the user's kernels; for runs capital letters when they are
  /// measured and small ones when they are modelled, so that even without colour and legend one is
  /// not taken for the other.
  ///
  /// - Parameters:
  ///   - rooflines: Boards, whose points come in their order.
  ///   - kernels: The user's kernels, after all runs.
  ///   - options: What is shown.
  /// - Returns: Every point that the options show, drawable or not.
  package static func keyed(
    _ rooflines: [Roofline], kernels: [RooflinePoint] = [],
    options: RooflineSceneOptions = RooflineSceneOptions()
  ) -> [KeyedPoint] {
    var measured = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[...]
    var modelled = "abcdefghijklmnopqrstuvwxyz"[...]
    var digits = "123456789"[...]
    let boards = rooflines.map(\.board)
    let runs = rooflines.enumerated().flatMap { index, roofline in
      roofline.points.filter(options.shows).map { point in
        let key = point.basis == .measured ? measured.popFirst() : modelled.popFirst()
        return KeyedPoint(key: key, point: point, isKernel: false, boardIndex: index)
      }
    }
    return runs
      + kernels.filter(options.shows).map { kernel in
        KeyedPoint(
          key: digits.popFirst(), point: kernel, isKernel: true,
          boardIndex: boards.firstIndex(of: kernel.board))
      }
  }

  /// The keys as they are listed: `a–l`, `a, c`; empty without any.
  static func range(_ keys: [Character]) -> String {
    guard let first = keys.first, let last = keys.last else { return "" }
    return keys.count > 2
      ? "\(first)–\(last)" : keys.map(String.init).joined(separator: ", ")
  }
}
