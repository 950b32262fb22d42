import Specs

/// A C program of some kernels, which times them when asked.
package struct HostProgram: Hashable, Sendable {
  /// What the program is for, in a few letters that file names may have: `compute-f32`.
  package var name: String
  /// Its whole text.
  package var source: String

  /// A text that is there already.
  package init(name: String, source: String) {
    self.name = name
    self.source = source
  }

  /// What stands first in every program.
  static func banner(_ name: String) -> String {
    "/* Ferrule: measurements of this machine, \(name). Made by ferrule bench host. */\n"
  }

  /// The type of elements and vectors of them: `elem` and `vec`. Integers are unsigned, so that
  /// they are computed modulo 2 to the width.
  static func types(_ type: ElementType, _ vectors: VectorUnit) -> String {
    let names: [ElementType: String] = [
      .f16: "_Float16", .f32: "float", .f64: "double", .i8: "uint8_t", .i16: "uint16_t",
      .i32: "uint32_t", .i64: "uint64_t",
    ]
    return """
      typedef \(names[type] ?? "double") elem;
      typedef elem vec __attribute__((vector_size(\(vectors.bytes)), may_alias));
      enum { LANES = sizeof(vec) / sizeof(elem) };
      static vec splat(elem value) {
        vec all;
        for (int i = 0; i < LANES; i++) all[i] = value;
        KEEP(all);
        return all;
      }

      """
  }

  /// A program that needs no memory filled.
  static let noFill = "static void fill(struct worker *w) { (void)w; }\n\n"

  /// The list of kernels that requests name.
  static func table(_ rows: [String]) -> String {
    "const struct kernel kernels[] = {\n"
      + rows.map { "  {\($0)},\n" }.joined() + "  {NULL, NULL, NULL, 0},\n};\n"
  }
}
