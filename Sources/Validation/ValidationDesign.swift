import KernelIR
import Quantities
import Runners
import Specs

/// The kernel job that repeats a fact on the model, with what had to be adjusted for it.
///
/// A row was measured on a real board, so what only matters when a design is built (resources, port
/// and clock limits) is a remark, never a refusal.
struct ValidationDesign {
  let board: BoardSpec
  let job: KernelJob
  let program: KernelProgram
  /// What the model does differently from the row, or what a build would be warned about.
  let remarks: [String]

  /// Builds the job.
  ///
  /// - Throws: ``ValidationRefusal`` with the reason why it cannot be built.
  init(_ fact: ValidationFact, board: BoardSpec, kernel: KernelSpec) throws(ValidationRefusal) {
    let check = ValidationRowCheck(fact: fact, board: board, kernel: kernel)
    try check.run()
    var limits = ValidationLimits(board: board)
    var builder = DesignBuilder(
      board: board, kernel: kernel, values: Self.values(fact, kernel),
      label: \.column)
    var job = try Self.job(&builder)
    limits.apply(to: &job)
    try Self.setSize(fact, &job, &limits.remarks)
    let wide = limits.widened(builder.board, for: job)
    do throws(DesignError) {
      let lowering = try KernelLowering(kernel: kernel, board: wide, design: job.design)
      try lowering.check(job.run)
      program = try lowering.program()
    } catch {
      throw .unsupported(error.reasons.joined(separator: "; "))
    }
    limits.checkPlacement(of: program, job)
    self.board = wide
    self.job = job
    remarks = limits.remarks
  }

  private static func job(_ builder: inout DesignBuilder) throws(ValidationRefusal) -> KernelJob {
    do throws(DesignMistakes) {
      return try builder.job()
    } catch {
      throw .failed(error.lines.joined(separator: "; "))
    }
  }

  /// What the builder is told: sizes of tiled kernels are set afterwards, because they are rounded.
  private static func values(
    _ fact: ValidationFact, _ kernel: KernelSpec
  ) -> [DesignKey: String] {
    var values = fact.values
    if isTiled(kernel) || kernel.structure.isShaped {
      [.size, .problemSize].forEach { values[$0] = nil }
    }
    // Accesses that follow each other make one sequence, whatever the size of each.
    if values[.pattern] == AccessPattern.sequential.rawValue {
      [.stride, .accessBytes].forEach { values[$0] = nil }
    }
    if values[.pattern] == AccessPattern.random.rawValue { values[.stride] = nil }
    // Page states are told apart at the controller's own port, by engines in RTL.
    if values[.page] != nil, values[.adapter] == nil {
      values[.adapter] = PortAdapter.none.rawValue
    }
    return values
  }

  private static func isTiled(_ kernel: KernelSpec) -> Bool {
    kernel.structure == .elementwise || kernel.structure == .roofline
  }

  /// Whole tiles of what the row gives: the last, shorter one of a real run is left out.
  private static func setSize(
    _ fact: ValidationFact, _ job: inout KernelJob, _ remarks: inout [String]
  ) throws(ValidationRefusal) {
    let design = job.design
    if let shape = job.kernel.shape(of: design) {
      return setSize(fact, shape, &job, &remarks)
    }
    guard isTiled(job.kernel) else { return }
    let wanted: Int
    let unit: Int
    if let elements = fact.values[.problemSize].flatMap(Int.init) {
      (wanted, unit) = (elements, product(design.lanes, design.computeUnits))
    } else if let bytes = fact.values[.size].flatMap(Int.init) {
      (wanted, unit) = (bytes, product(design.lanes, design.elementType.bytes))
    } else {
      return
    }
    let tiles = wanted / unit / design.tileBeats
    let size = product(product(tiles, design.tileBeats), unit)
    guard tiles > 0 else {
      throw .failed(
        "the size of \(wanted) is smaller than one chunk of \(product(design.tileBeats, unit))")
    }
    job.run.beats = tiles * design.tileBeats
    if size != wanted {
      remarks.append("size \(wanted) taken as \(size), a whole number of chunks")
    }
  }

  /// What the design divides evenly of the size that the row gives.
  private static func setSize(
    _ fact: ValidationFact, _ shape: any KernelShape, _ job: inout KernelJob,
    _ remarks: inout [String]
  ) {
    guard let wanted = fact.values[.problemSize].flatMap(Int.init) else { return }
    job.run = shape.run(problemSize: wanted)
    guard let size = shape.problemSize(job.run), size != wanted else { return }
    remarks.append("size \(wanted) taken as \(size), which the design divides evenly")
  }

  /// At least 1, at most the largest `Int`: foreign numbers are multiplied here.
  private static func product(_ left: Int, _ right: Int) -> Int {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? Int.max : max(1, result)
  }
}
