import KernelIR
import Specs

/// The function that runs one element through the chain of operators.
struct ChainFunction {
  let names: KernelNames
  let chain: OperatorChain

  /// The names of the two coefficients as the function sees them.
  private var coefficients: (first: String, second: String) {
    chain.operation == .fma ? ("a", "b") : ("even", "odd")
  }

  private var hasTaps: Bool { chain.taps.count > 1 }

  func write(to writer: inout CodeWriter) {
    writer.comment(explanation)
    let parameters =
      ["element_t x", "element_t \(coefficients.first)", "element_t \(coefficients.second)"]
      + (hasTaps ? ["uint32_t \(chain.tapSize)"] : [])
    let signature = KernelNames.call("static element_t run_chain", parameters, indentation: 0)
    writer.block(signature + " {") { writer in
      names.language.writeInline(to: &writer)
      writer.line("element_t stage[\(chain.length + 1)];")
      names.language.writeRegisters("stage", to: &writer)
      writer.line("stage[0] = x;")
      writeSegments(&writer)
      writeTaps(&writer)
    }
    writer.line()
  }

  private var explanation: String {
    let form: String
    switch chain.operation {
    case .fma:
      form = "x * \(coefficients.first) + \(coefficients.second), product and sum each rounded"
    case .add: form = "x + c, c = even in stages 0, 2, 4, ... and odd in the others"
    case .mul: form = "x * c, c = even in stages 0, 2, 4, ... and odd in the others"
    }
    let taps =
      hasTaps
      ? " The result is the value after \(list(chain.taps)) stages, as \(chain.tapSize) = 0, 1, "
        + "... chooses; all stages are built and run in any case."
      : ""
    return "\(chain.length) operator\(chain.length == 1 ? "" : "s") in a row, each \(form).\(taps)"
  }

  private func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }

  /// One unrolled loop per run of stages that are built alike.
  private func writeSegments(_ writer: inout CodeWriter) {
    var first = 0
    for binding in chain.bindings where binding.stages > 0 {
      let end = first + binding.stages
      let head = "for (uint32_t k = \(first); k < \(end); ++k) {"
      let label = names.language.hasLabels ? "stages_\(first)_to_\(end - 1): " : ""
      names.language.writeUnrolled(label + head, to: &writer) { writer in
        writeStage(binding, &writer)
      }
      first = end
    }
  }

  private func writeStage(_ binding: StageBinding, _ writer: inout CodeWriter) {
    let element = names.element
    switch chain.operation {
    case .fma:
      guard let add = binding.add else {
        // One DSP slice does both; BIND_OP would keep the tool from merging them.
        let product = element.product("stage[k]", coefficients.first)
        writer.line("stage[k + 1] = \(element.sum(product, coefficients.second));")
        return
      }
      writeBound(
        "product", element.product("stage[k]", coefficients.first), binding.multiply, &writer)
      writeBound("sum", element.sum("product", coefficients.second), add, &writer)
      writer.line("stage[k + 1] = sum;")
    case .add:
      writeBound("sum", element.sum("stage[k]", alternating), binding.add, &writer)
      writer.line("stage[k + 1] = sum;")
    case .mul:
      writeBound("product", element.product("stage[k]", alternating), binding.multiply, &writer)
      writer.line("stage[k + 1] = product;")
    }
  }

  /// Constant after unrolling.
  private var alternating: String { "(k % 2 == 0 ? even : odd)" }

  private func writeBound(
    _ name: String, _ expression: String, _ cost: OperatorCost?, _ writer: inout CodeWriter
  ) {
    writer.line("element_t \(name) = \(expression);")
    if let cost {
      names.language.writeBinding(cost, isDifference: false, variable: name, to: &writer)
    }
  }

  private func writeTaps(_ writer: inout CodeWriter) {
    guard hasTaps else {
      writer.line("return stage[\(chain.length)];")
      return
    }
    writer.line("element_t y = stage[\(chain.length)];")
    for (index, tap) in chain.taps.dropLast().enumerated() {
      writer.line("if (\(chain.tapSize) == \(index)) y = stage[\(tap)];")
    }
    writer.line("return y;")
  }
}

extension KernelNames {
  /// Whether the kernel has a chain of operators.
  var hasChain: Bool { program.chain != nil }

  /// The call that runs an element through the chain.
  func call(_ chain: OperatorChain, on value: String) -> String {
    let coefficients = chain.operation == .fma ? chain.coefficients : ["even", "odd"]
    let tap = chain.taps.count > 1 ? [chain.tapSize] : []
    return "run_chain(\(([value] + coefficients + tap).joined(separator: ", ")))"
  }

  /// The coefficients of add and mul chains alternate; which comes first depends on the pass.
  func writeCoefficients(_ chain: OperatorChain, to writer: inout CodeWriter) {
    guard chain.operation != .fma, let a = chain.coefficients.first,
      let b = chain.coefficients.last
    else { return }
    let isEven = "(\(chain.passCounter) & 1) == 0"
    writer.line("const element_t even = \(isEven) ? \(a) : \(b);")
    writer.line("const element_t odd = \(isEven) ? \(b) : \(a);")
  }
}
