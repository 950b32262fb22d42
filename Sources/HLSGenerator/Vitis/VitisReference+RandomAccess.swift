import KernelIR
import Specs

extension VitisReference {
  /// The table by its definition: of a chunk's numbers whose places are in one beat, the last.
  func writeTable(_ writer: inout CodeWriter) {
    writeExpected(names.design.operation.form, &writer) { writer in
      writer.line("const uint64_t part = (uint64_t(run.mask) + 1) * \(lanes);")
      writer.line("element_t value = input(index, 0);")
      writer.line("uint64_t number = 1;")
      writer.block("for (size_t chunk = 0; chunk < run.tiles; ++chunk) {") { writer in
        writer.line("uint64_t last = 0;")
        writer.block("for (size_t i = 0; i < \(point.tileBeats); ++i) {") { writer in
          writer.line("number = (number + number) ^ (int64_t(number) < 0 ? 7 : 0);")
          writer.line("const uint64_t place = number % (part * \(point.computeUnits));")
          writer.line("if (place / part != run.unit) continue;")
          writer.line("if (place % part / \(lanes) == index / \(lanes)) last = number;")
        }
        writer.line("if (last != 0 && last % \(lanes) == index % \(lanes)) value ^= last;")
      }
      writer.line("return value;")
    }
  }
}
