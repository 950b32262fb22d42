import ArgumentParser
import KernelIR
import Quantities
import Specs

/// `ferrule kernels [NAME]`: the list, or one kernel with its forms and literature.
struct Kernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List kernels, or show what one computes and where it comes from.")

  @Argument(help: "Kernel name, or a path to a kernel file.")
  var name: String?

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: CatalogOptions

  func run() throws {
    let catalog = try catalog.catalog()
    if let name {
      show(try catalog.kernel(name))
    } else {
      let kernels = try catalog.kernelNames.map { try catalog.kernel($0) }
      let rows = kernels.map { kernel in
        [
          kernel.name, kernel.operations.map(\.name).joined(separator: " "),
          kernel.types.map(\.rawValue).joined(separator: " "), kernel.title,
        ]
      }
      TableOutput.print(
        ["kernel", "operations", "types", "title"], rows, narrowest: ["title": 8],
        display: display)
    }
  }

  private func show(_ kernel: KernelSpec) {
    // Forms are sentences: lines of their own for people, a column for programs.
    let isText = display.format == .text
    let header = ["operation"] + (isText ? [] : ["form"]) + ["loads", "stores", "operations"]
    let rows = kernel.operations.map {
      [$0.name] + (isText ? [] : [$0.form])
        + ["\($0.loads)", "\($0.stores)", "\($0.operationsPerElement)"]
    }
    if isText { print("\(kernel.name): \(kernel.title)\n") }
    TableOutput.print(
      header, rows, right: ["loads", "stores", "operations"], display: display)
    guard isText else { return }
    print(
      "\nloads, stores and operations are per element\(kernel.structure == .roofline ? " and chain stage" : "")"
    )
    let paragraph = Paragraph(display.textPlot())
    for (name, text) in notes(on: kernel) {
      print(paragraph.lines(text, first: "\(name): ", indent: 2), terminator: "")
    }
  }

  /// What `--set` chooses of a kernel with a shape of its own.
  private func settings(of kernel: KernelSpec) -> [(name: String, text: String)] {
    let texts = (kernel.structure.shapeType?.parameters ?? []).map { setting in
      "\(setting.parameter.rawValue)=\(setting.usual) "
        + "(\(setting.range.lowerBound) to \(setting.range.upperBound)"
        + (setting.isPowerOfTwo ? ", a power of two)" : ")")
    }
    return texts.isEmpty ? [] : [("settings", texts.joined(separator: ", "))]
  }

  private func notes(on kernel: KernelSpec) -> [(name: String, text: String)] {
    kernel.operations.map { ($0.name, $0.form) } + [
      ("types", kernel.types.map(\.rawValue).joined(separator: ", ")),
      ("schedules", kernel.schedules.map(\.rawValue).joined(separator: ", ")),
    ] + settings(of: kernel) + [
      ("check", kernel.check)
    ] + kernel.literature.map { ("literature", $0) }
      + [("source (\(kernel.provenance.evidence.rawValue))", kernel.provenance.source)]
  }
}
