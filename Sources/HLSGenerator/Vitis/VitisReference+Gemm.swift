import KernelIR
import Specs

extension VitisReference {
  /// The definition, one element at a time: no blocks, no array of operators.
  func writeGemm(_ writer: inout CodeWriter) {
    writer.comment(
      "Products of the inputs are multiples of 2^-12 and below 4, so sums of up to 1024 of them are "
        + "exact in every floating-point type of the kernel, in whatever order they are taken.")
    writeExpected(names.design.operation.form, &writer) { writer in
      writer.line("const size_t order = size_t(run.blocks) * \(point[.block]);")
      writer.line("const size_t row = index / order;")
      writer.line("const size_t column = index % order;")
      writer.line("if (row >= size_t(run.rows) * \(point[.block])) return element_t(0);")
      writer.line("element_t total = element_t(0);")
      writer.line("for (size_t k = 0; k < order; ++k)")
      writer.indented { writer in
        writer.line(
          "total = sum(total, product(input(row * order + k, 0), input(k * order + column, 1)));")
      }
      writer.line(
        "return sum(product(scalar_alpha, total), product(scalar_beta, input(index, 2)));")
    }
  }
}
