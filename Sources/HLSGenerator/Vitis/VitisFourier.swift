import KernelIR
import Specs

/// What the files of a Fourier transform say beside its program.
struct VitisFourier: VitisShape {
  let design: GeneratedDesign

  private var points: Int { 1 << design.design[.log2n] }

  var oneCall: String {
    "One call makes `transforms` transforms of \(points) points, one after the other; the real and "
      + "the imaginary part of a point are side by side. Results are stored in bit-reversed order: "
      + "reversed(k) has the binary digits of k backwards."
  }

  let operators: Set<String> = []

  /// The definition, one sum per element: no stages, no order of butterflies.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writer.line("const size_t points = \(points);")
    writer.line()
    writeRoots(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t transform = index / (2 * points);")
      writer.line("if (transform >= run.transforms) return element_t(0);")
      writer.line("size_t k = 0;")
      writer.line("for (size_t digit = 1; digit < points; digit *= 2)")
      writer.indented { $0.line("k = 2 * k + (index / 2 / digit) % 2;") }
      writer.line("long double total = 0;")
      writer.block("for (size_t n = 0; n < points; ++n) {") { writer in
        writer.lines([
          "const size_t place = 2 * (transform * points + n);",
          "const long double x = input(place, 0), y = input(place + 1, 0);",
          "const long double c = roots.cosine[n * k % points], s = roots.sine[n * k % points];",
          "total += index % 2 == 0 ? x * c - y * s : x * s + y * c;",
        ])
      }
      writer.line("return element_t(total);")
    }
  }

  private func writeRoots(_ writer: inout CodeWriter) {
    let sign = design.design.operation == "inverse" ? "" : "-"
    writer.comment("Cosine and sine of every angle that occurs.")
    writer.block("struct Roots {", closing: "};") { writer in
      writer.line("long double cosine[points], sine[points];")
      writer.block("Roots() {") { writer in
        writer.block("for (size_t n = 0; n < points; ++n) {") { writer in
          writer.lines([
            "const long double angle = \(sign)2 * 3.14159265358979323846264338327950288L * n / points;",
            "cosine[n] = std::cos(angle);", "sine[n] = std::sin(angle);",
          ])
        }
      }
    }
    writer.line("const Roots roots;")
    writer.line()
  }

  /// By Parseval's theorem the norm of a result is √N times that of the points.
  func writeAllowed(_ tolerance: ShapeTolerance, to writer: inout CodeWriter) {
    writer.comment(
      "By how much an element may differ: 7 units of rounding per stage and one for the reference, "
        + "relative to the Euclidean norm of the whole transform (Higham, Accuracy and Stability of "
        + "Numerical Algorithms, 2002, theorem 24.2).")
    writer.block("double allowed(size_t index, const Run &run) {") { writer in
      writer.line("const size_t first = index / (2 * points) * 2 * points;")
      writer.line("if (first >= run.transforms * 2 * points) return 0;")
      writer.line("double square = 0;")
      writer.line("for (size_t i = first; i < first + 2 * points; ++i)")
      writer.indented { $0.line("square += double(input(i, 0)) * double(input(i, 0));") }
      writer.line("return \(tolerance.relative) * std::sqrt(double(points) * square);")
    }
  }
}
