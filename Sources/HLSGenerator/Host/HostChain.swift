import KernelIR
import Specs

/// The chain of a roofline kernel on vectors: only the stages that the tap asks for run, and several
/// vectors are on their way at once, so that latencies of operators overlap.
struct HostChain {
  let names: KernelNames
  let chain: OperatorChain

  /// Vectors of 64 bytes at once.
  private static let vectors = 8

  private var input: String { names.program.arrays.first(where: \.isRead)?.name ?? "x" }
  private var output: String { names.program.arrays.last(where: \.isWritten)?.name ?? "y" }
  private var each: Range<Int> { 0..<Self.vectors }

  /// Prints the type of a vector and the numbers of stages.
  func writeStages(to writer: inout CodeWriter) {
    writer.line(
      "typedef element_t vector_t __attribute__((vector_size(64), aligned(64), may_alias));")
    let taps = chain.taps.map(String.init).joined(separator: ", ")
    writer.line("static const uint32_t stages[] = {\(taps)};")
    writer.line()
  }

  /// Prints the loops over elements.
  func write(to writer: inout CodeWriter) {
    writer.line("const uint32_t length = stages[tap];")
    writer.line("enum { AT_ONCE = \(Self.vectors) * 64 / sizeof(element_t) };")
    let vector = Self.vectors * 64
    writer.line("const size_t whole = last - (last - first) % AT_ONCE;")
    writer.block("for (size_t start = first; start < whole; start += AT_ONCE) {") { writer in
      writer.line("ALIGNED vector_t v[\(Self.vectors)];")
      writer.line("memcpy(v, all_\(input) + start, \(vector));")
      writer.line(all { "vector_t v\($0) = v[\($0)];" })
      writePasses(&writer) { writer in writer.line(all { stage("v\($0)") }) }
      writer.line(all { "v[\($0)] = v\($0);" })
      writer.block("if (past_caches) {") { writer in
        let blocks = Self.vectors * 64 / 256
        for block in 0..<blocks {
          let offset = "\(block) * BLOCK"
          writer.line(
            "STORE_BLOCK(all_\(output) + start + \(offset), (const element_t *)v + \(offset));")
        }
        writer.line("continue;")
      }
      writer.line("memcpy(all_\(output) + start, v, \(vector));")
    }
    writer.block("for (size_t index = whole; index < last; ++index) {") { writer in
      writer.line("element_t v0 = all_\(input)[index];")
      writePasses(&writer) { writer in writer.line(stage("v0")) }
      writer.line("all_\(output)[index] = v0;")
    }
  }

  private func all(_ text: (Int) -> String) -> String { each.map(text).joined(separator: " ") }

  private func writePasses(
    _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    let counter = chain.passCounter
    writer.block("for (uint32_t \(counter) = 0; \(counter) < passes; ++\(counter)) {") { writer in
      names.writeCoefficients(chain, to: &writer)
      writer.block("for (uint32_t k = 0; k < length; ++k) {") { writer in
        if chain.operation != .fma {
          writer.line("const element_t coefficient = (k & 1) == 0 ? even : odd;")
        }
        body(&writer)
      }
    }
  }

  /// Vectors and elements are computed with the same operators, modulo 2 to the width.
  private func stage(_ value: String) -> String {
    switch chain.operation {
    case .fma: "\(value) = \(value) * \(chain.coefficients[0]) + \(chain.coefficients[1]);"
    case .add: "\(value) = \(value) + coefficient;"
    case .mul: "\(value) = \(value) * coefficient;"
    }
  }
}
