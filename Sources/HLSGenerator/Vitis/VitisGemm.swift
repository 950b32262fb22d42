import KernelIR
import Specs

/// What the files of a blocked matrix product say beside its program.
struct VitisGemm: VitisShape {
  let design: GeneratedDesign

  private var block: Int { design.design[.block] }

  var oneCall: String {
    "One call makes `rows` rows of blocks of \(block) by \(block) elements; the matrices are "
      + "`blocks` blocks wide."
  }

  let operators: Set<String> = ["sum", "product"]

  /// The definition, one element at a time: no blocks, no array of operators.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writer.comment(
      "Products of the inputs are multiples of 2^-12 and below 4, so sums of up to 1024 of them are "
        + "exact in every floating-point type of the kernel, in whatever order they are taken.")
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t order = size_t(run.blocks) * \(block);")
      writer.line("const size_t row = index / order;")
      writer.line("const size_t column = index % order;")
      writer.line("if (row >= size_t(run.rows) * \(block)) return element_t(0);")
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
