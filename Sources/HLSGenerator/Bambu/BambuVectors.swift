import KernelIR
import Specs

/// What stands in a testbench of arrays before and after its runs.
struct BambuVectors {
  let names: KernelNames
  let runs: [BambuTestbench.Run]

  private var program: KernelProgram { names.program }

  /// Elements that have the same limit; `nil` where results are exact.
  var block: Int? { runs.first?.vectors.allowed?.block }

  /// Whether a run has more elements than are listed.
  var hasSums: Bool { runs.contains { $0.vectors.count > $0.vectors.expected.count } }

  /// The function that makes test data, and the rows of numbers.
  func write(to writer: inout CodeWriter) {
    if runs.contains(where: { !$0.vectors.testData.isEmpty }) { writeTestData(&writer) }
    for (index, run) in runs.enumerated() { writeNumbers(index + 1, run, &writer) }
  }

  private func writeTestData(_ writer: inout CodeWriter) {
    let (period, offset) = (TestData.period, TestData.arrayOffset)
    writer.comment(
      "Inputs: never zero, with a period that is coprime to every power of two, so that misplaced "
        + "elements show.")
    let head = "static void fill(element_t *memory, size_t count, size_t array) {"
    writer.block(head) { writer in
      writer.block("for (size_t index = 0; index < count; ++index) {") { writer in
        writer.line("const size_t phase = (index % \(period) + array * \(offset)) % \(period);")
        writer.line(
          program.elementType.isFloat
            ? "memory[index] = (element_t)(1.0f + (float)phase / 64.0f);"
            : "memory[index] = (element_t)(phase * 3 + 1);")
      }
    }
    writer.line()
  }

  /// Prints what gives the memory of an array its contents, inside of a run.
  func writeFill(
    _ array: MemoryArray, of run: BambuTestbench.Run, number: Int, to writer: inout CodeWriter
  ) {
    let (memory, row) = ("memory_\(array.name)", "\(array.name)_\(number)")
    if let data = run.vectors.testData[array.name] {
      writer.line("fill(\(memory), \(data.count), \(data.number));")
    } else if run.vectors.inputs[array.name] != nil {
      writer.line("memcpy(\(memory), \(row), sizeof(\(row)));")
    }
  }

  /// The call that compares the results of a run.
  func comparison(of run: BambuTestbench.Run, number: Int, indentation: Int) -> String {
    let expected = "expected_\(number)"
    var arguments = ["\(number)", expected]
    if hasSums { arguments.append("\(run.vectors.expected.count)") }
    arguments.append("\(run.vectors.count)")
    if hasSums { arguments.append("0x\(String(run.vectors.digest, radix: 16))ull") }
    if block != nil { arguments.append("allowed_\(number)") }
    return KernelNames.call("compare", arguments, indentation: indentation)
  }

  // MARK: Numbers

  private func writeNumbers(
    _ number: Int, _ run: BambuTestbench.Run, _ writer: inout CodeWriter
  ) {
    for array in program.arrays {
      guard let input = run.vectors.inputs[array.name] else { continue }
      let suffix = array.elementType == nil ? suffix : "u"
      writeRow(
        input, name: "\(array.name)_\(number)", type: names.elementName(of: array), suffix: suffix,
        &writer)
    }
    writeRow(
      run.vectors.expected, name: "expected_\(number)", type: "element_t", suffix: suffix, &writer)
    if let allowed = run.vectors.allowed {
      writeRow(
        allowed.limits.map { "\($0)" }, name: "allowed_\(number)", type: "double", suffix: "",
        &writer)
    }
  }

  private func writeRow(
    _ numbers: [String], name: String, type: String, suffix: String, _ writer: inout CodeWriter
  ) {
    writer.block("static const \(type) \(name)[] = {", closing: "};") { writer in
      var line = ""
      var width = 0
      for number in numbers {
        let added = number.utf8.count + suffix.utf8.count + 1
        if width + added > 95 {
          writer.line(line)
          (line, width) = ("", 0)
        }
        if width > 0 { line += " " }
        line += number
        line += suffix
        line += ","
        width += added + (width > 0 ? 1 : 0)
      }
      if width > 0 { writer.line(line) }
    }
    writer.line()
  }

  private var suffix: String {
    switch program.elementType {
    case .f16, .f64: ""
    case .f32: "f"
    case .i8, .i16, .i32: "u"
    case .i64: "ull"
    }
  }
}
