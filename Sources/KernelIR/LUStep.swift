/// The steps of a blocked LU factorisation, by the names of the kernel's operations.
package enum LUStep: String, Sendable {
  /// A block on the diagonal becomes its factors.
  case diagonal
  /// Blocks right of it become those of U: L⁻¹ · a.
  case top
  /// Blocks below it become those of L: a · U⁻¹.
  case left
  /// All others lose the product of the blocks left and on top of them.
  case inner

  /// The array with the one block that is loaded before all others: the factors of the diagonal
  /// block, or the block on the left; `nil` where there is none.
  var given: String? {
    switch self {
    case .diagonal: nil
    case .top, .left: "factors"
    case .inner: "left"
    }
  }

  /// The arrays that are read, in argument order.
  var inputs: [String] {
    [given, self == .inner ? "top" : nil, changed].compactMap(\.self)
  }

  /// The array of the blocks that change.
  var changed: String { "a" }

  /// The array of results.
  var result: String { self == .diagonal ? "factors" : "updated" }

  /// Whether the column of the diagonal element is divided by it.
  var divides: Bool { self == .diagonal || self == .left }
}
