import ClockModel
import KernelIR
import Quantities
import Runners
import Specs

/// `--fill`: the job that gets most out of a board, and why it is not larger.
struct DeviceFilling {
  /// Chosen designs with their explanation.
  struct Filled {
    let job: KernelJob
    let explanation: String
  }

  private let board: BoardSpec
  private let kernel: KernelSpec
  private let model: BoardClockModel?

  /// Reads the builds of the clock model.
  init(board: BoardSpec, kernel: KernelSpec, catalog: SpecCatalog) throws {
    guard DeviceFill.applies(to: kernel) else {
      throw CommandFailure.usage(
        "--fill: \(kernel.name) has no lanes and units to choose freely; it is for roofline, "
          + "element-wise, reduction and memory probe kernels. Give --compute-units instead")
    }
    self.board = board
    self.kernel = kernel
    model = try BoardClockModel(board: board, catalog: catalog)
  }

  /// Fills the board around what the flags fix.
  ///
  /// - Throws: The mistakes of the flags, or why not even one unit fits.
  func filled(_ values: [DesignKey: String]) throws -> Filled {
    var first = DesignBuilder(board: board, kernel: kernel, values: values)
    first.bindings = []
    let start = try first.job().design
    let search = DeviceFill(
      board: board, kernel: kernel, start: start, fixed: Set(values.keys), clock: clock)
    guard let choice = search.best() else { return try refused(start) }
    var builder = DesignBuilder(board: board, kernel: kernel, values: chosen(choice, values))
    builder.bindings = choice.design.bindings
    return Filled(job: try builder.job(), explanation: explanation(choice))
  }

  /// The clock model in the words of the search; the request where no builds are known.
  private var clock: FillClock {
    guard let model else { return .requested }
    return FillClock(
      clock: { total, units, regions, request in
        model.estimate(
          ClockDemand(total, regions: regions, units: units, request: request)
        ).clock
      },
      fastest: { model.fastestClock(atShare: $0, request: $1) },
      room: { model.room(upTo: $0, regions: $1) })
  }

  /// Throws why one unit does not fit.
  private func refused(_ start: DesignPoint) throws -> Filled {
    let lowering = try KernelLowering(kernel: kernel, board: board, design: start)
    let need = ResourceEstimate(try lowering.program(), board: board).computeUnit
    _ = try Placement(
      units: start.computeUnits, need: need, board: board,
      subject: "\(kernel.name) \(start.operation) \(start.elementType.rawValue) on \(board.name)")
    throw CommandFailure.usage(
      "--fill: \(kernel.name) \(start.elementType.rawValue) on \(board.name): no design with these "
        + "flags fits; leave some of them out")
  }

  private func chosen(
    _ choice: DeviceFill.Choice, _ values: [DesignKey: String]
  ) -> [DesignKey: String] {
    var result = values
    result[.computeUnits] = "\(choice.design.computeUnits)"
    if result[.portBits] == nil { result[.lanes] = "\(choice.design.lanes)" }
    if kernel.structure == .roofline {
      result[.chain] = "\(choice.design.chain)"
      result[.tileBeats] = "\(choice.design.tileBeats)"
      result[.storage] = choice.design.storage.rawValue
    }
    return result
  }

  private func explanation(_ choice: DeviceFill.Choice) -> String {
    let design = choice.design
    let isChain = kernel.structure == .roofline
    let rate = isChain ? "\(Throughput(choice.rate))" : "\(Bandwidth(choice.rate))"
    let chain = isChain ? ", chain \(design.chain)" : ""
    let why = FillExplanation(choice, board: board)
    return """
      fill: \(design.computeUnits) units, \(design.lanes) lanes\(chain): \(rate) at \
      \(ClockText.clock(choice.clock)) (\(evidence(choice)); \(design.clock) asked for)
      binds: \(why.binding)
      next: \(why.next)
      """
  }

  /// How the clock is known.
  private func evidence(_ choice: DeviceFill.Choice) -> String {
    let units = choice.design.computeUnits
    guard let model,
      let placed = try? Placement(
        units: units, need: choice.need, board: board, subject: kernel.name)
    else { return "assumed, no builds of this family are known" }
    let estimate = model.estimate(
      ClockDemand(
        placed.total, regions: Set(placed.regions).count, units: units,
        request: choice.design.clock))
    guard estimate.isKnown else { return "modelled beyond what is known" }
    return "modelled, \(ClockText.clock(estimate.low)) to \(ClockText.clock(estimate.high))"
  }
}
