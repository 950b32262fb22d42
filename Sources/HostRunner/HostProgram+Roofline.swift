package import Specs

extension HostProgram {
  /// Lengths of chains of the sweep: operations per byte from 2/16 of a type of 8 bytes upwards.
  package static let sweptChains = [1, 2, 4, 8, 16, 32, 64, 128]

  /// Chains of fused multiply-adds between a read and a write past the caches: every intensity.
  package static func roofline(_ type: ElementType, _ vectors: VectorUnit) -> HostProgram {
    let name = "roofline-\(type.rawValue)"
    var text = banner(name) + runtime + types(type, vectors) + streaming(type, vectors) + fill
    for chain in sweptChains { text += kernel(chain) }
    text += table(
      sweptChains.map { "\"chain\($0)\", chain\($0)_run, chain\($0)_check, 1" })
    return HostProgram(name: name, source: text)
  }

  private static let fill = """
    #define A ((elem)0.99609375)
    #define B ((elem)0.00390625)
    static void fill(struct worker *w) {
      elem *out = (elem *)w->region[0], *in = (elem *)w->region[1];
      for (size_t i = 0; i < job.room / sizeof(elem); i++) {
        out[i] = (elem)0;
        in[i] = (elem)(1 + i % 7) / (elem)8;
      }
    }

    """

  private static func kernel(_ chain: Int) -> String {
    let each = Array(0..<8)
    func all(_ text: (Int) -> String) -> String { each.map(text).joined(separator: " ") }
    return """
      static void chain\(chain)_run(struct worker *w, size_t bytes, uint64_t turns) {
        vec *out = (vec *)w->region[0];
        const vec *in = (const vec *)w->region[1];
        const vec a = splat(A), b = splat(B);
        size_t count = bytes / 2 / sizeof(vec);
        for (uint64_t turn = 0; turn < turns; turn++) {
          for (size_t i = 0; i < count; i += 8) {
            \(all { "vec x\($0) = in[i + \($0)];" })
            for (int stage = 0; stage < \(chain); stage++) {
              \(all { "x\($0) = x\($0) * a + b;" })
              \(all { "KEEP(x\($0));" })
            }
            \(all { "STREAM(&out[i + \($0)], x\($0));" })
          }
          TURN();
        }
        FENCE();
      }
      /* Seven values repeat; each stage is rounded once or twice. */
      static int chain\(chain)_check(struct worker *w, size_t bytes) {
        const elem *out = (const elem *)w->region[0], *in = (const elem *)w->region[1];
        elem wanted[7];
        for (int i = 0; i < 7; i++) {
          volatile elem a = A, b = B;
          wanted[i] = in[i];
          for (int stage = 0; stage < \(chain); stage++) wanted[i] = wanted[i] * a + b;
        }
        for (size_t i = 0; i < bytes / 2 / sizeof(elem); i++) {
          elem difference = out[i] - wanted[i % 7];
          elem bound = (elem)\(2 * chain + 2) * (sizeof(elem) == 4 ? (elem)1.2e-7 : (elem)2.3e-16);
          if (!(difference <= bound && -difference <= bound)) return 0;
        }
        return 1;
      }

      """
  }
}
