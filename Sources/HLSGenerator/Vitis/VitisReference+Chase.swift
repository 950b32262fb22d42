import KernelIR

extension VitisReference {
  /// The sum of the links of a chain by its definition; the memory that holds the chain is laid out
  /// from the same definition, each beat by its successor.
  func writeChase(_ writer: inout CodeWriter) {
    writer.comment("Beat number i of the chain, by its definition; beat 0 is the first.")
    writer.block("size_t visited(size_t i, const Run &run) {") { writer in
      writer.line("const uint64_t set = uint64_t(run.mask) + 1;")
      writer.line(
        point.isRandom
          ? "return size_t((i * 2654435761u + i * i * 2246822506u) % set);"
          : "return size_t(i * uint64_t(run.stride) % set);")
    }
    writer.line()
    writer.line("void store(\(memoryType) *memory, size_t index, element_t value);")
    writer.line()
    writer.comment("Lane `lane` of every beat: the number of the next beat plus the lane.")
    writer.block("void link(\(memoryType) *memory, const Run &run) {") { writer in
      writer.block("for (size_t i = 0; i <= run.mask; ++i) {") { writer in
        // Strided chains need not reach every beat; those beats lead on by a stride as well.
        writer.line(
          point.isRandom
            ? "const size_t beat = visited(i, run), next = visited(i + 1, run);"
            : "const size_t beat = i, next = (i + run.stride) % (uint64_t(run.mask) + 1);")
        writer.line("for (size_t lane = 0; lane < \(lanes); ++lane)")
        writer.indented {
          $0.line("store(memory, beat * \(lanes) + lane, element_t(next + lane));")
        }
      }
    }
    writer.line()
    writeExpected("The sum of all that a lane reads.", &writer) { writer in
      writer.line("if (index >= \(lanes)) return element_t(0);")
      writer.line("element_t total = element_t(0);")
      writer.line("for (size_t i = 1; i <= run.accesses; ++i)")
      writer.indented { $0.line("total = sum(total, element_t(visited(i, run) + index));") }
      writer.line("return total;")
    }
  }
}
