import KernelIR
import Specs

/// What the files of a factorisation of blocks say beside its program.
struct VitisLU: VitisShape {
  let design: GeneratedDesign

  private var block: Int { design.design[.block] }

  var oneCall: String {
    "One call factorises `blocks` blocks of \(block) by \(block) elements, stored one after the other "
      + "and row by row, without pivoting."
  }

  let operators: Set<String> = ["sum", "difference", "product", "quotient"]

  func contents(of array: MemoryArray) -> String? { array.isRead ? "matrix(index)" : nil }

  /// Both factors by their definition, element by element: no steps of elimination.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    let elements = block * block
    writer.comment(
      "Element of all blocks: more on the diagonal than in the rest of a row or a column.")
    writer.block("element_t matrix(size_t index) {") { writer in
      writer.line("const size_t place = index % \(elements);")
      writer.line("if (place / \(block) != place % \(block)) return input(index, 0);")
      writer.line("return sum(input(index, 0), \(reference.element.literal(Double(2 * block))));")
    }
    writer.line()
    writeFactors(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("if (index >= size_t(run.blocks) * \(elements)) return element_t(0);")
      writer.line("return factored(index / \(elements))[index % \(elements)];")
    }
  }

  private func writeFactors(_ writer: inout CodeWriter) {
    writer.comment("The factors of a block; kept until another block is asked for.")
    writer.block("const element_t *factored(size_t number) {") { writer in
      writer.line("static element_t now[\(block * block)];")
      writer.line("static size_t known = 0;")
      writer.line("if (known == number + 1) return now;")
      writer.line("known = number + 1;")
      writer.block("for (size_t place = 0; place < \(block * block); ++place) {") { writer in
        writer.lines([
          "const size_t row = place / \(block);", "const size_t column = place % \(block);",
          "const size_t steps = row < column ? row : column;",
          "element_t rest = matrix(number * \(block * block) + place);",
        ])
        writer.line("for (size_t k = 0; k < steps; ++k)")
        writer.indented { writer in
          writer.line(
            "rest = difference(rest, product(now[row * \(block) + k], now[k * \(block) + column]));"
          )
        }
        writer.line(
          "now[place] = column < row ? quotient(rest, now[column * \(block) + column]) : rest;")
      }
      writer.line("return now;")
    }
    writer.line()
  }
}
