import KernelIR
import Quantities
import Specs

/// What a dialect's tool needs, and the commands to type.
struct ToolGuide {
  /// A thing to do.
  struct Step {
    /// What it does, as a heading.
    let title: String
    /// What to type.
    let command: String
    /// What is needed, how long it takes, what comes out.
    let note: String
  }

  /// The tool's name and the versions that the files are written for.
  let tool: String
  /// In the order in which they make sense.
  let steps: [Step]
  /// What the kernel is in this tool's form; `nil` where it is what the program is.
  var purpose: String?
}

/// `README.md` of a design: enough for somebody who has nothing but the folder.
struct DesignReadme {
  let names: KernelNames
  let guide: ToolGuide
  /// The other files of the folder.
  let files: [GeneratedFile]

  private var design: GeneratedDesign { names.design }

  var file: GeneratedFile {
    let banner = DesignBanner(design: design)
    var writer = CodeWriter()
    let point = design.design
    writer.line(
      "# \(design.kernel.title): \(point.operation), \(point.elementType.rawValue), "
        + "for \(design.board.title)")
    writer.line()
    writer.comment(guide.purpose ?? names.purpose, prefix: "")
    writer.line()
    writer.comment(banner.point, prefix: "")
    writer.line()
    writer.comment("Written for \(guide.tool).", prefix: "")
    for step in guide.steps { write(step, &writer) }
    // Resources and ceilings are those of the program with its ports.
    if guide.purpose == nil { writeExpectations(&writer) }
    writeFiles(&writer)
    writer.line()
    writer.line("## Made by")
    writer.line()
    writer.line("\(Generator.title). Edit the design point, not the files; recreate them with")
    writer.line()
    writer.line("    \(design.command)")
    writer.line()
    writer.line("SPDX-License-Identifier: MIT")
    return GeneratedFile(path: "README.md", contents: writer.text)
  }

  private func write(_ step: ToolGuide.Step, _ writer: inout CodeWriter) {
    writer.line()
    writer.line("## \(step.title)")
    writer.line()
    writer.line("    \(step.command)")
    writer.line()
    writer.comment(step.note, prefix: "")
  }

  // MARK: What to expect

  private func writeExpectations(_ writer: inout CodeWriter) {
    writer.line()
    writer.line("## What to expect")
    writer.line()
    writer.comment(
      "Estimates of the generator's model, not measurements. The clock is the one that is asked for; "
        + "`ferrule clock \(design.board.name)` with the totals below says what published builds of "
        + "that size reached.", prefix: "")
    writer.line()
    writer.line(
      "| resource | one compute unit | all \(design.design.computeUnits) | of the board |")
    writer.line("|---|---|---|---|")
    let all = design.board.resources
    for kind in ResourceKind.allCases {
      let unit = design.resources.computeUnit[kind]
      let total = unit * design.design.computeUnits
      writer.line(
        "| \(kind.rawValue.uppercased()) | \(unit) | \(total) | \(percent(total, of: all[kind])) |")
    }
    writer.line()
    for ceiling in DesignCeilings(design).lines { writer.line("- \(ceiling)") }
  }

  private func percent(_ part: Int, of all: Int) -> String {
    guard all > 0 else { return "none there" }
    let tenths = (Double(part) / Double(all) * 1000).rounded() / 10
    return "\(tenths) %"
  }

  // MARK: Files

  private func writeFiles(_ writer: inout CodeWriter) {
    writer.line()
    writer.line("## Files")
    writer.line()
    writer.line("| file | what it is |")
    writer.line("|---|---|")
    for file in files where !file.path.hasPrefix("csim/") {
      writer.line("| `\(file.path)` | \(Self.meaning(of: file.path)) |")
    }
    if files.contains(where: { $0.path.hasPrefix("csim/") }) {
      writer.line("| `csim/` | headers for simulation without the vendor's |")
    }
  }

  private static func meaning(of path: String) -> String {
    let meanings = [
      ("Makefile", "every command above; `make` lists the targets"),
      ("manifest.json", "design point, arguments, estimates and ceilings, for programs"),
      ("connectivity.cfg", "memory channels and regions of the compute units, for the linker"),
      ("placement.json", "regions of the instances"),
      ("_tb.cpp", "testbench: runs, and a reference by the mathematical form"),
      ("_tb.c", "testbench: runs, with expected elements by the mathematical form"),
      (".h", "types and prototype"), (".cl", "the kernel"), (".cpp", "the kernel"),
      (".c", "the kernel"),
    ]
    return meanings.first { path.hasSuffix($0.0) }?.1 ?? "part of the kernel"
  }
}
