import KernelIR
import Specs

/// A kernel whose elements do not depend on each other, as loops that compilers make vectors of, with
/// stores that pass the caches where the arrays are larger than these.
struct HostElements {
  let names: KernelNames

  private var program: KernelProgram { names.program }

  /// `nil` for kernels whose elements depend on each other.
  init?(names: KernelNames) {
    guard [.elementwise, .roofline].contains(names.design.kernel.structure) else { return nil }
    self.names = names
  }

  private var name: String { "\(program.name)_elements" }

  /// Elements that a thread takes at once.
  private static let share = 65_536

  func write(to writer: inout CodeWriter) {
    writer.lines(
      Self.stores.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    let chain = program.chain.map { HostChain(names: names, chain: $0) }
    chain?.writeStages(to: &writer)
    writer.comment(
      "Elements first to last - 1; past_caches says that nothing that is stored is read soon.")
    let head = KernelNames.call("static void \(name)", parameters, indentation: 0)
    writer.block(head + " {") { writer in
      if let chain { chain.write(to: &writer) } else { writeMap(&writer) }
      writer.line("if (past_caches) FENCE();")
    }
    writer.line()
    writeTop(&writer)
  }

  private var parameters: [String] {
    program.arrays.map { array in
      var all = array
      all.name = "all_\(array.name)"
      return names.parameter(all)
    } + ["size_t first", "size_t last", "int past_caches"]
      + (names.hasChain ? ["uint32_t passes", "uint32_t tap"] : [])
      + program.scalars.map { "element_t \($0.name)" }
  }

  // MARK: Element by element

  private func writeMap(_ writer: inout CodeWriter) {
    guard let output = program.arrays.last(where: \.isWritten) else { return }
    writer.line("const size_t whole = past_caches ? last - (last - first) % BLOCK : first;")
    writer.block("for (size_t start = first; start < whole; start += BLOCK) {") { writer in
      writer.line("ALIGNED element_t result[BLOCK];")
      writer.block("for (size_t index = start; index < start + BLOCK; ++index) {") { writer in
        writeElement("result[index - start]", &writer)
      }
      writer.line("STORE_BLOCK(all_\(output.name) + start, result);")
    }
    writer.block("for (size_t index = whole; index < last; ++index) {") { writer in
      writeElement("all_\(output.name)[index]", &writer)
    }
  }

  private func writeElement(_ place: String, _ writer: inout CodeWriter) {
    for array in program.arrays where array.isRead {
      writer.line("const element_t \(array.name) = all_\(array.name)[index];")
    }
    let statements = program.processes.flatMap(\.body)
    for case .map(_, _, let expression) in statements {
      var printer = KernelExpression(names: names, isBound: false)
      let text = printer.root(expression, to: &writer)
      return writer.line("\(place) = \(text);")
    }
  }

  // MARK: The whole problem

  private func writeTop(_ writer: inout CodeWriter) {
    let tiles = program.sizes.first ?? "tiles"
    writer.block(names.signature() + " {") { writer in
      let perTile = names.design.design.tileBeats * max(1, names.lanes)
      writer.line("const size_t elements = (size_t)\(tiles) * \(perTile);")
      let all = program.arrays.count
      writer.line("const int past_caches = elements * \(all) * sizeof(element_t) > CACHE_BYTES;")
      writer.directive("pragma omp parallel for schedule(static)")
      let step = "start < elements; start += \(Self.share)"
      writer.block("for (size_t start = 0; \(step)) {") { writer in
        writer.line("const size_t left = elements - start;")
        writer.line("const size_t last = start + (left < \(Self.share) ? left : \(Self.share));")
        let arguments =
          program.arrays.map(\.name) + ["start", "last", "past_caches"]
          + (names.hasChain ? ["passes", "tap"] : []) + program.scalars.map(\.name)
        writer.line(KernelNames.call(name, arguments, indentation: 4) + ";")
      }
    }
  }

  /// Blocks of whole lines, stored without reading the lines first where the processor can.
  private static let stores = """
    #include <string.h>
    #if defined(__x86_64__)
    #include <immintrin.h>
    #endif
    /* Bytes beyond which stores pass the caches: the last of them, as a thread sees it. */
    #ifndef CACHE_BYTES
    #define CACHE_BYTES ((size_t)32 << 20)
    #endif
    #define ALIGNED __attribute__((aligned(64)))
    /* Elements of four lines. */
    enum { BLOCK = 256 / sizeof(element_t) };
    #if defined(__AVX512F__)
    #define STORE_WORD(to, from) _mm512_stream_si512((void *)(to), _mm512_load_si512((const void *)(from)))
    #define WORD 64
    #elif defined(__AVX__)
    #define STORE_WORD(to, from) _mm256_stream_si256((void *)(to), _mm256_load_si256((const void *)(from)))
    #define WORD 32
    #elif defined(__SSE2__)
    #define STORE_WORD(to, from) _mm_stream_si128((void *)(to), _mm_load_si128((const void *)(from)))
    #define WORD 16
    #endif
    #ifdef WORD
    #undef FENCE
    #define FENCE() _mm_sfence()
    #else
    #undef FENCE
    #define FENCE() ((void)0)
    #endif
    static inline void STORE_BLOCK(element_t *to, const element_t *from) {
    #ifdef WORD
      if (((uintptr_t)to & 63) == 0) {
        for (int byte = 0; byte < 256; byte += WORD)
          STORE_WORD((char *)to + byte, (const char *)from + byte);
        return;
      }
    #endif
      memcpy(to, from, 256);
    }

    """
}
