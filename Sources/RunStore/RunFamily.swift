package import RooflineModel

/// What many design points have in common: board, memory, element type, kernel, operation and
/// evidence. Empty names are not known.
package struct RunFamily: Hashable, Sendable {
  /// Board.
  package var board: String
  /// Memory that was used.
  package var memory: String
  /// Element type.
  package var elementType: String
  /// Kernel.
  package var kernel: String
  /// Operation of the kernel.
  package var operation: String
  /// How the rows came about: measured or modelled.
  package var basis: CeilingBasis
  /// What such runs say something about.
  package var kinds: RunKinds

  /// The columns that tell families apart, beside the evidence.
  static let columns = ["board", "memory", "element_type", "kernel", "operation"]
}
