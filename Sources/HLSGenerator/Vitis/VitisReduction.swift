import KernelIR
import Specs

/// What the files of a reduction say beside its program.
struct VitisReduction: VitisShape {
  let design: GeneratedDesign

  private var point: DesignPoint { design.design }
  private var expression: ElementExpression { design.operation.expression ?? .constant(0) }
  private var result: ElementExpression? { design.operation.reduction?.result }

  var oneCall: String {
    "One call combines `turns` times \(point[.partials]) beats of every array into one number: first "
      + "every \(point[.partials])th beat, lane by lane, then neighbouring lanes as a tree, then these "
      + "\(point[.partials]) results one after another."
  }

  var operators: Set<String> {
    VitisReference.operators(expression).union([combine])
      .union(result.map(VitisReference.operators) ?? [])
  }

  /// The function of the testbench that combines two numbers.
  private var combine: String {
    switch design.operation.reduction?.combine {
    case .minimum: "smaller"
    case .maximum: "larger"
    case .sum, nil: "sum"
    }
  }

  /// The definition: every number by its place in the order that the form gives.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    writeValue(reference, &writer)
    writePartial(&writer)
    writeRow(&writer)
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line("if (index >= 1) return element_t(0);")
      writer.line("element_t total = row(0, run.turns);")
      writer.line("for (size_t number = 1; number < \(point[.partials]); ++number)")
      writer.indented { $0.line("total = \(combine)(total, row(number, run.turns));") }
      writer.line("return \(result.map { reference.text($0) { $0.name } } ?? "total");")
    }
  }

  private func writeValue(_ reference: VitisReference, _ writer: inout CodeWriter) {
    writer.comment("What is combined.")
    writer.block("element_t value(size_t index) {") { writer in
      let inputs = design.operation.inputs
      let text = reference.text(expression) {
        "input(index, \(inputs.firstIndex(of: $0.name) ?? 0))"
      }
      writer.line("return \(text);")
    }
    writer.line()
  }

  private func writePartial(_ writer: inout CodeWriter) {
    let stride = point[.partials] * point.lanes
    writer.comment("Every number whose place is `first` modulo \(stride), in ascending order.")
    writer.block("element_t partial(size_t first, size_t turns) {") { writer in
      writer.line("element_t total = value(first);")
      writer.line("for (size_t turn = 1; turn < turns; ++turn)")
      writer.indented { $0.line("total = \(combine)(total, value(turn * \(stride) + first));") }
      writer.line("return total;")
    }
    writer.line()
  }

  private func writeRow(_ writer: inout CodeWriter) {
    let lanes = point.lanes
    writer.comment("The lanes of a partial result, neighbours first.")
    writer.block("element_t row(size_t number, size_t turns) {") { writer in
      writer.line("element_t lanes[\(lanes)];")
      writer.line("for (size_t lane = 0; lane < \(lanes); ++lane)")
      writer.indented { $0.line("lanes[lane] = partial(number * \(lanes) + lane, turns);") }
      guard lanes > 1 else { return writer.line("return lanes[0];") }
      writer.block("for (size_t width = \(lanes); width > 1; width = (width + 1) / 2) {") {
        $0.line("for (size_t pair = 0; pair < width / 2; ++pair)")
        $0.indented {
          $0.line("lanes[pair] = \(combine)(lanes[2 * pair], lanes[2 * pair + 1]);")
        }
        $0.line("if (width % 2 == 1) lanes[width / 2] = lanes[width - 1];")
      }
      writer.line("return lanes[0];")
    }
    writer.line()
  }
}
