package import KernelIR
package import Specs

/// Chooses how the stages of a chain are built when the user names only their number.
package enum ChainBinding {
  /// The design with its stages bound: as the tool would, or, when that does not fit, with an exact
  /// mix of implementations that does; unchanged when nothing fits, so that the refusal is
  /// explained by the placement.
  package static func bound(
    _ design: DesignPoint, kernel: KernelSpec, board: BoardSpec
  ) -> DesignPoint {
    if kernel.structure.isShaped { return boundArray(design, kernel: kernel, board: board) }
    guard kernel.structure == .roofline, design.bindings.isEmpty,
      let arithmetic = ArithmeticOperator(rawValue: design.operation),
      let estimate = estimate(design, kernel, board),
      !Placement.fits(design.computeUnits, need: estimate.computeUnit, board: board)
    else { return design }
    let frame = estimate.computeUnit - estimate.operators
    let perRegion = (design.computeUnits + board.regions.count - 1) / board.regions.count
    let shares = UnitShares(board, most: perRegion + 2) { $0 == design.computeUnits }
    for candidate in shares.candidates {
      let mix = OperatorMix(
        arithmetic, design.elementType, table: board.operators,
        budget: candidate.budget - frame, width: design.lanes, most: design.chain)
      guard mix.count == design.chain else { continue }
      var mixed = design
      mixed.bindings = mix.bindings
      return mixed
    }
    return design
  }

  /// The design with its array of operators as the tool would build it, or else with the first
  /// combination that fits, those with most DSP slices first.
  private static func boundArray(
    _ design: DesignPoint, kernel: KernelSpec, board: BoardSpec
  ) -> DesignPoint {
    func fits(_ design: DesignPoint) -> Bool {
      guard let need = estimate(design, kernel, board)?.computeUnit else { return false }
      return Placement.fits(design.computeUnits, need: need, board: board)
    }
    guard design.bindings.isEmpty, !fits(design) else { return design }
    let table = board.operators
    let options = StageOptions.combinations(table, .fma, design.elementType)
      .filter { $0.add != nil }.sorted { $0.cost.dsp > $1.cost.dsp }
    for option in options {
      var bound = design
      bound.bindings = [option]
      if fits(bound) { return bound }
    }
    return design
  }

  /// `nil` for a design that cannot be lowered; the caller's own lowering then says why.
  private static func estimate(
    _ design: DesignPoint, _ kernel: KernelSpec, _ board: BoardSpec
  ) -> ResourceEstimate? {
    guard
      let lowering = try? KernelLowering(kernel: kernel, board: board, design: design),
      let program = try? lowering.program()
    else { return nil }
    return ResourceEstimate(program, board: board)
  }
}
