import KernelIR
import Specs

/// What the files of a stencil say beside its program.
struct VitisStencil: VitisShape {
  let design: GeneratedDesign

  private var point: DesignPoint { design.design }
  private var shape: StencilShape { StencilShape(kernel: design.kernel, design: point) }
  private var isSolid: Bool { shape.dimensions == 3 }
  private var slabs: String { shape.slabs }
  private var slabCells: Int { shape.slabCells }
  private var expression: ElementExpression? { design.operation.expression }
  private var isSquare: Bool { point.operation == "conv2d" }

  var oneCall: String {
    let slab = isSolid ? "planes of \(point[.height]) rows of" : "rows of"
    return
      "One call computes \(point[.steps]) \(point[.steps] == 1 ? "step" : "steps") for a grid of "
      + "`\(slabs)` \(slab) \(point[.width]) cells. \(border)"
  }

  private var border: String {
    expression == nil
      ? "Cells within \(point[.radius]) of the border stay as they are."
      : "Cells some of whose neighbours are not there stay as they are."
  }

  var operators: Set<String> {
    expression.map(VitisReference.operators) ?? ["sum", "product"]
  }

  /// The definition, cell by cell over the whole grid, step by step: no beats, no delay lines.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    if let expression {
      writeNext(expression, reference, &writer)
    } else if isSquare {
      writeSquare(&writer)
    } else {
      writeWeighted(&writer)
    }
    writeGrid(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("if (index >= size_t(run.\(slabs)) * \(slabCells)) return element_t(0);")
      writer.line("return grid(run.\(slabs))[index];")
    }
  }

  private func writeWeighted(_ writer: inout CodeWriter) {
    writer.comment("A cell's next value: the terms are added in the order of the form.")
    let names = design.program.scalars.map { "scalar_\($0.name)" }
    writer.block("element_t next_value(const element_t *cell) {") { writer in
      writer.line("const element_t coefficients[] = {\(names.joined(separator: ", "))};")
      writer.line("element_t total = product(coefficients[0], cell[0]);")
      let strides = strides.map(String.init).joined(separator: ", ")
      writer.line("const ptrdiff_t strides[] = {\(strides)};")
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

  /// The expression with every neighbour by its distance in cells.
  private func writeNext(
    _ expression: ElementExpression, _ reference: VitisReference, _ writer: inout CodeWriter
  ) {
    let isAlone = expression.usedInputs == Array(design.operation.inputs.prefix(1))
    writer.comment("A cell's next value.")
    let place = isAlone ? "" : ", size_t place"
    writer.block("element_t next_value(const element_t *cell\(place)) {") { writer in
      let text = reference.text(expression) { access in
        let number = design.operation.inputs.firstIndex(of: access.name) ?? 0
        let cells = zip(shape.form.offset(of: access), strides).reduce(0) { $0 + $1.0 * $1.1 }
        if number == 0 { return "cell[\(cells)]" }
        let there = cells == 0 ? "place" : "place \(cells < 0 ? "-" : "+") \(abs(cells))"
        return "input(\(there), \(number))"
      }
      writer.line("return \(text);")
    }
    writer.line()
  }

  /// Cells from one place to the next, x first.
  private var strides: [Int] { [1, point[.width]] + (isSolid ? [slabCells] : []) }

  /// Row after row; coefficients are given ring by ring.
  private func writeSquare(_ writer: inout CodeWriter) {
    writer.comment("How far out a place of the square is.")
    writer.block("int ring(int y, int x) {") { writer in
      writer.line("const int down = y < 0 ? -y : y;")
      writer.line("const int across = x < 0 ? -x : x;")
      writer.line("return down > across ? down : across;")
    }
    writer.line()
    writer.comment(
      "A cell's next value. Coefficients: the cell's own, then ring by ring, each row after row.")
    let names = design.program.scalars.map { "scalar_\($0.name)" }
    let radius = point[.radius]
    writer.block("element_t next_value(const element_t *cell) {") { writer in
      writer.line("const element_t coefficients[] = {\(names.joined(separator: ", "))};")
      writer.line("element_t total = element_t(0);")
      writer.block("for (int y = -\(radius); y <= \(radius); ++y) {") { writer in
        writer.block("for (int x = -\(radius); x <= \(radius); ++x) {") { writer in
          writer.line("int number = 0;")
          writer.comment(
            "Places of the same square that come before: nearer, or earlier in the ring.")
          writer.block("for (int j = -\(radius); j <= \(radius); ++j) {") { writer in
            writer.block("for (int i = -\(radius); i <= \(radius); ++i) {") { writer in
              writer.line("const int own = ring(y, x);")
              writer.line("const int other = ring(j, i);")
              writer.line("const bool is_earlier = j < y || (j == y && i < x);")
              writer.line("if (other < own || (other == own && is_earlier)) ++number;")
            }
          }
          writer.line(
            "const element_t term = product(coefficients[number], cell[y * \(point[.width]) + x]);")
          writer.line(
            "total = y == -\(radius) && x == -\(radius) ? term : sum(total, term);")
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
          let isAlone =
            expression.map { $0.usedInputs == Array(design.operation.inputs.prefix(1)) } ?? true
          writer.line("now[cell] = next_value(old + cell\(isAlone ? "" : ", cell"));")
        }
      }
      writer.line("return now;")
    }
    writer.line()
  }

  private func writeBorder(_ writer: inout CodeWriter) {
    func skip(_ place: String, _ extent: String, _ dimension: Int) {
      let (below, above) = shape.form.reach(dimension)
      let conditions =
        (below > 0 ? ["\(place) < \(below)"] : [])
        + (above > 0 ? ["\(place) + \(above) >= \(extent)"] : [])
      guard !conditions.isEmpty else { return }
      writer.line("if (\(conditions.joined(separator: " || "))) continue;")
    }
    let width = point[.width]
    skip("cell % \(width)", "\(width)", 0)
    if isSolid { skip("cell / \(width) % \(point[.height])", "\(point[.height])", 1) }
    skip("cell / \(slabCells)", "slabs", isSolid ? 2 : 1)
  }
}
