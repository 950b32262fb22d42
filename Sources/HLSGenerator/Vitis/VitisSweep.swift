import KernelIR
import Specs

/// What the files of a symmetric Gauss-Seidel sweep say beside its program.
struct VitisSweep: VitisShape {
  let design: GeneratedDesign

  private var lanes: Int { design.design.lanes }
  /// Entries of a row in memory.
  private var width: Int { (26 + lanes - 1) / lanes * lanes }
  private var grid: VitisGrid { VitisGrid(design: design) }

  var oneCall: String {
    "One call sweeps over a matrix of `words` times \(lanes) rows. A row has \(width) entries in "
      + "memory, without the diagonal and filled up with zeros; the first one belongs to the row behind "
      + "it, the last one to the row before it, or they are zero. Vectors have up to "
      + "\(design.design[.held]) elements."
  }

  let operators: Set<String> = ["sum", "product"]

  func contents(of array: MemoryArray) -> String? {
    switch array.name {
    case "columns", "values": "stored(run).\(array.name)[index]"
    case "inverse": "inverse_of(index)"
    default: nil
    }
  }

  /// The sweep by its definition, point by point: no matrix, no beats.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    grid.writeNeighbours(to: &writer)
    let members = [("uint32_t", "columns"), ("element_t", "values")]
    grid.writeStored(members, to: &writer) { writeRows(&$0) }
    writer.comment("The inverse of an element of the diagonal, which is not the same everywhere.")
    writer.line(
      "element_t inverse_of(size_t row) { return element_t(1.0 / double(26 + row % 7)); }")
    writer.line()
    writeSwept(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t edge = edge_of(run);")
      writer.line("return index < edge * edge * edge ? swept(edge)[index] : element_t(0);")
    }
  }

  private func writeRows(_ writer: inout CodeWriter) {
    writer.block("for (size_t row = 0; row < edge * edge * edge; ++row) {") { writer in
      writer.line("const size_t first = row * \(width);")
      let clear = "now.columns[entry] = 0, now.values[entry] = element_t(0)"
      writer.line(
        "for (size_t entry = first; entry < first + \(width); ++entry) \(clear);")
      writer.line("size_t next = first + 1;")
      writer.block("for (size_t direction = 0; direction < 27; ++direction) {") { writer in
        writer.line("const ptrdiff_t near = neighbour(row, direction, edge);")
        writer.line("if (near < 0 || direction == 13) continue;")
        writer.line("size_t entry = first;")
        writer.line("if (direction == 12) entry = first + \(width - 1);")
        writer.line("else if (direction != 14) entry = next++;")
        writer.line("now.columns[entry] = uint32_t(near);")
        writer.line("now.values[entry] = element_t(-1);")
      }
    }
  }

  private func writeSwept(_ writer: inout CodeWriter) {
    writer.comment("The vector after both sweeps.")
    writer.block("const element_t *swept(size_t edge) {") { writer in
      writer.line("static element_t x[\(grid.room("updated"))];")
      writer.line("static size_t known = 0;")
      writer.line("if (known == edge) return x;")
      writer.line("known = edge;")
      writer.line("const size_t rows = edge * edge * edge;")
      writer.line("for (size_t row = 0; row < rows; ++row) x[row] = input(row, 4);")
      writer.block("for (size_t step = 0; step < 2 * rows; ++step) {") { writer in
        writer.line("const size_t row = step < rows ? step : 2 * rows - 1 - step;")
        writer.line("element_t total = input(row, 2);")
        writer.block("for (size_t direction = 0; direction < 27; ++direction) {") { writer in
          writer.line("const ptrdiff_t near = neighbour(row, direction, edge);")
          writer.line("if (near >= 0 && direction != 13) total = sum(total, x[near]);")
        }
        writer.line("x[row] = product(total, inverse_of(row));")
      }
      writer.line("return x;")
    }
    writer.line()
  }

  func writeAllowed(_ tolerance: ShapeTolerance, to writer: inout CodeWriter) {
    writer.comment(
      "Sums of positive terms: the relative error of an element is at most that of the steps which "
        + "lead to it.")
    writer.block("double allowed(size_t index, const Run &run) {") { writer in
      writer.line("return \(tolerance.relative) * std::fabs(double(expected(index, run)));")
    }
  }
}
