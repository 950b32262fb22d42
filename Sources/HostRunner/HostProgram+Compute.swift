package import Specs

extension HostProgram {
  /// Stages of the chain in one turn of a loop.
  package static let stages = 4

  /// Independent chains per thread: enough to hide a latency of 4–6 cycles of two units, and few
  /// enough to stay in registers beside the two constants.
  package static func chains(_ vectors: VectorUnit) -> Int { vectors.registers >= 32 ? 16 : 12 }

  /// Peaks of one type: chains of additions, multiplications, and both fused, in registers.
  ///
  /// Values are those of the `roofline` kernel: additions of 3 and −2, multiplications by −2 and ½
  /// (5 and 3 for integers), and x·a + b with a + b = 1, so that floating point stays finite.
  package static func compute(_ type: ElementType, _ vectors: VectorUnit) -> HostProgram {
    let name = "compute-\(type.rawValue)"
    var text = banner(name) + runtime + types(type, vectors) + constants(type) + start
    for operation in ArithmeticOperator.allCases { text += kernel(operation, vectors) }
    text += noFill
    text += table(
      ArithmeticOperator.allCases.map { operation in
        let name = operation.rawValue
        return "\"\(name)\", \(name)_run, \(name)_check, 0"
      })
    return HostProgram(name: name, source: text)
  }

  private static func constants(_ type: ElementType) -> String {
    let fused = type.isFloat ? ("0.99609375", "0.00390625") : ("5", "3")
    let product = type.isFloat ? ("-2", "0.5") : ("5", "3")
    // Every stage of a fused chain is rounded once or twice, by at most half a unit in the last
    // place of values of at most 1.5; a contraction does not let errors grow.
    let epsilon: [ElementType: String] = [
      .f16: "9.8e-4", .f32: "1.2e-7", .f64: "2.3e-16",
    ]
    let unequal =
      epsilon[type].map { "x - y > 64 * \($0) || y - x > 64 * \($0)" } ?? "x != y"
    return """
      #define A_add ((elem)3)
      #define B_add ((elem)-2)
      #define A_mul ((elem)\(product.0))
      #define B_mul ((elem)\(product.1))
      #define A_fma ((elem)\(fused.0))
      #define B_fma ((elem)\(fused.1))
      #define S_add(x, even) (x + ((even) ? a : b))
      #define S_mul(x, even) (x * ((even) ? a : b))
      #define S_fma(x, even) (x * a + b)
      static int differ_fma(elem x, elem y) { return \(unequal); }
      static int differ_add(elem x, elem y) { return x != y; }
      static int differ_mul(elem x, elem y) { return x != y; }

      """
  }

  private static let start = """
    static elem first(int chain, int lane) {
      return (elem)1 + (elem)((chain + lane) % 32) / (elem)64 + (elem)(chain % 2);
    }

    """

  private static func kernel(_ operation: ArithmeticOperator, _ vectors: VectorUnit) -> String {
    let name = operation.rawValue
    let chains = chains(vectors)
    let all = Array(0..<chains)
    func each(_ text: (Int) -> String) -> String { all.map(text).joined(separator: " ") }
    let stages = (0..<stages).map { stage in
      "    " + each { "x\($0) = S_\(name)(x\($0), \(stage % 2 == 0 ? 1 : 0)); KEEP(x\($0));" }
    }.joined(separator: "\n")
    return """
      static void \(name)_all(vec x[\(chains)], uint64_t turns) {
        vec a = splat(A_\(name)), b = splat(B_\(name));
        \(each { "vec x\($0) = x[\($0)];" })
        for (uint64_t turn = 0; turn < turns; turn++) {
      \(stages)
        }
        \(each { "x[\($0)] = x\($0);" })
      }
      static void \(name)_start(vec x[\(chains)]) {
        for (int chain = 0; chain < \(chains); chain++)
          for (int lane = 0; lane < LANES; lane++) x[chain][lane] = first(chain, lane);
      }
      static void \(name)_run(struct worker *w, size_t bytes, uint64_t turns) {
        vec x[\(chains)];
        (void)w, (void)bytes;
        \(name)_start(x);
        \(name)_all(x, turns);
        for (int chain = 0; chain < \(chains); chain++) USE(x[chain]);
      }
      /* Eight turns against one element after the other. */
      static int \(name)_check(struct worker *w, size_t bytes) {
        vec x[\(chains)];
        (void)w, (void)bytes;
        \(name)_start(x);
        \(name)_all(x, 8);
        for (int chain = 0; chain < \(chains); chain++)
          for (int lane = 0; lane < LANES; lane++) {
            volatile elem a = A_\(name), b = B_\(name);
            elem y = first(chain, lane);
            for (int stage = 0; stage < 8 * \(self.stages); stage++) y = S_\(name)(y, stage % 2 == 0);
            if (differ_\(name)(x[chain][lane], y)) return 0;
          }
        (void)B_\(name);
        return 1;
      }

      """
  }
}
