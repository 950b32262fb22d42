import KernelIR
import Specs

/// The reference of a testbench: inputs and expected elements by the kernel's mathematical form,
/// without beats, streams, tiles or anything else of the code that it checks.
struct VitisReference {
  let names: KernelNames
  /// What memory is a row of: beats or elements.
  var memoryType = "element_t"

  init(names: KernelNames) { self.names = names }

  var point: DesignPoint { names.design.design }
  var element: CElement { names.element }
  var lanes: Int { names.lanes }

  func write(to writer: inout CodeWriter) {
    if names.design.kernel.structure != .pointerChase { writeInput(&writer) }
    writeArithmetic(&writer)
    switch names.design.kernel.structure {
    case .roofline: writeRoofline(&writer)
    case .elementwise: writeElementwise(&writer)
    case .memoryProbe: writeProbe(&writer)
    case .onChip: writeOnChip(&writer)
    case .pointerChase: writeChase(&writer)
    case .randomAccess: writeTable(&writer)
    default: names.shape?.writeExpected(self, to: &writer)
    }
    writer.line()
    guard let tolerance = names.design.kernel.shape(of: point)?.tolerance else { return }
    names.shape?.writeAllowed(tolerance, to: &writer)
    writer.line()
  }

  private func writeInput(_ writer: inout CodeWriter) {
    guard names.program.arrays.contains(where: \.isRead) else { return }
    let isFloat = names.program.elementType.isFloat
    writer.comment(
      "Element of an input: never zero, with a period that is coprime to every power of two, so "
        + "that misplaced beats and lanes show.")
    writer.block("element_t input(size_t index, size_t array) {") { writer in
      let (period, offset) = (TestData.period, TestData.arrayOffset)
      writer.line(
        "const size_t phase = (index % \(period) + array * \(offset)) % \(period);")
      writer.line(
        isFloat
          ? "return element_t(1.0f + float(phase) / 64.0f);" : "return element_t(phase * 3 + 1);")
    }
    writer.line()
  }

  /// Only the operators that the reference uses: an unused function is a warning.
  private func writeArithmetic(_ writer: inout CodeWriter) {
    let used = operators
    let binary = [
      ("sum", element.sum("x", "y")), ("difference", element.difference("x", "y")),
      ("product", element.product("x", "y")), ("quotient", element.quotient("x", "y")),
      ("smaller", element.minimum("x", "y")), ("larger", element.maximum("x", "y")),
    ]
    let unary = [
      ("root", element.root("x")), ("negative", element.negative("x")),
      ("magnitude", element.magnitude("x")),
    ]
    for (name, text) in binary where used.contains(name) {
      writer.line("element_t \(name)(element_t x, element_t y) { return \(text); }")
    }
    for (name, text) in unary where used.contains(name) {
      writer.line("element_t \(name)(element_t x) { return \(text); }")
    }
    if !used.isEmpty { writer.line() }
  }

  private var operators: Set<String> {
    switch names.design.kernel.structure {
    case .roofline:
      switch point.operation {
      case "add": ["sum"]
      case "mul": ["product"]
      default: ["sum", "product"]
      }
    case .elementwise: names.design.operation.expression.map(Self.operators) ?? []
    case .memoryProbe: point.operation == "read" ? ["sum"] : []
    case .onChip: point.operation == "write" ? [] : ["sum"]
    case .pointerChase: ["sum"]
    case .randomAccess: []
    default: names.shape?.operators ?? []
    }
  }

  static func operators(_ expression: ElementExpression) -> Set<String> {
    let own = function(expression).map { [$0] } ?? []
    return expression.operands.reduce(into: Set(own)) { $0.formUnion(operators($1)) }
  }

  /// The function of the testbench that does what the outermost operator does.
  static func function(_ expression: ElementExpression) -> String? {
    switch expression {
    case .input, .neighbour, .scalar, .constant: nil
    case .add: "sum"
    case .subtract: "difference"
    case .multiply: "product"
    case .divide: "quotient"
    case .minimum: "smaller"
    case .maximum: "larger"
    case .squareRoot: "root"
    case .negate: "negative"
    case .magnitude: "magnitude"
    }
  }

  func writeExpected(
    _ comment: String, _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    writer.comment(comment)
    writer.block("element_t expected(size_t index, const Run &run) {", body)
  }

  private var outside: String {
    "if (index >= size_t(run.tiles) * \(point.tileBeats * lanes)) return element_t(0);"
  }

  private func writeRoofline(_ writer: inout CodeWriter) {
    let scalars = names.program.scalars.map { "scalar_\($0.name)" }
    let (a, b) = (scalars.first ?? "", scalars.last ?? "")
    writeExpected("`passes` times the first 1, 2, 4, ... stages.", &writer) { writer in
      writer.line(outside)
      writer.line("const size_t power = size_t(1) << run.tap;")
      writer.line("const size_t length = power < \(point.chain) ? power : \(point.chain);")
      writer.line("element_t x = input(index, 0);")
      writer.line("for (size_t pass = 0; pass < run.passes; ++pass)")
      writer.indented { writer in
        writer.line("for (size_t k = 0; k < length; ++k)")
        writer.indented { writer in
          let coefficient = "(pass + k) % 2 == 0 ? \(a) : \(b)"
          switch point.operation {
          case "add": writer.line("x = sum(x, \(coefficient));")
          case "mul": writer.line("x = product(x, \(coefficient));")
          default: writer.line("x = sum(product(x, \(a)), \(b));")
          }
        }
      }
      writer.line("return x;")
    }
  }

  private func writeElementwise(_ writer: inout CodeWriter) {
    let operation = names.design.operation
    writeExpected(operation.form, &writer) { writer in
      writer.line(outside)
      writer.line("return \(operation.expression.map(text) ?? "element_t(0)");")
    }
  }

  private func text(_ expression: ElementExpression) -> String {
    text(expression) { access in
      "input(index, \(names.design.operation.inputs.firstIndex(of: access.name) ?? 0))"
    }
  }

  /// An expression as calls of the testbench's own functions.
  ///
  /// - Parameters:
  ///   - expression: Arithmetic on elements.
  ///   - input: What stands for an element of an input.
  /// - Returns: An expression of the language.
  func text(_ expression: ElementExpression, input: (ElementAccess) -> String) -> String {
    switch expression {
    case .input(let name): input(ElementAccess(name: name, offset: []))
    case .neighbour(let name, let offset): input(ElementAccess(name: name, offset: offset))
    case .scalar(let name): "scalar_\(name)"
    case .constant(let value): element.literal(value)
    default:
      "\(Self.function(expression) ?? "")("
        + expression.operands.map { text($0, input: input) }.joined(separator: ", ") + ")"
    }
  }
}

extension VitisReference {
  private func writeProbe(_ writer: inout CodeWriter) {
    if point.isRandom { writeScramble(&writer) }
    writer.comment("First beat of an access, by the definition of the pattern.")
    writer.block("size_t start(size_t access, const Run &run) {") { writer in
      let place =
        point.isRandom
        ? "scrambled(uint32_t(access)) * uint64_t(run.access_beats)"
        : "access * uint64_t(run.stride)"
      writer.line("return size_t(\(place) % (uint64_t(run.mask) + 1));")
    }
    writer.line()
    point.operation == "read" ? writeProbeRead(&writer) : writeProbeWrite(&writer)
  }

  private func writeScramble(_ writer: inout CodeWriter) {
    writer.comment("The permutation lowbias32, written by its definition.")
    writer.block("uint64_t scrambled(uint32_t x) {") { writer in
      writer.line("const uint32_t first = (x ^ (x >> 16)) * 2146121005u;")
      writer.line("const uint32_t second = (first ^ (first >> 15)) * 2221713035u;")
      writer.line("return second ^ (second >> 16);")
    }
    writer.line()
  }

  private func writeProbeRead(_ writer: inout CodeWriter) {
    writeExpected("The sum of all that a lane reads.", &writer) { writer in
      writer.line("if (index >= \(lanes)) return element_t(0);")
      writer.line("element_t total = element_t(0);")
      writeAccesses(&writer) { writer in
        writer.line(
          "total = sum(total, input((start(access, run) + beat) * \(lanes) + index, 0));")
      }
      writer.line("return total;")
    }
  }

  private func writeProbeWrite(_ writer: inout CodeWriter) {
    let isCopy = point.operation == "read-write"
    let comment =
      isCopy
      ? "What was read at the same place, where anything was."
      : "The number of the element in the order of writing; the last writer wins."
    writeExpected(comment, &writer) { writer in
      writer.line("element_t last = element_t(0);")
      writeAccesses(&writer) { writer in
        writer.line("if (start(access, run) + beat != index / \(lanes)) continue;")
        let number = "(access * run.access_beats + beat) * \(lanes) + index % \(lanes)"
        let value = isCopy ? "input(index, 0)" : element.counting("uint32_t(\(number))")
        writer.line("last = \(value);")
      }
      writer.line("return last;")
    }
  }

  private func writeAccesses(
    _ writer: inout CodeWriter, _ body: @escaping (inout CodeWriter) -> Void
  ) {
    writer.block("for (size_t access = 0; access < run.accesses; ++access) {") { writer in
      writer.block("for (size_t beat = 0; beat < run.access_beats; ++beat) {") { writer in
        body(&writer)
      }
    }
  }

  private func writeOnChip(_ writer: inout CodeWriter) {
    let words = point.tileBeats
    writer.comment("What a word of a bank is filled with.")
    writer.block("element_t filled(size_t word, size_t bank) {") { writer in
      writer.line("return \(element.counting("uint32_t(word * \(lanes) + bank)"));")
    }
    writer.line()
    writeExpected("One element per bank: \(names.design.operation.form)", &writer) { writer in
      writer.line("if (index >= \(lanes)) return element_t(0);")
      switch point.operation {
      case "write": writer.line("return filled(run.passes - 1 + index % \(words), index);")
      case "read-write":
        writer.line("element_t x = filled(index % \(words), index);")
        writer.line("for (size_t pass = 0; pass < run.passes; ++pass) x = sum(x, element_t(1));")
        writer.line("return x;")
      default:
        writer.line("element_t total = element_t(0);")
        writer.line("for (size_t pass = 0; pass < run.passes; ++pass)")
        writer.indented { writer in
          writer.line("for (size_t word = 0; word < \(words); ++word)")
          writer.indented { $0.line("total = sum(total, filled(word, index));") }
        }
        writer.line("return total;")
      }
    }
  }
}
