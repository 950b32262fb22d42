import KernelIR
import Quantities
import Specs

/// The cycles that Bambu's circuit takes: a tool profile with the latencies of its operators, one
/// access at a time on every port, and no pipelined loops.
///
/// Measured with Bambu 2024.10 and Verilator on the U280's device at 3.33 ns, N iterations of a loop
/// that loads, does K multiply-adds and stores: N · (7 + 2K) + 2 for `int`, N · (7 + 10K) + 2 for
/// `float`, where memory answers reads and writes after 2 cycles; a copy takes 3 + read delay + write
/// delay per element (2, 10 and 50: 7, 23 and 103). Loops without memory ports take 3 instead.
/// A copy behind caches with lines of 64 bytes on a bus of 512 bits took 5.5 and 11.6 cycles per element
/// at delays of 2 and 50: 3, one for each of the two accesses, and for each line of 16 elements a fill
/// and a write-back of 2 cycles and the delay, which makes 5.5 and 11.5.
/// Assumptions: ports of different bundles work side by side; what a guard holds back costs nothing;
/// elements of a beat go through a port one after another, and their operators work side by side.
package struct BambuCycles {
  let design: GeneratedDesign
  /// Cycles from a read request to its answer, in simulation.
  package var readDelay = 2
  /// Cycles from a write request to its answer, in simulation.
  package var writeDelay = 2

  /// The version that the laws were measured with.
  package static let tool = "bambu 2024.10"

  /// The laws for a design, with memory that answers as that of Bambu's simulation does by default.
  package init(design: GeneratedDesign, readDelay: Int = 2, writeDelay: Int = 2) {
    self.design = design
    self.readDelay = readDelay
    self.writeDelay = writeDelay
  }

  private var program: KernelProgram { design.program }

  /// Whether the design is one that the laws say something about.
  var isKnown: Bool { refusals.isEmpty }

  /// Whether no loop goes around several loops.
  private var isFlat: Bool {
    program.body.allSatisfy { if case .region = $0 { true } else { false } }
  }

  /// What is assumed of a design beside the laws; `nil` when nothing is.
  package var assumption: String? {
    let all =
      (lanes > 1 ? ["elements of a beat go through a port one after another"] : [])
      + (isFlat ? [] : ["loops around loops cost nothing"])
      + (isCached && hasArithmetic ? ["caches answer as they do to a copy"] : [])
    return all.isEmpty ? nil : all.joined(separator: ", ")
  }

  private var lanes: Int { design.design.lanes }

  /// Every reason why no law says how long the design takes.
  package var refusals: [String] {
    var reasons: [String] = []
    let period = 1e9 / design.design.clock.value
    if abs(period - 3.33) >= 0.1 {
      reasons.append("schedules were measured at 300 MHz, found \(design.design.clock)")
    }
    if hasArithmetic, latencies == nil {
      reasons.append(
        "operators of i32 and f32 were measured, found \(program.elementType.rawValue)")
    }
    if hasOtherOperators {
      reasons.append("divisions, square roots and comparisons were not measured")
    }
    if let wide = program.buffers.first(where: { $0.depth > 1 && $0.lanes > 1 }) {
      reasons.append(
        "memories on the chip were measured with one lane; found \(wide.lanes) in \(wide.name)"
          + (lanes > 1 ? ", use --lanes 1" : ""))
    }
    if isCached, ![.roofline, .elementwise].contains(design.kernel.structure) {
      reasons.append(
        "caches were measured with elements that follow one another; found \(program.name), use "
          + "--set cache_lines with roofline and element-wise kernels, or leave it out")
    }
    if BambuForm(design) != .memory {
      reasons.append(
        "a circuit without memory ports takes what its caller gives it; the cycles of a start are in "
          + "its README")
    }
    if program.processes.contains(where: \.runsPerDrawn) {
      reasons.append("loops whose turns follow from contents were not measured")
    }
    return reasons
  }

  private var isCached: Bool { design.design.parameters[.cacheLines] != nil }

  private var expressions: [LaneExpression] {
    program.processes.flatMap { $0.body + $0.epilogue }.compactMap { statement in
      switch statement {
      case .map(_, _, let expression), .array(_, _, let expression, _): expression
      default: nil
      }
    }
  }

  private var kinds: Set<OperatorKind> {
    Set(expressions.flatMap { operatorKinds($0) })
  }

  private func operatorKinds(_ expression: LaneExpression) -> [OperatorKind] {
    [expression.operatorKind(for: program.elementType)].compactMap(\.self)
      + expression.operands.flatMap(operatorKinds)
  }

  private var hasArithmetic: Bool { program.chain != nil || !kinds.isEmpty }

  private var hasOtherOperators: Bool { !kinds.isDisjoint(with: [.div, .sqrt, .compare]) }

  /// Cycles of one call; `nil` where the laws say nothing.
  ///
  /// - Parameter sizes: Every size argument by name.
  /// - Returns: Cycles of the kernel's clock.
  package func cycles(_ sizes: [String: UInt32]) -> Int? {
    guard isKnown else { return nil }
    var total = 0
    for region in program.regions {
      guard let cycles = cycles(region, sizes) else { return nil }
      total += cycles
    }
    return total
  }

  private func cycles(_ region: Region, _ sizes: [String: UInt32]) -> Int? {
    switch region {
    case .dataflow(let processes):
      guard let weave = StreamWeave(processes) else { return nil }
      return woven(weave, sizes)
    case .sequence(let loop, let processes):
      let turns = Int(loop.count.value(sizes))
      let once = processes.reduce(0) { total, process in
        total + whole(iterations(process, sizes), Double(Self.loop) + cost([process])) + 2
      }
      return turns * once
    }
  }

  /// What always runs with the root is one iteration; other processes are on their own.
  private func woven(_ weave: StreamWeave, _ sizes: [String: UInt32]) -> Int {
    let turns = iterations(weave.root, sizes)
    let together = weave.processes.filter { iterations($0, sizes) == turns }
    let apart = weave.processes.filter { iterations($0, sizes) != turns }
    return apart.reduce(whole(turns, Double(Self.loop) + cost(together)) + 2) {
      total, process in
      total + whole(iterations(process, sizes), cost([process]))
    }
  }

  /// Cycles of all iterations; those of one are a fraction where several share the line of a cache.
  private func whole(_ iterations: Int, _ each: Double) -> Int {
    Int(exactly: (Double(iterations) * each).rounded(.up)) ?? .max
  }

  /// Cycles of an iteration beside its accesses and operators.
  private static let loop = 3

  private func iterations(_ process: Process, _ sizes: [String: UInt32]) -> Int {
    process.loops.reduce(1) { $0 * Int($1.count.value(sizes)) }
  }

  // MARK: One iteration

  private func cost(_ processes: [Process]) -> Double {
    let statements = processes.flatMap(\.body)
    var reads: [String: Double] = [:]
    var writes: [String: Double] = [:]
    for statement in statements {
      switch statement {
      case .load(let array, _, _), .follow(let array, _, _, _, _):
        reads[port(array), default: 0] += access(array, delay: readDelay)
      case .store(let array, _, _):
        writes[port(array), default: 0] += access(array, delay: writeDelay)
      default: break
      }
    }
    return (reads.values.max() ?? 0) + Double(statements.reduce(0) { $0 + latency($1) })
      + (writes.values.max() ?? 0)
  }

  /// Cycles of the accesses to a beat: one after another, or through a cache one cycle each and their
  /// share of a line.
  private func access(_ array: String, delay: Int) -> Double {
    let elements = Double(elements(array))
    guard isCached else { return elements * Double(delay) }
    let line = Double(BambuCache.lineBits / program.elementType.bits)
    return elements + elements / line * Double(Self.miss + delay)
  }

  /// Cycles of a line of a cache beside the delay of memory.
  private static let miss = 2

  private func elements(_ array: String) -> Int {
    program.arrays.first { $0.name == array }?.lanes ?? 1
  }

  private func port(_ array: String) -> String {
    program.arrays.first { $0.name == array }?.port ?? array
  }

  /// Cycles of a multiplication and of an addition at 3.33 ns; `nil` for types that were not tried.
  private var latencies: (multiply: Int, add: Int)? {
    switch program.elementType {
    case .i32: (1, 1)
    case .f32: (5, 5)
    case .f16, .f64, .i8, .i16, .i64: nil
    }
  }

  private func latency(_ statement: Statement) -> Int {
    let (multiply, add) = latencies ?? (0, 0)
    switch statement {
    case .map(_, _, let expression), .array(_, _, let expression, _): return latency(expression)
    case .chain(_, _, let chain):
      switch chain.operation {
      case .fma: return chain.length * (multiply + add)
      case .add: return chain.length * add
      case .mul: return chain.length * multiply
      }
    default: return 0
    }
  }

  private func latency(_ expression: LaneExpression) -> Int {
    let (multiply, add) = latencies ?? (0, 0)
    let inside = expression.operands.map(latency).max() ?? 0
    // Terms are added in their order.
    if case .sum(let loop, _) = expression { return inside + max(0, loop.turns - 1) * add }
    switch expression.operatorKind(for: program.elementType) {
    case .mul: return inside + multiply
    case .add: return inside + add
    default: return inside
    }
  }
}
