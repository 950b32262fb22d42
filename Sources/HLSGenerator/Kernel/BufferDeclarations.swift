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
    names.program.buffers.filter { names.sharedBuffers.contains($0.name) }
  }

  /// Buffers that are declared in a process.
  func local(to process: Process) -> [Buffer] {
    let used = names.uses(of: process).buffers
    return names.program.buffers.filter {
      !names.sharedBuffers.contains($0.name) && used.contains($0.name)
    }
  }

  /// Names of the buffers that no process has for itself.
  static func shared(
    _ program: KernelProgram, delayLines: Set<String>, uses: [String: ProcessUses]
  ) -> Set<String> {
    let isInLoop = program.body.contains { if case .loop = $0 { true } else { false } }
    var owners: [String: [Region]] = [:]
    for region in program.regions {
      for process in region.processes {
        for buffer in uses[process.name]?.buffers ?? [] {
          owners[buffer, default: []].append(region)
        }
      }
    }
    return Set(
      program.buffers.map(\.name).filter { name in
        !delayLines.contains(name) && (isInLoop || !isOwned(by: owners[name] ?? []))
      })
  }

  /// Whether one process alone reaches a buffer, and runs through all its loops at once.
  private static func isOwned(by owners: [Region]) -> Bool {
    guard owners.count == 1 else { return owners.isEmpty }
    switch owners[0] {
    case .dataflow: return true
    case .sequence(let loop, _): return CIndex.constant(loop.count) == 1
    }
  }

  /// Whether large memories occur, which C simulation keeps off the stack.
  var hasLarge: Bool { names.program.buffers.contains(where: isLarge) }

  private func isLarge(_ buffer: Buffer) -> Bool {
    buffer.table == nil && !names.isDelayLine(buffer)
      && buffer.depth * buffer.lanes * names.program.elementType.bytes > Self.stackLimit
  }

  func write(_ buffer: Buffer, to writer: inout CodeWriter) {
    // What a delay line holds from the run before is never used, so nothing has to clear it.
    let isDelayLine = names.isDelayLine(buffer)
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
      // No compiler sees that a register is read only after it was written.
      case .gather(buffer.name, _, _, _) where buffer.storage == .register: return true
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
