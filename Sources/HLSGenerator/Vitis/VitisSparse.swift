import KernelIR
import Specs

/// What the files of a sparse matrix-vector product say beside its program.
struct VitisSparse: VitisShape {
  let design: GeneratedDesign

  private var lanes: Int { design.design.lanes }
  private var grid: VitisGrid { VitisGrid(design: design) }

  var oneCall: String {
    "One call multiplies a matrix of `words` times \(lanes) rows, stored in `beats` beats of "
      + "\(lanes) entries. Every row begins at a beat and is filled up with zeros; `ends` holds for "
      + "every row the number of the beat behind its last one. A row has up to 27 entries, x up to "
      + "\(design.design[.held]) elements."
  }

  let operators: Set<String> = ["difference", "product"]

  func contents(of array: MemoryArray) -> String? {
    ["ends", "columns", "values"].contains(array.name) ? "stored(run).\(array.name)[index]" : nil
  }

  /// The operator at a point of the grid: no matrix, no beats.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    grid.writeNeighbours(to: &writer)
    let members = [("uint32_t", "ends"), ("uint32_t", "columns"), ("element_t", "values")]
    grid.writeStored(members, to: &writer) { writeRows(&$0) }
    writer.comment(
      "Elements of x are multiples of 2^-6 below 2, so the sums are exact in whatever order.")
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("const size_t edge = edge_of(run);")
      writer.line("if (index >= edge * edge * edge) return element_t(0);")
      writer.line("element_t total = product(element_t(26), input(index, 3));")
      writer.block("for (size_t direction = 0; direction < 27; ++direction) {") { writer in
        writer.line("const ptrdiff_t near = neighbour(index, direction, edge);")
        writer.line("if (near < 0 || direction == 13) continue;")
        writer.line("total = difference(total, input(size_t(near), 3));")
      }
      writer.line("return total;")
    }
  }

  private func writeRows(_ writer: inout CodeWriter) {
    writer.line("size_t entry = 0;")
    writer.block("for (size_t row = 0; row < edge * edge * edge; ++row) {") { writer in
      writer.block("for (size_t direction = 0; direction < 27; ++direction) {") { writer in
        writer.line("const ptrdiff_t near = neighbour(row, direction, edge);")
        writer.line("if (near < 0) continue;")
        writer.line("now.columns[entry] = uint32_t(near);")
        writer.line("now.values[entry++] = element_t(direction == 13 ? 26 : -1);")
      }
      let fill = "now.columns[entry] = 0, now.values[entry] = element_t(0)"
      if lanes > 1 { writer.line("for (; entry % \(lanes) != 0; ++entry) \(fill);") }
      writer.line("now.ends[row] = uint32_t(entry / \(lanes));")
    }
  }
}
