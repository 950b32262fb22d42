import KernelIR

/// Prints the body of a kernel as one thread of execution.
struct SequentialKernel {
  let names: KernelNames

  private var program: KernelProgram { names.program }

  /// Every reason why a program cannot be run by one thread.
  static func reasons(_ program: KernelProgram) -> [String] {
    var reasons: [String] = []
    for case .dataflow(let processes) in program.regions where StreamWeave(processes) == nil {
      reasons.append(
        "the processes \(processes.map(\.name).joined(separator: ", ")) have to run at the same "
          + "time, and this tool runs one after another; use --schedule phased if the kernel has it"
      )
    }
    for buffer in program.buffers where buffer.handover != nil {
      reasons.append(
        "the memory \(buffer.name) is handed over between processes that run at the same time, "
          + "and this tool runs one after another; use --schedule phased")
    }
    return reasons
  }

  /// The memories and then the phases.
  func write(to writer: inout CodeWriter) {
    let buffers = BufferDeclarations(names: names)
    for buffer in program.buffers { buffers.write(buffer, to: &writer) }
    names.writeDrawn(to: &writer)
    for phase in program.body { write(phase, &writer) }
  }

  private func write(_ phase: Phase, _ writer: inout CodeWriter) {
    switch phase {
    case .loop(let loop, let phases):
      write(loop, &writer) { writer in for phase in phases { write(phase, &writer) } }
    case .region(.dataflow(let processes)):
      guard let weave = StreamWeave(processes) else { return }
      WovenRegion(names: names, weave: weave).write(to: &writer)
    case .region(.sequence(let loop, let processes)):
      guard CIndex.constant(loop.count) != 1 else { return write(processes, &writer) }
      write(loop, &writer) { writer in write(processes, &writer) }
    }
  }

  private func write(_ processes: [Process], _ writer: inout CodeWriter) {
    for process in processes {
      writer.comment(ProcessComment(names: names, process: process, isPipelined: false).text)
      names.writeRowState(of: process, to: &writer)
      LoopNest(names: names, process: process).write(to: &writer) { writer in
        var body = KernelBody(names: names, process: process)
        body.write(process.body, to: &writer)
        names.writeAdvance(of: process, to: &writer)
      }
      guard !process.epilogue.isEmpty else { continue }
      writer.block("{") { writer in
        var body = KernelBody(names: names, process: process)
        body.write(process.epilogue, to: &writer)
      }
    }
  }

  private func write(
    _ loop: LoopLevel, _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    let counter = loop.counter
    writer.block(
      "for (uint32_t \(counter) = 0; \(counter) < \(CIndex.text(loop.count)); ++\(counter)) {",
      body)
  }
}
