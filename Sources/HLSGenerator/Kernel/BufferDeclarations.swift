import KernelIR
import Specs

/// Declarations of on-chip memories with the pragmas that shape them.
struct BufferDeclarations {
  let names: KernelNames

  /// Bytes above which a memory does not belong on the stack of a C simulation.
  static let stackLimit = 1 << 16

  /// Buffers that are declared in the top function: those that several processes reach, or whose
  /// contents must survive from one turn of the outer loop to the next.
  var shared: [Buffer] {
    names.program.buffers.filter { buffer in !isLocal(buffer) }
  }

  /// Buffers that are declared in a process.
  func local(to process: Process) -> [Buffer] {
    names.program.buffers.filter {
      isLocal($0) && ProcessUses(process).buffers.contains($0.name)
    }
  }

  private func isLocal(_ buffer: Buffer) -> Bool {
    if names.program.isDelayLine(buffer) { return true }
    if names.program.body.contains(where: { if case .loop = $0 { true } else { false } }) {
      return false
    }
    let owners = names.program.regions.flatMap { region in
      region.processes.filter { ProcessUses($0).buffers.contains(buffer.name) }.map { _ in region }
    }
    guard owners.count == 1, let region = owners.first else { return owners.isEmpty }
    switch region {
    case .dataflow: return true
    case .sequence(let loop, _): return CIndex.constant(loop.count) == 1
    }
  }

  /// Whether large memories occur, which C simulation keeps off the stack.
  var hasLarge: Bool { names.program.buffers.contains(where: isLarge) }

  private func isLarge(_ buffer: Buffer) -> Bool {
    buffer.table == nil && !names.program.isDelayLine(buffer)
      && buffer.depth * buffer.lanes * names.program.elementType.bytes > Self.stackLimit
  }

  func write(_ buffer: Buffer, to writer: inout CodeWriter) {
    // What a delay line holds from the run before is never used, so nothing has to clear it.
    let isDelayLine = names.program.isDelayLine(buffer)
    let kind = names.language.memoryClass(isDelayLine: isDelayLine, isLarge: isLarge(buffer))
    if let table = buffer.table {
      writeTable(table, of: buffer, to: &writer)
    } else {
      writer.line("\(kind)\(names.declaration(buffer));")
    }
    let isBanked = names.hasBanks || names.program.isBanked(buffer)
    names.language.writeShape(of: buffer, isBanked: isBanked, to: &writer)
    if isDelayLine, buffer.depth > 1 {
      writer.line("uint32_t \(names.delayPlace(buffer.name)) = 0;")
    }
    if startsEmpty(buffer) { writeClearing(buffer, to: &writer) }
  }

  /// The numbers, as many to a line as fit.
  private func writeTable(
    _ table: [Double], of buffer: Buffer, to writer: inout CodeWriter
  ) {
    let opening = "\(names.language.tableClass)\(names.declaration(buffer)) = {"
    writer.block(opening, closing: "};") { writer in
      for word in 0..<buffer.depth {
        let numbers = table.dropFirst(word * buffer.lanes).prefix(buffer.lanes)
        let texts = numbers.map(names.element.literal)
        var line = "{"
        for (number, text) in texts.enumerated() {
          if line.count + text.count > 90 {
            writer.line(line)
            line = " "
          }
          line += (line.count > 1 ? " " : "") + text + (number + 1 < texts.count ? "," : "},")
        }
        writer.line(line)
      }
    }
  }

  /// Whether the first thing that happens to the buffer is that it is read: it starts with zeros.
  private func startsEmpty(_ buffer: Buffer) -> Bool {
    guard buffer.table == nil else { return false }
    for statement in names.program.processes.flatMap({ $0.body + $0.epilogue }) {
      switch statement {
      case .keep(buffer.name, _, _): return false
      case .scatter(buffer.name, _, _): return false
      case .fetch(buffer.name, _, _, .always), .pick(buffer.name, _, _, _): return true
      case .gather(buffer.name, _, _, .always): return true
      default: continue
      }
    }
    return false
  }

  private func writeClearing(_ buffer: Buffer, to writer: inout CodeWriter) {
    guard buffer.depth > 1 else { return writeClearedWord(buffer, "0", to: &writer) }
    let head = "for (uint32_t word = 0; word < \(buffer.depth); ++word) {"
    if buffer.storage == .register {
      names.language.writeUnrolled(head, to: &writer) { writer in
        writeClearedWord(buffer, "word", to: &writer)
      }
    } else {
      writer.block(head) { writer in writeClearedWord(buffer, "word", to: &writer) }
    }
  }

  private func writeClearedWord(_ buffer: Buffer, _ word: String, to writer: inout CodeWriter) {
    let head = "for (uint32_t lane = 0; lane < \(buffer.lanes); ++lane) {"
    names.language.writeUnrolled(head, to: &writer) { writer in
      writer.line("\(buffer.name)[\(word)][lane] = \(names.element.zero);")
    }
  }
}
