import ArgumentParser
import Xclbin

/// `ferrule xclbin`: files that XRT loads onto a card.
struct XclbinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xclbin",
    abstract: "Show what an xclbin file holds, or make one for emulation.",
    subcommands: [XclbinInfo.self, XclbinMake.self])
}

/// `ferrule xclbin info FILE`: platform, clocks, kernels, compute units, memories.
struct XclbinInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Show platform, clocks reached, kernels, compute units and memories of a file.",
    discussion: """
      CSV has one row for each argument of each compute unit; JSON has everything. Sections that the \
      file lacks are named.
      """)

  @Argument(help: "The file.")
  var file: String

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  func run() throws {
    let contents = try XclbinContents(contentsOf: file)
    switch display.format {
    case .text: print(XclbinText(contents, options: display.textPlot()).text, terminator: "")
    case .csv:
      print(TableOutput.csv(XclbinArguments.header, XclbinArguments.rows(contents)), terminator: "")
    case .json: print(try XclbinObject(contents).json, terminator: "")
    }
  }
}

/// The arguments of all compute units as a table.
enum XclbinArguments {
  static let header = [
    "kernel", "compute_unit", "base_address", "index", "name", "type", "kind", "offset", "port",
    "port_bits", "banks", "group",
  ]

  /// One row for each argument of each compute unit, in the order of the file.
  static func rows(_ contents: XclbinContents) -> [[String]] {
    contents.kernels.flatMap { kernel in
      contents.computeUnits(of: kernel.name).flatMap { unit in
        kernel.arguments.map { row($0, of: kernel, unit, contents) }
      }
    }
  }

  private static func row(
    _ argument: EmbeddedMetadata.Argument, of kernel: EmbeddedMetadata.Kernel,
    _ unit: XclbinComputeUnit, _ contents: XclbinContents
  ) -> [String] {
    let banks = argument.index.map { contents.banks(of: $0, unit: unit).map(\.name) } ?? []
    let group = argument.index.flatMap { contents.group(of: $0, unit: unit) }
    return [
      kernel.name, unit.instance, unit.baseAddress.map(hexadecimal) ?? "",
      argument.index.map(String.init) ?? "", argument.name, argument.type,
      argument.qualifier.description, hexadecimal(argument.offset), argument.port,
      kernel.portBits(argument.port).map(String.init) ?? "", banks.joined(separator: " "),
      group.map(String.init) ?? "",
    ]
  }

  /// `0x1c`.
  static func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
}

extension EmbeddedMetadata.Kernel {
  /// Width of a port's data in bits; `nil` when the file does not say.
  func portBits(_ name: String) -> Int? {
    ports.first { $0.name == name && $0.dataWidth > 0 }?.dataWidth
  }
}
