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
  /// Whether Bambu simulates a circuit with it.
  var isForBambu = true

  private var program: KernelProgram { names.program }
  private var form: BambuForm { BambuForm(names.design) }

  /// Elements of all runs together, unless the first one alone has more.
  private static let mostElements = 6000

  var file: GeneratedFile {
    let check = runs.check
    let chosen: [Run] = chosen.map {
      ($0, RunVectors(check, run: $0, mostListed: Self.mostListed))
    }
    let vectors = BambuVectors(names: names, runs: chosen)
    var writer = CodeWriter()
    writer.comment(banner.text("\(program.name)_tb.\(form.ending): the testbench."))
    writer.line()
    writer.comment(
      "Compares every element of every run with what the mathematical form gives, which was computed "
        + "when this file was made\(vectors.hasSums ? " (of many, a sum over their bits)" : "")."
        + (isForBambu ? " Bambu simulates the circuit with it." : ""))
    writer.directive("include <stdio.h>")
    writer.directive("include <string.h>")
    writer.line()
    writer.directive("include \"\(program.name).h\"")
    writer.line()
    if isForBambu {
      writer.directive("ifdef __BAMBU_SIM__")
      writer.directive("include <mdpi/mdpi_user.h>")
      writer.directive("endif")
      writer.line()
    }
    if form != .memory { BambuChainCaller(names: names).write(to: &writer) }
    writeMemory(&writer)
    vectors.write(to: &writer)
    BambuComparison(names: names, vectors: vectors).write(to: &writer)
    for (number, run) in chosen.enumerated() { writeRun(number + 1, run, vectors, &writer) }
    writeMain(chosen.count, &writer)
    return GeneratedFile(path: "\(program.name)_tb.\(form.ending)", contents: writer.text)
  }

  /// Elements of a run that stand in the file; those behind are checked by a sum over their bits.
  private static let mostListed = 4096

  typealias Run = (arguments: RunArguments, vectors: RunVectors)

  /// The runs, of which only those that are taken are computed.
  private var chosen: [RunArguments] {
    let check = runs.check
    var chosen: [RunArguments] = []
    var total = 0
    for run in runs.runs where form.canRun(run, of: names.design) {
      total += check.outputElements(run)
      if chosen.isEmpty || total <= Self.mostElements { chosen.append(run) }
    }
    return chosen
  }

  /// The sizes of the runs of a design's testbench.
  static func runs(_ design: GeneratedDesign) -> [[String: UInt32]] {
    let names = KernelNames(design: design, language: BambuLanguage(lanes: design.design.lanes))
    let testbench = BambuTestbench(
      names: names, banner: DesignBanner(design: design), runs: TestbenchRuns(design: design))
    return testbench.chosen.map { $0.sizes(tileBeats: design.design.tileBeats) }
  }

  /// A guard beat is behind the last one.
  private func elements(_ array: MemoryArray) -> Int {
    (runs.depths[array.name] ?? 1) * max(1, array.lanes)
  }

  private func writeMemory(_ writer: inout CodeWriter) {
    writer.comment("Memory of the board; the last beat of every array must never be touched.")
    for array in program.arrays {
      let type = names.elementName(of: array)
      writer.line("static \(type) memory_\(array.name)[\(elements(array))];")
    }
    writer.line()
  }

  private func writeRun(
    _ number: Int, _ run: Run, _ vectors: BambuVectors, _ writer: inout CodeWriter
  ) {
    let sizes = run.arguments.sizes(tileBeats: names.design.design.tileBeats)
    writer.block("static size_t run_\(number)(void) {") { writer in
      for array in program.arrays {
        writer.line("memset(memory_\(array.name), 0, sizeof(memory_\(array.name)));")
        vectors.writeFill(array, of: run, number: number, to: &writer)
      }
      if form == .memory, isForBambu { writeAllocations(&writer) }
      let arguments =
        program.arrays.map { "memory_\($0.name)" } + program.sizes.map { "\(sizes[$0] ?? 0)" }
        + program.scalars.map { names.element.literal($0.number(for: program.elementType)) }
      let callee = form == .memory ? program.name : BambuChainCaller.name
      writer.line(KernelNames.call(callee, arguments, indentation: 2) + ";")
      writer.line("return " + vectors.comparison(of: run, number: number, indentation: 9) + ";")
    }
    writer.line()
  }

  /// Simulated memory needs the sizes of what pointers lead to.
  private func writeAllocations(_ writer: inout CodeWriter) {
    writer.directive("ifdef __BAMBU_SIM__")
    for (place, array) in program.arrays.enumerated() {
      writer.line("m_param_alloc(\(place), sizeof(memory_\(array.name)));")
    }
    writer.directive("endif")
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
