import KernelIR

/// What references of kernels on the grid of HPCG have in common.
struct VitisGrid {
  let design: GeneratedDesign

  /// Elements of an array in the largest run, and those of its guard beat.
  func room(_ name: String) -> Int {
    let runs = TestbenchRuns(design: design)
    guard let array = design.program.arrays.first(where: { $0.name == name }) else { return 1 }
    return (runs.beats(of: array) + 1) * max(1, array.lanes)
  }

  func writeNeighbours(to writer: inout CodeWriter) {
    let lanes = design.design.lanes
    writer.comment("Points of the grid along each dimension.")
    writer.block("size_t edge_of(const Run &run) {") { writer in
      writer.line("size_t edge = 1;")
      writer.line("while (edge * edge * edge < size_t(run.words) * \(lanes)) ++edge;")
      writer.line("return edge;")
    }
    writer.line()
    writer.comment(
      "The point in direction 0 to 26 of a point, 13 being itself; -1 beyond the grid.")
    writer.block("ptrdiff_t neighbour(size_t point, size_t direction, size_t edge) {") { writer in
      writer.line("const size_t steps[] = {direction % 3, direction / 3 % 3, direction / 9};")
      writer.line("ptrdiff_t found = 0;")
      writer.line("ptrdiff_t stride = 1;")
      writer.block("for (const size_t step : steps) {") { writer in
        writer.line("const ptrdiff_t place = ptrdiff_t(point % edge + step) - 1;")
        writer.line("if (place < 0 || place >= ptrdiff_t(edge)) return -1;")
        writer.line("found += place * stride;")
        writer.line("stride *= ptrdiff_t(edge);")
        writer.line("point /= edge;")
      }
      writer.line("return found;")
    }
    writer.line()
  }

  /// Prints `stored(run)`: the matrix as it lies in memory. `body` fills `now` for `edge`.
  func writeStored(
    _ members: [(type: String, name: String)], to writer: inout CodeWriter,
    _ body: (inout CodeWriter) -> Void
  ) {
    writer.comment("The matrix as it lies in memory.")
    writer.block("struct Stored {", closing: "};") { writer in
      for member in members {
        writer.line("\(member.type) \(member.name)[\(room(member.name))];")
      }
    }
    writer.block("const Stored &stored(const Run &run) {") { writer in
      writer.line("static Stored now;")
      writer.line("static size_t known = 0;")
      writer.line("const size_t edge = edge_of(run);")
      writer.line("if (known == edge) return now;")
      writer.line("known = edge;")
      body(&writer)
      writer.line("return now;")
    }
    writer.line()
  }
}
