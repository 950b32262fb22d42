import KernelIR
import Specs

/// A dataflow region inside a loop over tiles: memories that are declared in the loop become
/// ping-pong buffers, and the next turn starts while the last one is still under way (UG1399,
/// dataflow in a loop). Streams of blocks would do as well, but they cannot be partitioned into
/// banks (UG1399, stream-of-blocks, resource usage).
struct VitisTiles {
  let names: KernelNames
  /// The loops that all processes have in common, down to the one whose turns are tiles.
  let loops: [LoopLevel]
  private let processes: [Process]

  /// The name of the one counter that stands for all loops over tiles.
  static let counter = "tile_number"
  private static let function = "all_tiles"

  /// `nil` for programs without memories that are handed over, and for those whose processes do not
  /// all go through the same tiles.
  init?(names: KernelNames) {
    let program = names.program
    let counters = Set(program.buffers.compactMap(\.handover))
    guard counters.count == 1, let counter = counters.first, program.body.count == 1,
      case .region(.dataflow(let processes)) = program.body[0],
      let first = processes.first,
      let level = first.loops.firstIndex(where: { $0.counter == counter }),
      processes.allSatisfy({ $0.loops.starts(with: first.loops[...level]) })
    else { return nil }
    self.names = names
    self.processes = processes
    loops = Array(first.loops[...level])
  }

  /// A process without the loops over tiles.
  func inside(_ process: Process) -> Process {
    var process = process
    process.loops.removeFirst(loops.count)
    return process
  }

  /// The sizes that the counters of the loops follow from.
  private var divisors: Set<String> {
    loops.dropFirst().reduce(into: []) { $0.formUnion($1.count.names) }
  }

  /// Sizes that a process needs to find its counters, if it uses any of them.
  func sizes(for process: Process) -> Set<String> {
    let used = ProcessUses(process).names
    return loops.contains { used.contains($0.counter) } ? divisors : []
  }

  /// Prints the counters of the loops that a process uses.
  func writeCounters(_ used: Set<String>, to writer: inout CodeWriter) {
    var divisor: IndexExpression?
    for loop in loops.reversed() {
      let rest = divisor.map { "\(Self.counter) / \(Self.operand($0))" } ?? Self.counter
      if used.contains(loop.counter) {
        let isFirst = loop.counter == loops.first?.counter
        writer.line(
          "const uint32_t \(loop.counter) = \(rest)"
            + (isFirst ? ";" : " % \(Self.operand(loop.count));"))
      }
      divisor = divisor.map { $0 * loop.count } ?? loop.count
    }
  }

  private static func operand(_ index: IndexExpression) -> String {
    switch index {
    case .constant, .size, .counter: CIndex.text(index)
    default: "(\(CIndex.text(index)))"
    }
  }

  // MARK: The loop

  /// Prints the function with the loop; a function of its own, because the bound has to be an
  /// argument.
  func write(to writer: inout CodeWriter) {
    writer.comment("The next tile is loaded while this one is worked on.")
    let signature = KernelNames.call("static void \(Self.function)", parameters, indentation: 0)
    writer.block(signature + " {") { writer in
      writer.directive("pragma HLS INLINE off")
      let counter = Self.counter
      let head = "for (uint32_t \(counter) = 0; \(counter) < tiles; ++\(counter)) {"
      writer.block("every_tile: \(head)") { writer in
        writer.directive("pragma HLS DATAFLOW")
        writer.directive("pragma HLS LOOP_TRIPCOUNT min=1 max=1024")
        let buffers = BufferDeclarations(names: names)
        for buffer in names.program.buffers { buffers.write(buffer, to: &writer) }
        for process in processes {
          let function = VitisProcess(
            names: names, process: process, outerCounters: [counter], tiles: self)
          writer.line(KernelNames.call(process.name, function.arguments, indentation: 4) + ";")
        }
      }
    }
    writer.line()
  }

  /// The call in the top function.
  var call: String {
    let product = loops.dropFirst().reduce(loops[0].count) { $0 * $1.count }
    return KernelNames.call(
      Self.function, names.program.arrays.map(\.name) + [CIndex.text(product)] + sizes + scalars,
      indentation: 2) + ";"
  }

  /// Sizes and scalars that the top function uses.
  var used: Set<String> {
    Set(sizes + scalars).union(loops.reduce(into: Set<String>()) { $0.formUnion($1.count.names) })
  }

  private var parameters: [String] {
    names.program.arrays.map(names.parameter) + ["uint32_t tiles"]
      + sizes.map { "uint32_t \($0)" } + scalars.map { "element_t \($0)" }
  }

  private var sizes: [String] {
    let used = processes.reduce(into: Set<String>()) { used, process in
      used.formUnion(ProcessUses(inside(process)).names.union(sizes(for: process)))
    }
    return names.program.sizes.filter(used.contains)
  }

  private var scalars: [String] {
    let used = processes.reduce(into: Set<String>()) { $0.formUnion(ProcessUses($1).scalars) }
    return names.program.scalars.map(\.name).filter(used.contains)
  }
}
