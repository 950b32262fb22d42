import KernelIR
import Specs

/// What the files of a lattice Boltzmann kernel say beside its program.
struct VitisLattice: VitisShape {
  let design: GeneratedDesign

  private var point: DesignPoint { design.design }

  var oneCall: String {
    "One call computes \(point[.steps]) \(point[.steps] == 1 ? "step" : "steps") for a grid of `rows` "
      + "rows of \(point[.width]) cells. A beat is one cell: nine populations, those that stay, go "
      + "right, up, left, down, and along the diagonals from the upper right counter-clockwise; other "
      + "elements and cells of the border stay as they are."
  }

  let operators: Set<String> = ["sum", "difference", "product"]

  /// The definition, cell by cell over the whole grid, step by step.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writer.lines([
      "const int velocity_x[9] = {0, 1, 0, -1, 0, 1, -1, -1, 1};",
      "const int velocity_y[9] = {0, 0, 1, 0, -1, 1, 1, -1, -1};",
    ])
    writer.line()
    writeFactor(reference, &writer)
    writeCell(reference, &writer)
    writeGrid(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      let row = point[.width] * point.lanes
      writer.line("if (index >= size_t(run.rows) * \(row)) return element_t(0);")
      writer.line("return grid(run.rows)[index];")
    }
  }

  private func writeFactor(_ reference: VitisReference, _ writer: inout CodeWriter) {
    let literal = reference.element.literal
    writer.comment("-1, 0 or 1 times a number.")
    writer.block("element_t times(int factor, element_t x) {") { writer in
      writer.line("if (factor == 0) return \(literal(0));")
      writer.line("return factor > 0 ? x : difference(\(literal(0)), x);")
    }
    writer.line()
  }

  private func writeCell(_ reference: VitisReference, _ writer: inout CodeWriter) {
    let literal = reference.element.literal
    writer.comment("Population k of a cell after all of it have moved and collided.")
    writer.block("element_t collided(const element_t *pulled, size_t k) {") { writer in
      writer.lines([
        "element_t density = pulled[0];",
        "element_t x = times(velocity_x[0], pulled[0]);",
        "element_t y = times(velocity_y[0], pulled[0]);",
      ])
      writer.block("for (size_t i = 1; i < 9; ++i) {") { writer in
        writer.lines([
          "density = sum(density, pulled[i]);",
          "x = sum(x, times(velocity_x[i], pulled[i]));",
          "y = sum(y, times(velocity_y[i], pulled[i]));",
        ])
      }
      writer.lines([
        "const element_t energy = product(\(literal(1.5)), sum(product(x, x), product(y, y)));",
        "const element_t along = sum(times(velocity_x[k], x), times(velocity_y[k], y));",
        "const element_t bent = product(\(literal(4.5)), product(along, along));",
        "const element_t linear = sum(difference(density, energy), product(\(literal(3)), along));",
        "const int length = velocity_x[k] * velocity_x[k] + velocity_y[k] * velocity_y[k];",
        "const element_t weights[3] = {\(literal(4.0 / 9)), \(literal(1.0 / 9)), "
          + "\(literal(1.0 / 36))};",
        "const element_t equilibrium = product(weights[length], sum(linear, bent));",
        "const element_t change = difference(equilibrium, pulled[k]);",
        "return sum(pulled[k], product(scalar_\(design.program.scalars.first?.name ?? ""), change));",
      ])
    }
    writer.line()
  }

  private func writeGrid(_ writer: inout CodeWriter) {
    let runs = TestbenchRuns(design: design)
    let most = design.program.arrays.last.map { runs.beats(of: $0) * max(1, $0.lanes) } ?? 1
    let (width, lanes) = (point[.width], point.lanes)
    writer.comment("The grid after all steps; kept until another size is asked for.")
    writer.block("const element_t *grid(size_t rows) {") { writer in
      writer.line("static element_t now[\(most)];")
      writer.line("static element_t old[\(most)];")
      writer.line("static size_t known = 0;")
      writer.line("if (known == rows) return now;")
      writer.line("known = rows;")
      writer.line("const size_t count = rows * \(width * lanes);")
      writer.line("for (size_t index = 0; index < count; ++index) now[index] = input(index, 0);")
      writer.block("for (size_t step = 0; step < \(point[.steps]); ++step) {") { writer in
        writer.line("for (size_t index = 0; index < count; ++index) old[index] = now[index];")
        writer.block("for (ptrdiff_t cell = 0; cell < ptrdiff_t(rows * \(width)); ++cell) {") {
          $0.line("const ptrdiff_t column = cell % \(width);")
          $0.line("if (column == 0 || column == \(width - 1)) continue;")
          $0.line(
            "if (cell < \(width) || cell >= ptrdiff_t(rows - 1) * \(width)) continue;")
          $0.line("element_t pulled[9];")
          $0.block("for (ptrdiff_t k = 0; k < 9; ++k) {") { writer in
            writer.line(
              "const ptrdiff_t source = cell - velocity_y[k] * \(width) - velocity_x[k];")
            writer.line("pulled[k] = old[source * \(lanes) + k];")
          }
          $0.line("for (size_t k = 0; k < 9; ++k)")
          $0.indented { $0.line("now[size_t(cell) * \(lanes) + k] = collided(pulled, k);") }
        }
      }
      writer.line("return now;")
    }
    writer.line()
  }
}
