import KernelIR
import Specs

/// What the files of a recurrence say beside its program.
struct VitisRecurrence: VitisShape {
  let design: GeneratedDesign

  private var expression: ElementExpression { design.operation.expression ?? .constant(0) }
  private var repeats: Int { design.design[.repeats] }

  var oneCall: String {
    "One call computes `beats` beats; the form is applied \(repeats) "
      + "\(repeats == 1 ? "time" : "times") to every element."
  }

  var operators: Set<String> { VitisReference.operators(expression) }

  /// The definition, one element and one application after the other.
  func writeExpected(_ reference: VitisReference, to writer: inout CodeWriter) {
    let inputs = design.operation.inputs
    reference.writeExpected(design.operation.form, &writer) { writer in
      writer.line(
        "if (index >= size_t(run.beats) * \(design.design.lanes)) return element_t(0);")
      writer.line("element_t now = input(index, 0);")
      let next = reference.text(expression) { access in
        let number = inputs.firstIndex(of: access.name) ?? 0
        return number == 0 ? "now" : "input(index, \(number))"
      }
      writer.line("for (size_t time = 0; time < \(repeats); ++time) now = \(next);")
      writer.line("return now;")
    }
  }
}
