import KernelIR
import Specs

/// The function of one process: its loop nest, pipelined, with its local memories.
struct VitisProcess {
  let names: KernelNames
  /// The process with the loops that are printed inside of its function.
  let process: Process
  /// The counters of the loops around the process that are printed, outermost first.
  let outerCounters: [String]
  /// What the process needs beside what it touches: the number of its tile and sizes.
  private let needed: Set<String>
  private let tiles: VitisTiles?
  /// What the process touches, its loops inside of the function included.
  private let uses: ProcessUses

  init(
    names: KernelNames, process: Process, outerCounters: [String], tiles: VitisTiles? = nil
  ) {
    self.names = names
    self.process = tiles?.inside(process) ?? process
    self.outerCounters = outerCounters
    self.tiles = tiles
    let sizes = tiles?.sizes(for: process) ?? []
    uses = tiles.map { ProcessUses($0.inside(process)) } ?? names.uses(of: process)
    let used = names.uses(of: process).names
    let isTold = tiles?.loops.contains { used.contains($0.counter) } ?? false
    needed = isTold ? sizes.union(outerCounters) : []
  }

  /// Whether only the outermost loop has a bound that is known at run time alone: such nests are
  /// flattened by the tool (UG1399, semi-perfect loop nests), others have to be by hand.
  var isFlattenedByTool: Bool {
    process.loops.dropFirst().allSatisfy { CIndex.constant($0.count) != nil }
  }

  /// Parameters with the arguments that the top function passes for them.
  var parameters: [String] {
    let program = names.program
    let shared = BufferDeclarations(names: names).shared
    return program.arrays.filter { uses.arrays.contains($0.name) }.map(names.parameter)
      + program.streams.filter { uses.streams.contains($0.name) }.map {
        "hls::stream<\(names.beat(of: $0))> &\($0.name)"
      }
      + shared.filter { uses.buffers.contains($0.name) }.map(names.declaration)
      + integers.map { "uint32_t \($0)" }
      + program.scalars.filter { uses.scalars.contains($0.name) }.map { "element_t \($0.name)" }
      + drawn.map(\.parameter)
  }

  /// The names that the top function passes, in the order of ``parameters``.
  var arguments: [String] {
    let program = names.program
    let shared = BufferDeclarations(names: names).shared.map(\.name)
    return program.arrays.map(\.name).filter(uses.arrays.contains)
      + program.streams.map(\.name).filter(uses.streams.contains)
      + shared.filter(uses.buffers.contains) + integers
      + program.scalars.map(\.name).filter(uses.scalars.contains) + drawn.map(\.name)
  }

  /// The numbers that were kept, how many, and, for the process that draws, the last one.
  private var drawn: [(name: String, parameter: String)] {
    guard uses.usesDrawn else { return [] }
    let list = (name: "drawn", parameter: "uint64_t drawn[\(names.design.design.tileBeats)]")
    guard process.body.contains(.draw) else { return [list, ("kept", "uint32_t kept")] }
    return [list, ("kept", "uint32_t &kept"), ("ran", "uint64_t &ran")]
  }

  private func bound(_ loop: LoopLevel) -> String { names.bound(loop, of: process) }

  private var integers: [String] {
    (names.program.sizes + outerCounters).filter(uses.names.union(needed).contains)
  }

  func write(to writer: inout CodeWriter) {
    writer.comment(ProcessComment(names: names, process: process).text)
    let signature = KernelNames.call("static void \(process.name)", parameters, indentation: 0)
    writer.block(signature + " {") { writer in
      writer.directive("pragma HLS INLINE off")
      tiles?.writeCounters(uses.names, to: &writer)
      let buffers = BufferDeclarations(names: names)
      for buffer in buffers.local(to: process) { buffers.write(buffer, to: &writer) }
      names.writeRowState(of: process, to: &writer)
      if isFlattenedByTool { writeNest(process.loops[...], &writer) } else { writeFlat(&writer) }
      var body = KernelBody(names: names, process: process)
      body.write(process.epilogue, to: &writer)
    }
    writer.line()
  }

  private func writeNest(_ loops: ArraySlice<LoopLevel>, _ writer: inout CodeWriter) {
    guard let loop = loops.first else { return writeIteration(&writer) }
    let counter = loop.counter
    let head =
      "for (uint32_t \(counter) = 0; \(counter) < \(bound(loop)); ++\(counter)) {"
    writer.block("\(process.name)_\(counter): \(head)") { writer in
      if CIndex.constant(loop.count) == nil || bound(loop) == "kept" {
        writeTripCount([loop], &writer)
      }
      if loops.count == 1 { writePipeline(&writer) }
      writeNest(loops.dropFirst(), &writer)
    }
  }

  /// One loop over all iterations with counters that carry into each other.
  private func writeFlat(_ writer: inout CodeWriter) {
    let loops = process.loops
    let counters = loops.dropFirst().map(\.counter)
    let outermost = loops.first.map(\.counter).flatMap { isUsed($0) ? $0 : nil }
    writer.comment(
      "One loop instead of \(loops.count): inner bounds that are known at run time only keep the "
        + "tool from flattening, and the pipeline would drain at every turn.")
    let factors = loops.map { CIndex.text($0.count) }
    let product = "uint64_t(\(factors[0]))" + factors.dropFirst().map { " * \($0)" }.joined()
    writer.line("const uint64_t iterations = \(product);")
    for counter in [outermost].compactMap(\.self) + counters {
      writer.line("uint32_t \(counter) = 0;")
    }
    let head = "for (uint64_t iteration = 0; iteration < iterations; ++iteration) {"
    writer.block("\(process.name)_loop: \(head)") { writer in
      writeTripCount(loops, &writer)
      writePipeline(&writer)
      writeIteration(&writer)
      writeCarry(Array(loops.dropFirst()), outermost, &writer)
    }
  }

  private func isUsed(_ counter: String) -> Bool { uses.namesInStatements.contains(counter) }

  private func writeCarry(
    _ inner: [LoopLevel], _ outermost: String?, _ writer: inout CodeWriter
  ) {
    guard let loop = inner.last else {
      if let outermost { writer.line("++\(outermost);") }
      return
    }
    writer.block("if (++\(loop.counter) == \(CIndex.text(loop.count))) {") { writer in
      writer.line("\(loop.counter) = 0;")
      writeCarry(inner.dropLast(), outermost, &writer)
    }
  }

  /// For reports only: every bound that is known at run time counts as 1 to 1024.
  private func writeTripCount(_ loops: [LoopLevel], _ writer: inout CodeWriter) {
    let least = loops.reduce(UInt64(1)) { $0 * UInt64(factor($1.count, unknown: 1)) }
    let most = loops.reduce(UInt64(1)) { $0 * UInt64(factor($1.count, unknown: 1024)) }
    writer.directive("pragma HLS LOOP_TRIPCOUNT min=\(least) max=\(most)")
  }

  private func factor(_ count: IndexExpression, unknown: UInt32) -> UInt32 {
    let names = count.names
    return count.value(Dictionary(uniqueKeysWithValues: names.map { ($0, unknown) }))
  }

  private func writePipeline(_ writer: inout CodeWriter) {
    if process.isChained { return writer.directive("pragma HLS PIPELINE off") }
    writer.directive("pragma HLS PIPELINE II=\(process.initiationInterval)")
    for name in recirculating {
      writer.comment(
        "A word of \(name.name) is read again \(name.depth) iterations after it was written, and "
          + "the pipeline is \(process.depth) deep by estimate: the tool need not wait. Should the "
          + "report show an iteration latency above \(name.depth), \(remedy).")
      writer.directive("pragma HLS DEPENDENCE variable=\(name.name) inter false")
    }
    for buffer in apart {
      writer.directive(
        "pragma HLS DEPENDENCE variable=\(buffer.name) type=inter direction=RAW "
          + "distance=\(buffer.readDistance ?? 1) true")
    }
    for line in names.delayLines(of: process) {
      writer.directive(
        "pragma HLS DEPENDENCE variable=\(line.name) type=inter direction=RAW "
          + "distance=\(line.depth) true")
    }
  }

  /// Memories whose elements are not read again for some iterations after they were written.
  private var apart: [Buffer] {
    names.program.buffers.filter { buffer in
      guard let distance = buffer.readDistance, distance > 1 else { return false }
      let isRead = process.body.contains {
        switch $0 {
        case .lookUp(buffer.name, _, _, _), .gather(buffer.name, _, _, _): true
        default: false
        }
      }
      return isRead && process.fills(buffer)
    }
  }

  /// What to do when a memory is too short for the pipeline.
  private var remedy: String {
    names.design.kernel.structure.isShaped ? "remove this line" : "enlarge the tile"
  }

  private func writeIteration(_ writer: inout CodeWriter) {
    var body = KernelBody(names: names, process: process)
    body.write(process.body, to: &writer)
    names.writeAdvance(of: process, to: &writer)
  }

  /// Buffers whose every word is written and read once per turn of the innermost loop, with at
  /// least as many words as the pipeline has stages.
  var recirculating: [Buffer] {
    guard let inner = process.loops.last else { return [] }
    let place = IndexExpression.counter(inner.counter)
    return names.program.buffers.filter { buffer in
      let isFetched = process.body.contains {
        switch $0 {
        case .fetch(buffer.name, let index, _, _): index == place
        case .gather(buffer.name, let lanes, _, _): lanes == LanePlace(whole: buffer, word: place)
        default: false
        }
      }
      let isKept = process.body.contains {
        switch $0 {
        case .keep(buffer.name, let index, _): index == place
        case .scatter(buffer.name, let lanes, _): lanes == LanePlace(whole: buffer, word: place)
        default: false
        }
      }
      let turn = CIndex.constant(inner.count).map(Int.init)
      return isFetched && isKept && turn == buffer.depth && buffer.depth >= process.depth
    }
  }
}
