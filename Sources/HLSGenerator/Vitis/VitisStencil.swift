import KernelIR
import Specs

/// What the files of a stencil say beside its program.
struct VitisStencil: VitisShape {
  let design: GeneratedDesign

  private var point: DesignPoint { design.design }
  private var isSolid: Bool { point.operation == "jacobi3d" }
  private var slabs: String { isSolid ? "planes" : "rows" }
  private var slabCells: Int { isSolid ? point[.width] * point[.height] : point[.width] }

  var oneCall: String {
    let slab = isSolid ? "planes of \(point[.height]) rows of" : "rows of"
    return
      "One call computes \(point[.steps]) \(point[.steps] == 1 ? "step" : "steps") for a grid of "
      + "`\(slabs)` \(slab) \(point[.width]) cells. Cells within \(point[.radius]) of the border stay "
      + "as they are."
  }

  let operators: Set<String> = ["sum", "product"]

  /// The definition, cell by cell over the whole grid, step by step: no beats, no delay lines.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writeWeighted(&writer)
    writeGrid(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("if (index >= size_t(run.\(slabs)) * \(slabCells)) return element_t(0);")
      writer.line("return grid(run.\(slabs))[index];")
    }
  }

  private func writeWeighted(_ writer: inout CodeWriter) {
    writer.comment("A cell's next value: the terms are added in the order of the form.")
    let names = design.program.scalars.map { "scalar_\($0.name)" }
    writer.block("element_t weighted(const element_t *cell) {") { writer in
      writer.line("const element_t coefficients[] = {\(names.joined(separator: ", "))};")
      writer.line("element_t total = product(coefficients[0], cell[0]);")
      let strides = ["1", "\(point[.width])"] + (isSolid ? ["\(slabCells)"] : [])
      writer.line("const ptrdiff_t strides[] = {\(strides.joined(separator: ", "))};")
      writer.block("for (ptrdiff_t distance = 1; distance <= \(point[.radius]); ++distance) {") {
        $0.line("const size_t farthest = \(names.count - 1);")
        $0.line("const size_t chosen = size_t(distance) < farthest ? size_t(distance) : farthest;")
        $0.line("const element_t factor = coefficients[chosen];")
        $0.block("for (const ptrdiff_t stride : strides) {") { writer in
          writer.line("total = sum(total, product(factor, cell[-distance * stride]));")
          writer.line("total = sum(total, product(factor, cell[distance * stride]));")
        }
      }
      writer.line("return total;")
    }
    writer.line()
  }

  private func writeGrid(_ writer: inout CodeWriter) {
    let runs = TestbenchRuns(design: design)
    let most = design.program.arrays.last.map { runs.beats(of: $0) * max(1, $0.lanes) } ?? 1
    writer.comment("The grid after all steps; kept until another size is asked for.")
    writer.block("const element_t *grid(size_t slabs) {") { writer in
      writer.line("static element_t now[\(most)];")
      writer.line("static element_t old[\(most)];")
      writer.line("static size_t known = 0;")
      writer.line("if (known == slabs) return now;")
      writer.line("known = slabs;")
      writer.line("const size_t cells = slabs * \(slabCells);")
      writer.line("for (size_t cell = 0; cell < cells; ++cell) now[cell] = input(cell, 0);")
      writer.block("for (size_t step = 0; step < \(point[.steps]); ++step) {") { writer in
        writer.line("for (size_t cell = 0; cell < cells; ++cell) old[cell] = now[cell];")
        writer.block("for (size_t cell = 0; cell < cells; ++cell) {") { writer in
          writeBorder(&writer)
          writer.line("now[cell] = weighted(old + cell);")
        }
      }
      writer.line("return now;")
    }
    writer.line()
  }

  private func writeBorder(_ writer: inout CodeWriter) {
    let (radius, width) = (point[.radius], point[.width])
    func skip(_ place: String, _ extent: String) {
      writer.line(
        "if (\(place) < \(radius) || \(place) + \(radius) >= \(extent)) continue;")
    }
    skip("cell % \(width)", "\(width)")
    if isSolid { skip("cell / \(width) % \(point[.height])", "\(point[.height])") }
    skip("cell / \(slabCells)", "slabs")
  }
}
