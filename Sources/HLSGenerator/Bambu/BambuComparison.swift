import KernelIR
import Specs

/// The function of a testbench that compares the memory of the output array with what is expected.
struct BambuComparison {
  let names: KernelNames
  let vectors: BambuVectors

  private var program: KernelProgram { names.program }

  func write(to writer: inout CodeWriter) {
    guard let output = program.arrays.last(where: \.isWritten) else { return }
    writer.comment(comment)
    let head = KernelNames.call("static size_t compare", parameters, indentation: 0)
    writer.block(head + " {") { writer in
      let memory = "memory_\(output.name)"
      writer.line("const size_t elements = sizeof(\(memory)) / sizeof(\(memory)[0]);")
      if vectors.hasSums { writer.line("uint64_t found_sum = \(hex(RunDigest.start));") }
      writer.block("for (size_t index = 0; index < elements; ++index) {") { writer in
        writer.line("const element_t found = \(memory)[index];")
        if vectors.hasSums { writeSum(&writer) }
        writeElement(of: output, &writer)
      }
      if vectors.hasSums { writeSumComparison(of: output, &writer) }
      writer.line("return elements;")
    }
    writer.line()
  }

  private var comment: String {
    let mismatch = vectors.block == nil ? "on a mismatch" : "where one is not near enough"
    let sums =
      vectors.hasSums
      ? " Elements behind those that are listed are compared by a sum over the bits of all (FNV-1a, "
        + "one element at a time), which one wrong element always changes."
      : ""
    return "The number of elements compared, or 0 \(mismatch); those behind are still zero.\(sums)"
  }

  private var parameters: [String] {
    ["size_t number", "const element_t *expected"] + (vectors.hasSums ? ["size_t listed"] : [])
      + ["size_t count"] + (vectors.hasSums ? ["uint64_t sum"] : [])
      + (vectors.block == nil ? [] : ["const double *allowed"])
  }

  private func hex(_ number: UInt64) -> String { "0x\(String(number, radix: 16))ull" }

  /// Prints what adds the bits of an element to the sum.
  private func writeSum(_ writer: inout CodeWriter) {
    writer.line("uint\(program.elementType.bits)_t bits;")
    writer.line("memcpy(&bits, &found, sizeof(bits));")
    writer.line("if (index < count) found_sum = (found_sum ^ bits) * \(hex(RunDigest.factor));")
    writer.line("if (index >= listed && index < count) continue;")
  }

  private func writeElement(of output: MemoryArray, _ writer: inout CodeWriter) {
    writer.line("const element_t wanted = index < count ? expected[index] : 0;")
    if let block = vectors.block {
      writer.line("const double off = (double)found - (double)wanted;")
      let place = block == 1 ? "index" : "index / \(block)"
      writer.line("const double most = index < count ? allowed[\(place)] : 0;")
      writer.line("if (off <= most && -off <= most) continue;")
    } else {
      writer.line("if (memcmp(&found, &wanted, sizeof(element_t)) == 0) continue;")
    }
    let isFloat = program.elementType.isFloat
    let (format, cast) = isFloat ? ("%.17g", "double") : ("%llu", "unsigned long long")
    writer.line(
      "printf(\"failed: run %zu: \(output.name)[%zu] is \(format), expected \(format)\\n\", "
        + "number, index,")
    writer.line("       (\(cast))found, (\(cast))wanted);")
    writer.line("return 0;")
  }

  private func writeSumComparison(of output: MemoryArray, _ writer: inout CodeWriter) {
    writer.block("if (found_sum != sum) {") { writer in
      writer.line(
        "printf(\"failed: run %zu: an element of \(output.name) from [%zu] on is wrong\\n\", number, "
          + "listed);")
      writer.line("return 0;")
    }
  }
}
