import KernelIR
import Specs

/// A program that runs the kernel at reduced sizes and compares every element.
struct Testbench {
  let names: KernelNames
  let banner: DesignBanner
  let runs: TestbenchRuns
  let style: any TestbenchStyle

  private var program: KernelProgram { names.program }
  private var point: DesignPoint { names.design.design }

  private var depths: [String: Int] { runs.depths }

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name)_tb.cpp: \(style.title)"))
    writer.line()
    writer.comment(
      "Compares every element of every run, \(exactness)with a reference that is computed one "
        + "element at a time from the mathematical form. Compile with -ffp-contract=off: hardware "
        + "rounds every product and every sum.")
    let isMathematical = tolerance != nil || program.usesMathematicsLibrary
    let headers = (isMathematical ? ["cmath"] : []) + ["cstdio", "cstring"] + style.headers
    for header in headers { writer.directive("include <\(header)>") }
    writer.line()
    style.writeHeaders(names, to: &writer)
    writer.line()
    writer.line("namespace {")
    writer.line()
    writeRuns(&writer)
    writeMemory(&writer)
    var reference = VitisReference(names: names)
    reference.memoryType = program.arrays.first.map { style.memoryType($0, names) } ?? "element_t"
    reference.write(to: &writer)
    writeAccess(&writer)
    style.writeTools(names, to: &writer)
    writeCheck(&writer)
    writer.line("}  // namespace")
    writer.line()
    writeMain(&writer)
    return GeneratedFile(path: "\(program.name)_tb.cpp", contents: writer.text)
  }

  /// How far results may be from the reference.
  private var tolerance: ShapeTolerance? {
    names.design.kernel.shape(of: names.design.design)?.tolerance
  }

  private var exactness: String { tolerance == nil ? "bit by bit, " : "" }

  /// The arguments, and what decides the contents of memory.
  private var runFields: [String] {
    program.sizes + (names.design.kernel.structure == .pointerChase ? ["stride"] : [])
  }

  private func writeRuns(_ writer: inout CodeWriter) {
    writer.comment("The integer arguments of a run.")
    writer.block("struct Run {", closing: "};") { writer in
      for size in runFields { writer.line("uint32_t \(size);") }
      writer.lines(style.fields)
    }
    writer.line()
    writer.block("const Run runs[] = {", closing: "};") { writer in
      for run in runs.runs {
        let sizes = run.sizes(tileBeats: point.tileBeats)
        let values = runFields.map { "\(sizes[$0] ?? 0)" } + style.values(run)
        writer.line("{\(values.joined(separator: ", "))},")
      }
    }
    writer.line()
  }

  private func writeMemory(_ writer: inout CodeWriter) {
    writer.comment("Memory of the board; the last beat of every array must never be touched.")
    for array in program.arrays {
      let depth = depths[array.name] ?? 1
      writer.line(style.memory(array, depth: depth, names: names))
    }
    if !program.scalars.isEmpty { writer.line() }
    for scalar in program.scalars {
      let value = names.element.literal(scalar.number(for: program.elementType))
      writer.line("const element_t scalar_\(scalar.name) = \(value);")
    }
    writer.line()
  }

  /// Places are counted in elements; how they lie in beats is known here and nowhere else.
  private func writeAccess(_ writer: inout CodeWriter) {
    writer.comment("Elements of an array in the order of the mathematical form.")
    let output = program.arrays.last(where: \.isWritten).map { style.memoryType($0, names) }
    var known: Set<String> = []
    for array in program.arrays {
      let type = style.memoryType(array, names)
      guard known.insert(type).inserted else { continue }
      writeAccess(to: array, type, isLoaded: type == output, to: &writer)
    }
    guard tolerance == nil else { return }
    writer.block("bool is_equal(element_t left, element_t right) {") { writer in
      writer.line("return std::memcmp(&left, &right, sizeof(element_t)) == 0;")
    }
    writer.line()
  }

  /// Only the output is loaded: an unused function is a warning.
  private func writeAccess(
    to array: MemoryArray, _ type: String, isLoaded: Bool, to writer: inout CodeWriter
  ) {
    let place = style.place(array, names: names)
    let element = array.elementType.map(VitisLanguage().name) ?? "element_t"
    if isLoaded {
      writer.line("\(element) load(const \(type) *memory, size_t index) { return \(place); }")
    }
    writer.block("void store(\(type) *memory, size_t index, \(element) value) {") { writer in
      writer.line("\(place) = value;")
    }
    writer.line()
  }

  private func elements(_ array: MemoryArray) -> String {
    style.elements(array, depth: depths[array.name] ?? 1)
  }

  private func writeCheck(_ writer: inout CodeWriter) {
    writer.comment("Runs the kernel once; the number of elements compared, or 0 on a mismatch.")
    writer.block("size_t check(const Run &run, size_t number) {") { writer in
      writeContents(&writer)
      style.writeCall(names, to: &writer)
      guard let output = program.arrays.last(where: \.isWritten) else { return }
      writeComparison(output, &writer)
      style.writeRest(names, to: &writer)
      writer.line("return elements;")
    }
    writer.line()
  }

  private func writeContents(_ writer: inout CodeWriter) {
    let isLinked = names.design.kernel.structure == .pointerChase
    var input = 0
    for array in program.arrays {
      let value =
        !array.isRead || isLinked
        ? "element_t(0)" : names.shape?.contents(of: array) ?? "input(index, \(input))"
      if array.isRead { input += 1 }
      style.writeSize(array, depth: depths[array.name] ?? 1, to: &writer)
      writer.line("for (size_t index = 0; index < \(elements(array)); ++index)")
      let memory = style.pointer(to: array)
      writer.indented { $0.line("store(\(memory), index, \(value));") }
      if isLinked, array.isRead { writer.line("link(\(memory), run);") }
    }
  }

  private func writeComparison(_ output: MemoryArray, _ writer: inout CodeWriter) {
    writer.line("const size_t elements = \(elements(output));")
    writer.block("for (size_t index = 0; index < elements; ++index) {") { writer in
      writer.line("const element_t found = load(\(style.pointer(to: output)), index);")
      writer.line("const element_t wanted = expected(index, run);")
      writer.line(
        tolerance == nil
          ? "if (is_equal(found, wanted)) continue;"
          : "if (std::fabs(double(found) - double(wanted)) <= allowed(index, run)) continue;")
      let format = program.elementType.isFloat ? "%.17g" : "%llu"
      let cast = program.elementType.isFloat ? "double" : "static_cast<unsigned long long>"
      writer.line(
        "std::printf(\"failed: run %zu: \(output.name)[%zu] is \(format), expected \(format)\\n\","
          + " number, index,")
      writer.line("            \(cast)(found), \(cast)(wanted));")
      writer.line("return 0;")
    }
  }

  private func writeMain(_ writer: inout CodeWriter) {
    writer.block("int main(\(style.mainParameters)) {") { writer in
      style.writeArguments(to: &writer)
      writer.line("const size_t count = sizeof(runs) / sizeof(runs[0]);")
      writer.line("size_t compared = 0;")
      writer.block("for (size_t number = 0; number < count; ++number) {") { writer in
        writer.line("const size_t elements = check(runs[number], number + 1);")
        writer.line("if (elements == 0) return 1;")
        writer.line("compared += elements;")
      }
      writer.line("std::printf(\"passed: %zu elements in %zu runs\\n\", compared, count);")
      writer.line("return 0;")
    }
  }
}
