import KernelIR
import Specs

/// The region of every instance, for `--placement_file`.
struct OmpSsPlacement {
  let design: GeneratedDesign

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.block("{") { writer in
      writer.line("\"_generator\": \"\(Generator.title): \(escaped(design.command))\",")
      writer.block("\"accs\": {") { writer in
        writer.block("\"\(design.program.name)\": {") { writer in
          writer.block("\"instances\": {") { writer in
            let regions = design.placement.regions
            for (unit, region) in regions.enumerated() {
              let end = unit + 1 < regions.count ? "," : ""
              writer.line("\"\(unit)\": { \"placement\": \"\(region)\" }\(end)")
            }
          }
        }
      }
    }
    return GeneratedFile(path: "placement.json", contents: writer.text)
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
