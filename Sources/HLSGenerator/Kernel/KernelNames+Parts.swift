import KernelIR
import Specs

/// Parts of kernels that are the same in every dialect.
extension KernelNames {
  /// What the kernel computes and what one call does, for a comment.
  var purpose: String {
    let form = "Computes, for every element: \(design.operation.form)"
    switch design.kernel.structure {
    case .roofline:
      return form + "\nOne call runs `tiles` tiles; every tile stays on chip and goes through the "
        + "chain `passes` times before it is stored."
    case .elementwise:
      return form + "\nOne call runs `tiles` tiles of \(design.design.tileBeats) beats."
    case .memoryProbe:
      let start =
        design.design.isRandom
        ? "(scramble(access) * access_beats) & mask" : "(access * stride) & mask"
      return form + "\nOne call makes `accesses` accesses of `access_beats` beats each; access i "
        + "starts at beat \(start). mask + 1, a power of two, is the size of the working set in beats."
    case .randomAccess:
      return form
        + "\nOne call runs `tiles` chunks of \(design.design.tileBeats) numbers of the "
        + "sequence and keeps those whose places are in part `unit` of the table. mask + 1, a power of "
        + "two, is the size of a part in beats. The beats of a chunk are loaded before any is stored."
    case .pointerChase:
      return form
        + "\nOne call follows the chain for `accesses` beats. mask + 1, a power of two, is "
        + "the size of the working set in beats."
    case .onChip:
      return form
        + "\nOne call sweeps `passes` times over \(design.design.tileBeats) words of "
        + "\(lanes) banks and then shows one element per bank."
    default: return form + (shape.map { "\n\($0.oneCall)" } ?? "")
    }
  }

  /// The permutation of addresses, where the kernel has one.
  func writeScramble(to writer: inout CodeWriter) {
    guard program.usesScramble else { return }
    writer.comment(
      "A bijection on 32-bit numbers that leaves no visible order (lowbias32 by C. Wellons, "
        + "Prospecting for Hash Functions, nullprogram.com, 2018).")
    writer.block("static uint32_t scramble(uint32_t x) {") { writer in
      language.writeInline(to: &writer)
      writer.lines([
        "x ^= x >> 16;", "x *= 0x7feb352du;", "x ^= x >> 15;", "x *= 0x846ca68bu;",
        "x ^= x >> 16;", "return x;",
      ])
    }
    writer.line()
  }

  /// What the process that draws leaves to those that load and store.
  func writeDrawn(to writer: inout CodeWriter) {
    guard program.processes.contains(where: { $0.body.contains(.draw) }) else { return }
    writer.line("uint64_t drawn[\(design.design.tileBeats)];")
    writer.line("uint32_t kept = 0;")
    writer.line("uint64_t ran = 1;")
  }

  /// Names the arguments that a kernel of one function has for the sake of its other variants.
  func writeUnused(to writer: inout CodeWriter) {
    let loops = program.body.flatMap(\.loops) + program.processes.flatMap(\.loops)
    var used = loops.reduce(into: Set<String>()) { $0.formUnion($1.count.names) }
    for process in program.processes {
      let uses = uses(of: process)
      used.formUnion(uses.names.union(uses.scalars))
    }
    for name in program.sizes + program.scalars.map(\.name) where !used.contains(name) {
      writer.line("(void)\(name);  // an argument of other variants of this kernel")
    }
  }

  /// Brings the places of a process's delay lines to the next word, and rows to the next turn.
  func writeAdvance(of process: Process, to writer: inout CodeWriter) {
    for line in delayLines(of: process) {
      let place = delayPlace(line.name)
      writer.line("\(place) = \(place) + 1 == \(line.depth) ? 0 : \(place) + 1;")
    }
    writeRowAdvance(of: process, to: &writer)
  }

  /// Delay lines in memories, whose words come round again after as many iterations as there are.
  func delayLines(of process: Process) -> [Buffer] {
    let used = uses(of: process).buffers
    return program.buffers.filter {
      $0.depth > 1 && isDelayLine($0) && used.contains($0.name)
    }
  }

  /// The bound of a loop of a process.
  func bound(_ loop: LoopLevel, of process: Process) -> String {
    process.runsPerDrawn && loop == process.loops.last ? "kept" : CIndex.text(loop.count)
  }
}

extension Phase {
  /// The loops around processes.
  fileprivate var loops: [LoopLevel] {
    switch self {
    case .loop(let loop, let phases): [loop] + phases.flatMap(\.loops)
    case .region(.sequence(let loop, _)): [loop]
    case .region(.dataflow): []
    }
  }
}
