public import Specs

/// A number that some kernels fix when they are built, beside what every design point has.
public enum DesignParameter: String, Sendable, CaseIterable {
  /// Rows and columns of the matrix blocks that are held on chip.
  case block
  /// Cells of a row of a grid.
  case width
  /// Rows of a plane of a grid.
  case height
  /// Distance of the farthest neighbours of a cell.
  case radius
  /// Steps of a stencil that are computed one after another on the chip.
  case steps
  /// Rows, columns and depth of an array of multiply-accumulate operators.
  case array
  /// The logarithm to base 2 of the points of a transform.
  case log2n
  /// Times that the expression of a recurrence is applied.
  case repeats
  /// Results that a reduction holds side by side in time, so that an adder has time to finish.
  case partials
  /// Elements of a vector that are held on chip.
  case held
  /// Lines of the caches between the kernel and its memory ports, for tools that build such caches; not
  /// a choice of the kernel's structure, and absent where there are none.
  case cacheLines = "cache_lines"
  /// Cycles between the starts of a chain that is a pipelined function without memory ports, for tools
  /// that pipeline functions only; absent where there is none.
  case functionInterval = "function_ii"
  /// Processes that share the stages of a chain between two streams, for tools that pipeline no loops;
  /// absent where there are none.
  case processes

  /// Whether the parameter is one that a tool offers, not a choice of the kernel's structure.
  public var isOfTool: Bool {
    switch self {
    case .cacheLines, .functionInterval, .processes: true
    default: false
    }
  }
}

extension KernelStructure {
  /// The parameters that designs of the structure have, with their defaults.
  public var parameters: [DesignParameter: Int] {
    (shapeType?.parameters ?? []).reduce(into: [:]) { $0[$1.parameter] = $1.usual }
  }
}
