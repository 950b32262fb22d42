import KernelIR

/// Prints the processes of a dataflow region as one sequence of loops: what ``StreamWeave`` says.
///
/// Processes beside the root keep their counters between tokens.
struct WovenRegion {
  let names: KernelNames
  let weave: StreamWeave

  func write(to writer: inout CodeWriter) {
    for process in weave.processes where process.name != weave.root.name {
      for loop in kept(process) { writer.line("uint32_t \(state(loop, process)) = 0;") }
    }
    for process in weave.processes { names.writeRowState(of: process, to: &writer) }
    writer.comment(comment(on: weave.root))
    LoopNest(names: names, process: weave.root).write(to: &writer) { writer in
      writeIteration(of: weave.root, to: &writer)
    }
    for process in weave.processes { writeEpilogue(of: process, to: &writer) }
  }

  private func comment(on process: Process) -> String {
    ProcessComment(names: names, process: process, isPipelined: false).text
  }

  private func writeEpilogue(of process: Process, to writer: inout CodeWriter) {
    guard !process.epilogue.isEmpty else { return }
    writer.block("{") { writer in
      var body = KernelBody(names: names, process: process)
      body.write(process.epilogue, to: &writer)
    }
  }

  // MARK: Tokens

  private func type(_ stream: String) -> (name: String, isVector: Bool) {
    guard let stream = names.program.streams.first(where: { $0.name == stream }) else {
      return (names.beat(1), false)
    }
    return (names.beat(of: stream), stream.lanes > 1)
  }

  /// Prints what makes the next token of a stream, in a variable of the stream's name; nothing where
  /// the process before has just set it.
  func writeToken(_ stream: String, to writer: inout CodeWriter) {
    guard let producer = weave.producer(of: stream), weave.pulled.contains(producer.name) else {
      return
    }
    let (type, isVector) = type(stream)
    writer.comment(comment(on: producer))
    if producer.skipsTokens {
      writer.line(names.language.cleared(stream, type: type, isVector: isVector))
      writer.line("uint32_t \(stream)_ready = 0;")
      writer.block("while (\(stream)_ready == 0) {") { writeStep(of: producer, to: &$0) }
    } else {
      writer.line("\(type) \(stream);")
      writer.block("{") { writeStep(of: producer, to: &$0) }
    }
  }

  /// Prints what happens with a token.
  func writeArrival(of value: String, in stream: String, to writer: inout CodeWriter) {
    if let producer = weave.producer(of: stream), weave.pulled.contains(producer.name) {
      writer.line("\(stream) = \(value);")
      if producer.skipsTokens { writer.line("\(stream)_ready = 1;") }
      return
    }
    guard let consumer = weave.consumer(of: stream) else { return }
    writer.comment(comment(on: consumer))
    writer.block("{") { writer in
      writer.line("const \(type(stream).name) \(stream) = \(value);")
      writeStep(of: consumer, to: &writer)
    }
  }

  // MARK: Iterations

  private func writeIteration(of process: Process, to writer: inout CodeWriter) {
    var body = KernelBody(names: names, process: process, weave: self)
    body.write(process.body, to: &writer)
    names.writeAdvance(of: process, to: &writer)
  }

  /// One iteration of a process whose counters are kept.
  private func writeStep(of process: Process, to writer: inout CodeWriter) {
    let used = names.uses(of: process).namesInStatements
    for loop in process.loops where used.contains(loop.counter) {
      writer.line("const uint32_t \(loop.counter) = \(state(loop, process));")
    }
    writeIteration(of: process, to: &writer)
    writeCarry(kept(process)[...], process, &writer)
  }

  /// The loops whose counters have to be kept: from the outermost that is used to the innermost.
  private func kept(_ process: Process) -> [LoopLevel] {
    let used = names.uses(of: process).namesInStatements
    return Array(process.loops.drop { !used.contains($0.counter) })
  }

  private func state(_ loop: LoopLevel, _ process: Process) -> String {
    "\(process.name)_\(loop.counter)"
  }

  private func writeCarry(
    _ loops: ArraySlice<LoopLevel>, _ process: Process, _ writer: inout CodeWriter
  ) {
    guard let loop = loops.last else { return }
    let counter = state(loop, process)
    if loops.count == 1, loop == process.loops.first { return writer.line("++\(counter);") }
    let count = CIndex.text(loop.count)
    if loops.count == 1 { return writer.line("if (++\(counter) == \(count)) \(counter) = 0;") }
    writer.block("if (++\(counter) == \(count)) {") { writer in
      writer.line("\(counter) = 0;")
      writeCarry(loops.dropLast(), process, &writer)
    }
  }
}

/// Prints the loops of a process.
struct LoopNest {
  let names: KernelNames
  let process: Process

  func write(to writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void) {
    write(process.loops[...], &writer, body)
  }

  private func write(
    _ loops: ArraySlice<LoopLevel>, _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    guard let loop = loops.first else { return body(&writer) }
    let bound = names.bound(loop, of: process)
    if CIndex.constant(loop.count) == 1, bound == "1", !isUsed(loop) {
      return write(loops.dropFirst(), &writer, body)
    }
    let counter = loop.counter
    names.language.writeLoop(
      "for (uint32_t \(counter) = 0; \(counter) < \(bound); ++\(counter)) {",
      isInnermost: loops.count == 1, of: process, to: &writer
    ) { writer in write(loops.dropFirst(), &writer, body) }
  }

  private func isUsed(_ loop: LoopLevel) -> Bool {
    names.uses(of: process).namesInStatements.contains(loop.counter)
  }
}
