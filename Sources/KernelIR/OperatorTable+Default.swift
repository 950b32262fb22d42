public import Specs

extension OperatorTable {
  /// The implementation that Vitis HLS takes when nothing is bound: floating-point cores and
  /// multipliers with most DSP slices (`fulldsp`, `maxdsp`), integer adders in look-up tables.
  ///
  /// Source: module names of Vitis HLS reports, e.g. `fadd_32ns_32ns_32_7_full_dsp_1` and
  /// `fmul_32ns_32ns_32_4_max_dsp_1`.
  ///
  /// - Returns: `nil` when the table has no implementation of the operator for the type.
  public func toolDefault(
    of operation: OperatorKind, type: ElementType
  ) -> OperatorCost? {
    let options = implementations(of: operation, type: type)
    let prefersDSP = type.isFloat || operation != .add
    return options.max { left, right in
      prefersDSP ? left.cost.dsp < right.cost.dsp : left.cost.dsp > right.cost.dsp
    }
  }
}
