import Specs

extension KernelLowering {
  /// Fill banks with a pattern, sweep over all words of all banks `passes` times, then show a
  /// word of every bank: `lanes` banks are read, written, or both in every cycle.
  func onChipProgram() -> KernelProgram {
    let reads = design.operation != "write"
    let needsSums = design.operation == "read"
    var buffers = [
      Buffer(name: "bank", lanes: design.lanes, depth: design.tileBeats, storage: design.storage)
    ]
    if needsSums {
      buffers.append(Buffer(name: "sums", lanes: design.lanes, depth: 1, storage: .register))
    }
    let processes = (reads ? [fillProcess] : []) + [sweepProcess, showProcess(needsSums)]
    return KernelProgram(
      name: identifier, elementType: design.elementType, sizes: ["passes"], scalars: [],
      ports: [port(0, bits: design.elementType.bits)],
      arrays: [array("shown", port: 0, isWritten: true, lanes: 1)],
      streams: [], buffers: buffers,
      regions: [.sequence(loop: LoopLevel("turn", .constant(1)), processes)])
  }

  private var word: LoopLevel {
    LoopLevel("word", .constant(UInt32(clamping: design.tileBeats)))
  }

  private var fillProcess: Process {
    Process(
      name: "fill", loops: [word], initiationInterval: 1, depth: Self.bufferCycles,
      body: [
        .map(into: "x", lanes: design.lanes, .pattern(.counter("word"))),
        .keep(buffer: "bank", index: .counter("word"), value: "x"),
      ])
  }

  private var sweepProcess: Process {
    Process(
      name: "sweep", loops: [LoopLevel("pass", .size("passes")), word], initiationInterval: 1,
      depth: Self.bufferCycles + 2, body: sweepBody)
  }

  private var sweepBody: [Statement] {
    let fetch = Statement.fetch(
      buffer: "bank", index: .counter("word"), into: "x", when: .always)
    let keep = Statement.keep(buffer: "bank", index: .counter("word"), value: "y")
    switch design.operation {
    case "write":
      return [.map(into: "y", lanes: design.lanes, .pattern(passAndWord)), keep]
    case "read-write":
      let next = LaneExpression.add(.value("x"), .constant(1))
      return [fetch, .map(into: "y", lanes: design.lanes, next), keep]
    default:
      return [
        fetch, .fetch(buffer: "sums", index: .constant(0), into: "sum", when: .always),
        .map(into: "total", lanes: design.lanes, .add(.value("sum"), .value("x"))),
        .keep(buffer: "sums", index: .constant(0), value: "total"),
      ]
    }
  }

  private var passAndWord: IndexExpression { .counter("pass") + .counter("word") }

  /// One element per bank: its sum, or a word that differs from bank to bank.
  private func showProcess(_ showsSums: Bool) -> Process {
    let diagonal = IndexExpression.and(
      .counter("place"), .constant(UInt32(clamping: design.tileBeats - 1)))
    return Process(
      name: "show", loops: [LoopLevel("place", .constant(UInt32(clamping: design.lanes)))],
      initiationInterval: 1, depth: Self.bufferCycles + Self.accessCycles,
      body: [
        .pick(
          buffer: showsSums ? "sums" : "bank", index: showsSums ? .constant(0) : diagonal,
          bank: .counter("place"), into: "x"),
        .store(array: "shown", index: .counter("place"), value: "x"),
      ])
  }
}
