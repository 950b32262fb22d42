import KernelIR
import Specs

/// What the files of a blocked transposition say beside its program.
struct VitisPtrans: VitisShape {
  let design: GeneratedDesign

  private var block: Int { design.design[.block] }

  var oneCall: String {
    "One call makes `rows` rows of blocks of \(block) by \(block) elements of the result, which is "
      + "`blocks` blocks wide, from as many columns of blocks of a, stored row by row."
  }

  let operators: Set<String> = ["sum"]

  /// The definition, one element at a time: no blocks and no banks.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t order = size_t(run.blocks) * \(block);")
      writer.line("const size_t rows = size_t(run.rows) * \(block);")
      writer.line("const size_t row = index / order;")
      writer.line("const size_t column = index % order;")
      writer.line("if (row >= rows) return element_t(0);")
      writer.line("return sum(input(column * rows + row, 0), input(index, 1));")
    }
  }
}
