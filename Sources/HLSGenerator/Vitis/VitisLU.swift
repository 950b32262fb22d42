import KernelIR
import Specs

/// What the files of a step of a blocked factorisation say beside its program.
struct VitisLU: VitisShape {
  let design: GeneratedDesign

  private var block: Int { design.design[.block] }
  private var step: LUStep { LUShape(design: design.design).step }

  var oneCall: String {
    let blocks =
      "`blocks` blocks of \(block) by \(block) elements, stored one after the other and row by row"
    switch step {
    case .diagonal: return "One call factorises \(blocks), without pivoting."
    case .top: return "One call solves with the lower factor of one block for \(blocks)."
    case .left: return "One call solves with the upper factor of one block for \(blocks)."
    case .inner:
      return
        "One call subtracts from \(blocks), the product of one block on the left and of as many "
        + "blocks on top."
    }
  }

  var operators: Set<String> {
    switch step {
    case .diagonal, .top, .left: ["sum", "difference", "product", "quotient"]
    case .inner: ["difference", "product"]
    }
  }

  func contents(of array: MemoryArray) -> String? {
    let matrix = step == .diagonal ? "a" : "factors"
    return step != .inner && array.isRead && array.name == matrix ? "matrix(index)" : nil
  }

  /// Every step by its definition, element by element: no steps of elimination.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    let elements = block * block
    if step != .inner {
      writeMatrix(reference, &writer)
      writeSolved(&writer)
    }
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("if (index >= size_t(run.blocks) * \(elements)) return element_t(0);")
      guard step == .inner else {
        return writer.line("return solved(index / \(elements))[index % \(elements)];")
      }
      writer.line("const size_t first = index / \(elements) * \(elements);")
      writer.line("const size_t row = index % \(elements) / \(block);")
      writer.line("element_t rest = input(index, 2);")
      writer.block("for (size_t k = 0; k < \(block); ++k) {") {
        $0.line("const element_t top = input(first + k * \(block) + index % \(block), 1);")
        $0.line("rest = difference(rest, product(input(row * \(block) + k, 0), top));")
      }
      writer.line("return rest;")
    }
  }

  private func writeMatrix(_ reference: VitisReference, _ writer: inout CodeWriter) {
    let elements = block * block
    let twice = reference.element.literal(Double(2 * block))
    writer.comment(
      "Element of all blocks: more on the diagonal than in the rest of a row or a column"
        + (step == .diagonal ? "." : ", and less below it, as in factors of such a matrix."))
    writer.block("element_t matrix(size_t index) {") { writer in
      writer.line("const size_t row = index % \(elements) / \(block);")
      writer.line("const size_t column = index % \(block);")
      writer.line("if (row == column) return sum(input(index, 0), \(twice));")
      if step != .diagonal {
        writer.line("if (column < row) return quotient(input(index, 0), \(twice));")
      }
      writer.line("return input(index, 0);")
    }
    writer.line()
  }

  private func writeSolved(_ writer: inout CodeWriter) {
    let elements = block * block
    writer.comment("The results of a block; kept until another block is asked for.")
    writer.block("const element_t *solved(size_t number) {") { writer in
      writer.line("static element_t now[\(elements)];")
      writer.line("static size_t known = 0;")
      writer.line("if (known == number + 1) return now;")
      writer.line("known = number + 1;")
      writer.block("for (size_t place = 0; place < \(elements); ++place) {") { writer in
        writer.lines([
          "const size_t row = place / \(block);", "const size_t column = place % \(block);",
          "element_t rest = \(step == .diagonal ? "matrix" : "input")"
            + "(number * \(elements) + place\(step == .diagonal ? "" : ", 1"));",
        ])
        writer.line("for (size_t k = 0; k < \(terms); ++k)")
        writer.indented { $0.line("rest = difference(rest, product(\(factors)));") }
        writer.line("now[place] = \(result);")
      }
      writer.line("return now;")
    }
    writer.line()
  }

  /// How many products there are.
  private var terms: String {
    switch step {
    case .diagonal: "(row < column ? row : column)"
    case .top: "row"
    case .left, .inner: "column"
    }
  }

  private var factors: String {
    let (below, above) = ("row * \(block) + k", "k * \(block) + column")
    return switch step {
    case .diagonal, .inner: "now[\(below)], now[\(above)]"
    case .top: "matrix(\(below)), now[\(above)]"
    case .left: "now[\(below)], matrix(\(above))"
    }
  }

  private var result: String {
    let diagonal = "column * \(block) + column"
    return switch step {
    case .diagonal: "column < row ? quotient(rest, now[\(diagonal)]) : rest"
    case .left: "quotient(rest, matrix(\(diagonal)))"
    case .top, .inner: "rest"
    }
  }
}
