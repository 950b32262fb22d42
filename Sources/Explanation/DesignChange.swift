import KernelIR
import Quantities
import Runners
import Specs

/// One change of a design that does the same work, as it would be built, or why it cannot be.
struct DesignChange: Hashable {
  /// What changes, from what to what.
  let name: String
  /// Whether it also needs the logic to meet timing at a higher clock, which no model here tells.
  var needsTiming = false
  /// The changed job with the board that it runs on; or why there is none.
  let outcome: Outcome

  /// A job, or the reason why the change means nothing.
  enum Outcome: Hashable {
    case possible(KernelJob, BoardSpec)
    case impossible(String)
  }
}

/// The work of a job, to be done by a changed design: the same bytes and operations.
struct SameWork {
  let job: KernelJob

  /// Arguments with which a changed design does the work of the job.
  ///
  /// - Parameters:
  ///   - design: The changed design.
  ///   - chosenTap: The tap to use; as before when `nil`, and the whole chain when it was whole.
  /// - Returns: `nil` when the work does not divide into whole beats, passes or accesses.
  func arguments(for design: DesignPoint, tap chosenTap: Int? = nil) -> RunArguments? {
    if job.kernel.structure.isShaped { return shaped(design) }
    var run = job.run
    switch job.kernel.structure {
    case .onChip: return banks(design)
    case .roofline:
      run.tap = chosenTap ?? tap(design)
      guard let passes = passes(design, tap: run.tap) else { return nil }
      run.passes = passes
    case .pointerChase, .randomAccess:
      // Links and places belong to beats and units: only a design with as many does the same.
      let isSame =
        design.lanes == job.design.lanes && design.computeUnits == job.design.computeUnits
      return isSame ? run : nil
    default: break
    }
    guard let beats = scaled(run.beats, design, perUnit: true) else { return nil }
    if job.kernel.structure == .memoryProbe {
      let isWhole = run.accessBeats >= run.beats
      guard let access = scaled(run.accessBeats, design),
        let stride = scaled(run.strideBeats, design),
        let set = scaled(run.workingSetBeats, design)
      else { return nil }
      (run.accessBeats, run.strideBeats, run.workingSetBeats) = (access, stride, set)
      // One long access stays one: each unit has its part of it.
      if isWhole { (run.accessBeats, run.strideBeats) = (beats, beats) }
      if isWhole, job.run.workingSetBeats == job.run.beats { run.workingSetBeats = beats }
    }
    run.beats = beats
    return run
  }

  /// The same problem, where the changed design divides it evenly.
  private func shaped(_ design: DesignPoint) -> RunArguments? {
    guard let size = job.kernel.shape(of: job.design)?.problemSize(job.run),
      let shape = job.kernel.shape(of: design)
    else { return nil }
    let run = shape.run(problemSize: size)
    return shape.problemSize(run) == size ? run : nil
  }

  /// Beats of the old width in beats of the new one; over all units, or of each.
  private func scaled(_ beats: Int, _ design: DesignPoint, perUnit: Bool = false) -> Int? {
    let old = perUnit ? job.design.lanes * job.design.computeUnits : job.design.lanes
    let new = perUnit ? design.lanes * design.computeUnits : design.lanes
    let (elements, overflow) = beats.multipliedReportingOverflow(by: old)
    guard !overflow, new > 0, elements % new == 0 else { return nil }
    return elements / new
  }

  /// Index of the operators in effect; a longer chain is used to its end when the old one was.
  private func tap(_ design: DesignPoint) -> Int {
    let isWhole = job.run.tap == OperatorChain.taps(length: job.design.chain).count - 1
    return isWhole ? OperatorChain.taps(length: design.chain).count - 1 : job.run.tap
  }

  /// Twice as many operators in a row need half as many passes for the same values.
  private func passes(_ design: DesignPoint, tap: Int) -> Int? {
    func length(_ design: DesignPoint, _ tap: Int) -> Int? {
      let taps = OperatorChain.taps(length: design.chain)
      return taps.indices.contains(tap) ? taps[tap] : nil
    }
    guard let old = length(job.design, job.run.tap), let new = length(design, tap) else {
      return nil
    }
    let (total, overflow) = old.multipliedReportingOverflow(by: job.run.passes)
    guard !overflow, total % new == 0 else { return nil }
    return total / new
  }

  /// More banks or units sweep less often, so that as many bytes are moved.
  private func banks(_ design: DesignPoint) -> RunArguments? {
    var run = job.run
    run.beats = design.tileBeats
    let old = [job.run.beats, job.run.passes, job.design.lanes, job.design.computeUnits]
    let new = [run.beats, design.lanes, design.computeUnits]
    guard let total = product(old), let part = product(new), part > 0, total % part == 0 else {
      return nil
    }
    run.passes = total / part
    return run
  }

  private func product(_ factors: [Int]) -> Int? {
    factors.reduce(1) { product, factor in
      let next = product?.multipliedReportingOverflow(by: factor)
      return next.flatMap { $0.overflow ? nil : $0.partialValue }
    }
  }
}
