import KernelIR
import Specs

/// The testbench runs the kernel on an OpenCL device; memory is a row of elements.
struct OpenCLTestbenchStyle: TestbenchStyle {
  let names: KernelNames
  let headers = ["cstdlib", "string", "vector"]
  let mainParameters = "int argc, char **argv"

  var title: String {
    "the testbench, which runs the kernel on an OpenCL device. Arguments: `--device N`, "
      + "`--kernel FILE`" + (range == nil ? "." : ", and numbers of elements to run with.")
  }

  private var program: KernelProgram { names.program }
  private var range: OpenCLRange? { OpenCLRange(names: names) }
  private var stages: OpenCLStages? { OpenCLStages(names: names) }
  /// Elements of a tile of kernels whose arrays are rows of tiles.
  private var tile: Int { names.design.design.tileBeats * max(1, names.lanes) }

  /// Ranges of work-items end somewhere in a beat.
  var fields: [String] { range == nil ? [] : ["uint64_t elements;"] }

  func values(_ run: RunArguments) -> [String] {
    range == nil ? [] : ["\(max(1, run.beats * max(1, names.lanes) - 7))"]
  }

  func memory(_ array: MemoryArray, depth: Int, names: KernelNames) -> String {
    "std::vector<\(element(of: array))> memory_\(array.name);"
  }

  func memoryType(_ array: MemoryArray, _ names: KernelNames) -> String {
    element(of: array)
  }

  func pointer(to array: MemoryArray) -> String { "memory_\(array.name).data()" }

  /// A guard beat is behind the last one.
  func writeSize(_ array: MemoryArray, depth: Int, to writer: inout CodeWriter) {
    let lanes = max(1, array.lanes)
    let size =
      range == nil
      ? "\(depth * lanes)" : "size_t(run.tiles) * \(tile) + \(lanes)"
    writer.line("memory_\(array.name).assign(\(size), \(element(of: array))(0));")
  }

  func elements(_ array: MemoryArray, depth: Int) -> String { "memory_\(array.name).size()" }

  func place(_ array: MemoryArray, names: KernelNames) -> String { "memory[index]" }

  /// As the host's language spells it.
  private func element(of array: MemoryArray) -> String {
    array.elementType.map(VitisLanguage().name) ?? "element_t"
  }

  func writeHeaders(_ names: KernelNames, to writer: inout CodeWriter) {
    writer.directive("include \"ferrule_opencl.h\"")
    if names.program.elementType == .f16 { writer.directive("include \"hls_half.h\"") }
    writer.line()
    writer.line("typedef \(VitisLanguage().name(of: names.program.elementType)) element_t;")
  }

  func writeTools(_ names: KernelNames, to writer: inout CodeWriter) {
    writer.line("const ferrule::Device *device = nullptr;")
    writer.line()
    writer.comment("The kernel as one work-item.")
    let all = arguments.indices.map(\.description).joined(separator: ", ")
    writer.line(
      "const std::vector<ferrule::Stage> single = {{\"\(OpenCLKernelFile.task(of: program))\", {\(all)}}};"
    )
    if let stages {
      writer.comment("The same as kernels that channels join: what Intel's tool builds.")
      let head = "const std::vector<ferrule::Stage> stages = {"
      writer.block(head, closing: "};") { writer in
        for process in stages.processes {
          let wanted = stages.arguments(of: process)
          let places = arguments.indices.filter { wanted.contains(arguments[$0]) }
          writer.line(
            "{\"\(stages.name(of: process))\", "
              + "{\(places.map(\.description).joined(separator: ", "))}},")
        }
      }
    }
    writer.line()
  }

  private var arguments: [String] {
    program.arrays.map(\.name) + program.sizes + program.scalars.map(\.name)
  }

  private func list(_ sizes: [String]) -> String {
    let all =
      program.arrays.map { "ferrule::array(memory_\($0.name))" }
      + sizes.map { "ferrule::number(run.\($0))" }
      + program.scalars.map { "ferrule::number(scalar_\($0.name))" }
    return all.joined(separator: ",\n      ")
  }

  func writeCall(_ names: KernelNames, to writer: inout CodeWriter) {
    writer.line("device->run(")
    let choice = stages == nil ? "single" : "device->has(single[0].name) ? single : stages"
    writer.line("    \(choice),")
    writer.line("    {\(list(program.sizes))},")
    writer.line("    1, 1);")
  }

  func writeRest(_ names: KernelNames, to writer: inout CodeWriter) {
    guard let range, let output = program.arrays.last(where: \.isWritten) else { return }
    let size = OpenCLRange.groupSize
    let each = range.elementsPerItem
    let share = each == 1 ? "every element" : "every \(each) elements"
    writer.comment("The same with a work-item for \(share); those behind stay as they are.")
    writer.line("if (!device->has(\"\(range.name)\")) return elements;")
    writer.line("for (element_t &value : memory_\(output.name)) value = element_t(0);")
    let sizes = ["elements"] + (names.hasChain ? ["passes", "tap"] : [])
    let count = program.arrays.count + sizes.count + program.scalars.count
    let all = (0..<count).map(\.description).joined(separator: ", ")
    writer.line("device->run(")
    writer.line("    {{\"\(range.name)\", {\(all)}}},")
    writer.line("    {\(list(sizes))},")
    let group = size * each
    writer.line("    (run.elements + \(group - 1)) / \(group) * \(size), \(size));")
    writer.block("for (size_t index = 0; index < elements; ++index) {") { writer in
      writer.line("const element_t found = memory_\(output.name)[index];")
      writer.line(
        "const element_t wanted = index < run.elements ? expected(index, run) : element_t(0);")
      writer.line("if (is_equal(found, wanted)) continue;")
      let isFloat = program.elementType.isFloat
      let (format, cast) =
        isFloat ? ("%.17g", "double") : ("%llu", "static_cast<unsigned long long>")
      writer.line(
        "std::printf(\"failed: run %zu as a range: \(output.name)[%zu] is \(format), "
          + "expected \(format)\\n\",")
      writer.line("            number, index, \(cast)(found), \(cast)(wanted));")
      writer.line("return 0;")
    }
  }

  func writeArguments(to writer: inout CodeWriter) {
    writer.line("std::string kernel = \"\(program.name).cl\";")
    writer.line("size_t index = 0;")
    if range != nil { writer.line("std::vector<uint64_t> sizes;") }
    writer.block("for (int i = 1; i < argc; ++i) {") { writer in
      writer.line("const std::string argument = argv[i];")
      writer.block("if (i + 1 < argc && argument == \"--device\") {", closing: "}") {
        $0.line("index = std::strtoull(argv[++i], nullptr, 10);")
      }
      writer.block("else if (i + 1 < argc && argument == \"--kernel\") {", closing: "}") {
        $0.line("kernel = argv[++i];")
      }
      if range != nil {
        writer.block("else if (std::strtoull(argv[i], nullptr, 10) > 0) {", closing: "}") {
          $0.line("sizes.push_back(std::strtoull(argv[i], nullptr, 10));")
        }
      }
      writer.block("else {", closing: "}") {
        $0.line("ferrule::fail(\"cannot read the argument \" + argument, 64);")
      }
    }
    writer.line("const ferrule::Device opened(kernel, index);")
    writer.line("device = &opened;")
    if range != nil { writeSizes(&writer) }
  }

  private func writeSizes(_ writer: inout CodeWriter) {
    writer.block("for (size_t number = 0; number < sizes.size(); ++number) {") { writer in
      writer.line("Run run = runs[sizeof(runs) / sizeof(runs[0]) - 1];")
      writer.line("run.elements = sizes[number];")
      writer.line("run.tiles = uint32_t((sizes[number] + \(tile - 1)) / \(tile));")
      writer.line("if (check(run, number + 1) == 0) return 1;")
      writer.line(
        "std::printf(\"passed: %llu elements\\n\", "
          + "static_cast<unsigned long long>(sizes[number]));")
    }
    writer.line("if (!sizes.empty()) return 0;")
  }
}
