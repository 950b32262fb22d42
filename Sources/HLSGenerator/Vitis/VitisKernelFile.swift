import KernelIR
import Specs

/// The kernel itself: one function per process and the top function.
struct VitisKernelFile {
  let names: KernelNames
  let banner: DesignBanner
  let top: any TopInterface

  private var program: KernelProgram { names.program }

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name).cpp: \(top.title)"))
    writer.line()
    writer.comment(names.purpose)
    writer.directive("include \"\(top.header)\"")
    writer.line()
    writePreamble(&writer)
    names.writeScramble(to: &writer)
    if let chain = program.chain { ChainFunction(names: names, chain: chain).write(to: &writer) }
    for process in processes { process.write(to: &writer) }
    tiles?.write(to: &writer)
    if program.body.count > 1 {
      for case .region(.dataflow(let processes)) in program.body {
        VitisDataflow(names: names, processes: processes).write(to: &writer)
      }
    }
    writer.line("extern \"C\" {")
    writer.line()
    writeTop(&writer)
    writer.line()
    writer.line("}  // extern \"C\"")
    return GeneratedFile(path: "\(program.name).cpp", contents: writer.text)
  }

  private func writePreamble(_ writer: inout CodeWriter) {
    writer.comment("Labels name the loops in reports; C compilers do not see a use for them.")
    writer.directive("pragma GCC diagnostic ignored \"-Wunused-label\"")
    writer.line()
    guard BufferDeclarations(names: names).hasLarge else { return }
    writer.comment("C simulation keeps large memories off the stack.")
    writer.directive("ifdef __SYNTHESIS__")
    writer.directive("define LARGE_MEMORY")
    writer.directive("else")
    writer.directive("define LARGE_MEMORY static")
    writer.directive("endif")
    writer.line()
  }

  private var tiles: VitisTiles? { VitisTiles(names: names) }

  private var processes: [VitisProcess] {
    if let tiles {
      return program.processes.map {
        VitisProcess(
          names: names, process: $0, outerCounters: [VitisTiles.counter], tiles: tiles)
      }
    }
    return program.body.flatMap { processes(of: $0, inside: []) }
  }

  private func processes(of phase: Phase, inside counters: [String]) -> [VitisProcess] {
    switch phase {
    case .loop(let loop, let phases):
      phases.flatMap { processes(of: $0, inside: counters + [loop.counter]) }
    case .region(let region):
      region.processes.map {
        VitisProcess(
          names: names, process: $0, outerCounters: counters + outerCounter(region))
      }
    }
  }

  /// The counter of a sequence's loop; none when it runs once and is not printed.
  private func outerCounter(_ region: Region) -> [String] {
    if case .sequence(let loop, _) = region, CIndex.constant(loop.count) != 1 {
      return [loop.counter]
    }
    return []
  }

  private func writeTop(_ writer: inout CodeWriter) {
    top.writeAbove(to: &writer)
    writer.block(names.signature(with: top.lengths) + " {") { writer in
      top.writeInside(to: &writer)
      writeUnused(&writer)
      if let tiles { return writer.line(tiles.call) }
      let buffers = BufferDeclarations(names: names)
      for buffer in buffers.shared { buffers.write(buffer, to: &writer) }
      names.writeDrawn(to: &writer)
      for phase in program.body { writePhase(phase, [], &writer) }
    }
  }

  /// All variants of a kernel have the same arguments, so that hosts need not tell them apart.
  private func writeUnused(_ writer: inout CodeWriter) {
    let used = Set(processes.flatMap(\.arguments)).union(tiles?.used ?? []).union(
      program.regions.flatMap { region -> Set<String> in
        guard case .sequence(let loop, _) = region else { return [] }
        return loop.count.names
      })
    let all = program.sizes + program.scalars.map(\.name)
    for name in all where !used.contains(name) {
      writer.line("(void)\(name);  // an argument of other variants of this kernel")
    }
  }

  private func writePhase(_ phase: Phase, _ counters: [String], _ writer: inout CodeWriter) {
    switch phase {
    case .loop(let loop, let phases):
      writeLoop(loop, &writer) { writer in
        for phase in phases { writePhase(phase, counters + [loop.counter], &writer) }
      }
    case .region(.dataflow(let processes)):
      let region = VitisDataflow(names: names, processes: processes)
      if program.body.count > 1 {
        writer.line(region.call)
      } else {
        region.writeRegion(to: &writer)
      }
    case .region(.sequence(let loop, let processes)):
      let own = outerCounter(.sequence(loop: loop, processes))
      guard !own.isEmpty else { return writeCalls(processes, counters, &writer) }
      writer.comment("One after another: the port and the memories are used by one call at a time.")
      writeLoop(loop, &writer) { writer in writeCalls(processes, counters + own, &writer) }
    }
  }

  private func writeLoop(
    _ loop: LoopLevel, _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    let counter = loop.counter
    let head =
      "for (uint32_t \(counter) = 0; \(counter) < \(CIndex.text(loop.count)); ++\(counter)) {"
    writer.block("\(counter)s: \(head)") { writer in
      writer.directive("pragma HLS LOOP_TRIPCOUNT min=1 max=1024")
      writer.directive("pragma HLS PIPELINE off")
      body(&writer)
    }
  }

  private func writeCalls(
    _ processes: [Process], _ counters: [String], _ writer: inout CodeWriter
  ) {
    let indentation = 2 + 2 * counters.count
    for process in processes {
      let function = VitisProcess(names: names, process: process, outerCounters: counters)
      writer.line(
        KernelNames.call(process.name, function.arguments, indentation: indentation) + ";")
    }
  }
}
