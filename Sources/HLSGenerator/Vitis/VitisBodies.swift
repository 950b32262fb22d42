import KernelIR
import Specs

/// What the files of an all-pairs sum say beside its program.
struct VitisBodies: VitisShape {
  let design: GeneratedDesign

  private var block: Int { design.design[.held] }

  var oneCall: String {
    "One call computes `rows` blocks of \(block) bodies on which `blocks` blocks of others act. A "
      + "block is the x of all its bodies, then all y, all z, and all masses; masses of the bodies that "
      + "are acted on are not read, and results have none."
  }

  let operators: Set<String> = ["sum", "difference", "product", "quotient", "root"]

  /// One component of one body, the others in their order.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writer.comment("A component of a body of an array: 0 to 2 its place, 3 its mass.")
    writer.block("element_t component(size_t body, size_t which, size_t array) {") { writer in
      writer.line(
        "return input((body / \(block) * 4 + which) * \(block) + body % \(block), array);")
    }
    writer.line()
    writer.comment("The steps of an interaction are those of the form, so roundings are the same.")
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t body = index / \(3 * block) * \(block) + index % \(block);")
      writer.line("const size_t axis = index / \(block) % 3;")
      writer.line("if (index >= size_t(run.rows) * \(3 * block)) return element_t(0);")
      writer.line("element_t total = element_t(0);")
      writer.block("for (size_t other = 0; other < size_t(run.blocks) * \(block); ++other) {") {
        $0.line("element_t way[3];")
        $0.line("for (size_t k = 0; k < 3; ++k)")
        $0.indented {
          $0.line("way[k] = difference(component(other, k, 1), component(body, k, 0));")
        }
        $0.line("element_t square = sum(product(way[0], way[0]), product(way[1], way[1]));")
        $0.line("square = sum(sum(square, product(way[2], way[2])), scalar_softening);")
        $0.line(
          "const element_t strength = quotient(component(other, 3, 1), product(square, root(square)));"
        )
        $0.line("total = sum(total, product(way[axis], strength));")
      }
      writer.line("return total;")
    }
  }
}
