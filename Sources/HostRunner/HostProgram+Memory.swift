import Specs

extension HostProgram {
  /// Vectors that one turn of an inner loop takes: a whole ``MemoryLevels/grain`` is a multiple.
  private static let unrolled = 8

  /// What memory moves: reads only, writes only, a copy, and STREAM's triad, of `f64`; writes also
  /// past the caches (names that end in `-nt`).
  package static func memory(_ vectors: VectorUnit) -> HostProgram {
    let name = "memory"
    var text = banner(name) + runtime + types(.f64, vectors) + streaming(.f64, vectors) + fill
    text += loop("read", arrays: 1, each: "USE(in[i + #]);")
    for (suffix, store) in [("", "out[i + #] = "), ("_nt", "STREAM(&out[i + #], ")] {
      let end = suffix.isEmpty ? "" : ")"
      text += loop("write\(suffix)", arrays: 1, each: "\(store)three\(end);")
      text += loop("copy\(suffix)", arrays: 2, each: "\(store)in[i + #]\(end);")
      text += loop(
        "triad\(suffix)", arrays: 3, each: "\(store)in[i + #] + three * in2[i + #]\(end);")
    }
    text += checks
    text += table(
      ["\"read\", read_run, NULL, 1"]
        + ["write", "copy", "triad"].flatMap { name in
          ["", "_nt"].map {
            let spelling = $0.isEmpty ? name : "\(name)-nt"
            return "\"\(spelling)\", \(name)\($0)_run, \(name)_check, 1"
          }
        })
    return HostProgram(name: name, source: text)
  }

  /// Stores that do not read the line first, where the compiler knows them.
  static func streaming(_ type: ElementType, _ vectors: VectorUnit) -> String {
    let stores: [Int: String] = [
      16: "_mm_stream_si128((__m128i *)(p), (__m128i)(x))",
      32: "_mm256_stream_si256((__m256i *)(p), (__m256i)(x))",
      64: "_mm512_stream_si512((__m512i *)(p), (__m512i)(x))",
    ]
    let x86 = stores[vectors.bytes] ?? "(*(p) = (x))"
    return """
      #if defined(__x86_64__)
      #define STREAM(p, x) \(x86)
      #define FENCE() _mm_sfence()
      #elif defined(__clang__)
      #define STREAM(p, x) __builtin_nontemporal_store((x), (p))
      #define FENCE() ((void)0)
      #else
      #define STREAM(p, x) (*(p) = (x))
      #define FENCE() ((void)0)
      #endif

      """
  }

  private static let fill = """
    /* Inputs never change: in[i] = 1 + i % 7, in2[i] = 2 + i % 5. */
    static void fill(struct worker *w) {
      elem *out = (elem *)w->region[0], *in = (elem *)w->region[1], *in2 = (elem *)w->region[2];
      for (size_t i = 0; i < job.room / sizeof(elem); i++) {
        out[i] = (elem)0;
        in[i] = (elem)(1 + i % 7);
        in2[i] = (elem)(2 + i % 5);
      }
    }

    """

  private static func loop(_ name: String, arrays: Int, each: String) -> String {
    let body = (0..<unrolled).map {
      "      " + each.replacing("#", with: "\($0)")
    }.joined(separator: "\n")
    return """
      static void \(name)_run(struct worker *w, size_t bytes, uint64_t turns) {
        vec *out = (vec *)w->region[0];
        const vec *in = (const vec *)w->region[1], *in2 = (const vec *)w->region[2];
        const vec three = splat((elem)3);
        size_t count = bytes / \(arrays) / sizeof(vec);
        (void)out, (void)in, (void)in2, (void)three;
        for (uint64_t turn = 0; turn < turns; turn++) {
          for (size_t i = 0; i < count; i += \(unrolled)) {
      \(body)
          }
          TURN();
        }
        FENCE();
      }

      """
  }

  private static let checks = """
    static int check(struct worker *w, size_t bytes, int arrays, double one, double two, double c) {
      const elem *out = (const elem *)w->region[0];
      for (size_t i = 0; i < bytes / (size_t)arrays / sizeof(elem); i++) {
        elem wanted = (elem)(one * (double)(1 + i % 7) + two * (double)(2 + i % 5) + c);
        if (out[i] != wanted) return 0;
      }
      return 1;
    }
    static int write_check(struct worker *w, size_t bytes) { return check(w, bytes, 1, 0, 0, 3); }
    static int copy_check(struct worker *w, size_t bytes) { return check(w, bytes, 2, 1, 0, 0); }
    static int triad_check(struct worker *w, size_t bytes) { return check(w, bytes, 3, 1, 3, 0); }

    """
}
