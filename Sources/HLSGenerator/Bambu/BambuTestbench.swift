import KernelIR
import Specs

/// A testbench in C, for C compilers and for Bambu's simulation of the circuit.
///
/// Expected elements stand in the file: they come from the mathematical form when it is generated.
/// Circuits are simulated slowly, so the runs are few and small.
struct BambuTestbench {
  let names: KernelNames
  let banner: DesignBanner
  let runs: TestbenchRuns

  private var program: KernelProgram { names.program }

  /// Elements of all runs together, unless the first one alone has more.
  private static let mostElements = 6000

  var file: GeneratedFile {
    let chosen = chosenRuns
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name)_tb.c: the testbench."))
    writer.line()
    writer.comment(
      "Compares every element of every run with what the mathematical form gives, which was computed "
        + "when this file was made. Bambu simulates the circuit with it.")
    writer.directive("include <stdio.h>")
    writer.directive("include <string.h>")
    writer.line()
    writer.directive("include \"\(program.name).h\"")
    writer.line()
    writer.directive("ifdef __BAMBU_SIM__")
    writer.directive("include <mdpi/mdpi_user.h>")
    writer.directive("endif")
    writer.line()
    writeMemory(chosen, &writer)
    for (number, run) in chosen.enumerated() { writeVectors(number + 1, run, &writer) }
    writeCompare(&writer)
    for (number, run) in chosen.enumerated() { writeRun(number + 1, run, &writer) }
    writeMain(chosen.count, &writer)
    return GeneratedFile(path: "\(program.name)_tb.c", contents: writer.text)
  }

  private typealias Run = (arguments: RunArguments, vectors: RunVectors)

  private var chosenRuns: [Run] {
    var chosen: [Run] = []
    var total = 0
    for run in runs.runs {
      let vectors = RunVectors(runs.check, run: run)
      total += vectors.expected.count
      if !chosen.isEmpty, total > Self.mostElements { continue }
      chosen.append((run, vectors))
    }
    return chosen
  }

  /// The sizes of the runs of a design's testbench.
  static func runs(_ design: GeneratedDesign) -> [[String: UInt32]] {
    let names = KernelNames(design: design, language: BambuLanguage(lanes: design.design.lanes))
    let testbench = BambuTestbench(
      names: names, banner: DesignBanner(design: design), runs: TestbenchRuns(design: design))
    return testbench.chosenRuns.map { $0.arguments.sizes(tileBeats: design.design.tileBeats) }
  }

  /// A guard beat is behind the last one.
  private func elements(_ array: MemoryArray) -> Int {
    (runs.depths[array.name] ?? 1) * max(1, array.lanes)
  }

  private var isExact: Bool {
    names.design.kernel.shape(of: names.design.design)?.tolerance == nil
  }

  private func writeMemory(_ chosen: [Run], _ writer: inout CodeWriter) {
    writer.comment("Memory of the board; the last beat of every array must never be touched.")
    for array in program.arrays {
      let type = names.elementName(of: array)
      writer.line("static \(type) memory_\(array.name)[\(elements(array))];")
    }
    writer.line()
  }

  // MARK: Vectors

  private func writeVectors(_ number: Int, _ run: Run, _ writer: inout CodeWriter) {
    for array in program.arrays {
      guard let input = run.vectors.inputs[array.name] else { continue }
      let suffix = array.elementType == nil ? nil : "u"
      writeNumbers(
        input, name: "\(array.name)_\(number)", type: names.elementName(of: array), suffix: suffix,
        &writer)
    }
    writeNumbers(run.vectors.expected, name: "expected_\(number)", type: "element_t", &writer)
    if let allowed = run.vectors.allowed {
      writeNumbers(
        allowed.map { "\($0)" }, name: "allowed_\(number)", type: "double", suffix: "", &writer)
    }
  }

  private func writeNumbers(
    _ numbers: [String], name: String, type: String, suffix: String? = nil,
    _ writer: inout CodeWriter
  ) {
    let suffix = suffix ?? self.suffix
    writer.block("static const \(type) \(name)[] = {", closing: "};") { writer in
      var line = ""
      for number in numbers {
        let text = number + suffix + ","
        if line.count + text.count > 95 {
          writer.line(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + text
      }
      if !line.isEmpty { writer.line(line) }
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

  // MARK: Functions

  private func writeCompare(_ writer: inout CodeWriter) {
    guard let output = program.arrays.last(where: \.isWritten) else { return }
    writer.comment(
      isExact
        ? "The number of elements compared, or 0 on a mismatch; those behind are still zero."
        : "The number of elements compared, or 0 where one is not near enough; those behind are still "
          + "zero.")
    let parameters =
      ["size_t number", "const element_t *expected", "size_t count"]
      + (isExact ? [] : ["const double *allowed"])
    let head = KernelNames.call("static size_t compare", parameters, indentation: 0)
    writer.block(head + " {") { writer in
      let memory = "memory_\(output.name)"
      writer.line("const size_t elements = sizeof(\(memory)) / sizeof(\(memory)[0]);")
      writer.block("for (size_t index = 0; index < elements; ++index) {") { writer in
        writer.line("const element_t found = \(memory)[index];")
        writer.line("const element_t wanted = index < count ? expected[index] : 0;")
        writeDifference(&writer)
        let isFloat = program.elementType.isFloat
        let (format, cast) = isFloat ? ("%.17g", "double") : ("%llu", "unsigned long long")
        writer.line(
          "printf(\"failed: run %zu: \(output.name)[%zu] is \(format), expected \(format)\\n\", "
            + "number, index,")
        writer.line("       (\(cast))found, (\(cast))wanted);")
        writer.line("return 0;")
      }
      writer.line("return elements;")
    }
    writer.line()
  }

  private func writeDifference(_ writer: inout CodeWriter) {
    if isExact {
      return writer.line("if (memcmp(&found, &wanted, sizeof(element_t)) == 0) continue;")
    }
    writer.line("const double off = (double)found - (double)wanted;")
    writer.line("const double most = index < count ? allowed[index] : 0;")
    writer.line("if (off <= most && -off <= most) continue;")
  }

  private func writeRun(_ number: Int, _ run: Run, _ writer: inout CodeWriter) {
    let sizes = run.arguments.sizes(tileBeats: names.design.design.tileBeats)
    writer.block("static size_t run_\(number)(void) {") { writer in
      for array in program.arrays {
        writer.line("memset(memory_\(array.name), 0, sizeof(memory_\(array.name)));")
        guard run.vectors.inputs[array.name] != nil else { continue }
        writer.line(
          "memcpy(memory_\(array.name), \(array.name)_\(number), sizeof(\(array.name)_\(number)));")
      }
      writer.directive("ifdef __BAMBU_SIM__")
      for (place, array) in program.arrays.enumerated() {
        writer.line("m_param_alloc(\(place), sizeof(memory_\(array.name)));")
      }
      writer.directive("endif")
      let arguments =
        program.arrays.map { "memory_\($0.name)" } + program.sizes.map { "\(sizes[$0] ?? 0)" }
        + program.scalars.map { names.element.literal($0.number(for: program.elementType)) }
      writer.line(KernelNames.call(program.name, arguments, indentation: 2) + ";")
      let expected = "expected_\(number)"
      let allowed = isExact ? "" : ", allowed_\(number)"
      writer.line(
        "return compare(\(number), \(expected), sizeof(\(expected)) / sizeof(\(expected)[0])"
          + "\(allowed));")
    }
    writer.line()
  }

  private func writeMain(_ count: Int, _ writer: inout CodeWriter) {
    writer.block("int main(void) {") { writer in
      let list = (1...max(1, count)).map { "run_\($0)" }.joined(separator: ", ")
      writer.line("size_t (*const runs[])(void) = {\(list)};")
      writer.line("size_t compared = 0;")
      writer.block("for (size_t number = 0; number < sizeof(runs) / sizeof(runs[0]); ++number) {") {
        writer in
        writer.line("const size_t elements = runs[number]();")
        writer.line("if (elements == 0) return 1;")
        writer.line("compared += elements;")
      }
      writer.line(
        "printf(\"passed: %zu elements in %zu runs\\n\", compared, sizeof(runs) / sizeof(runs[0]));"
      )
      writer.line("return 0;")
    }
  }
}
