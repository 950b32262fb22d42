public import Specs

/// A number that some kernels fix when they are built, beside what every design point has.
public enum DesignParameter: String, Sendable, CaseIterable {
  /// Rows and columns of the matrix blocks that are held on chip.
  case block
  /// Rows, columns and depth of an array of multiply-accumulate operators.
  case array
}

extension KernelStructure {
  /// The parameters that designs of the structure have, with their defaults.
  public var parameters: [DesignParameter: Int] {
    (shapeType?.parameters ?? []).reduce(into: [:]) { $0[$1.parameter] = $1.usual }
  }
}
