import Foundation
import Plotting
import Quantities
import Xclbin

/// What an xclbin file holds, for people.
struct XclbinText {
  private let contents: XclbinContents
  private let options: TextPlotOptions

  /// Creates the text of a file's contents.
  init(_ contents: XclbinContents, options: TextPlotOptions) {
    self.contents = contents
    self.options = options
  }

  /// Facts, then a table for each kernel, then the memories.
  var text: String {
    ([facts] + contents.kernels.map(kernel) + [memories]).joined(separator: "\n")
  }

  private var facts: String {
    let clocks = contents.clocks.map { "\($0.name) \($0.frequency) (\($0.kind))" }
    let build = contents.build.map { "\($0.tool) \($0.version)" } ?? ""
    let missing = contents.missing.map(\.description).joined(separator: ", ")
    let facts = [
      ("platform", contents.platform), ("mode", contents.mode.description),
      ("uuid", contents.identifier.uuidString.lowercased()),
      ("built by", build.allSatisfy(\.isWhitespace) ? "" : build),
      ("packed by", "version \(contents.header.toolVersion)"),
      ("clocks reached", clocks.joined(separator: ", ")),
    ]
    return
      (facts.map { ($0.0, $0.1.isEmpty ? "not said" : $0.1) }
      + (missing.isEmpty ? [] : [("file lacks", missing)]))
      .map { $0.0.padding(16) + $0.1 + "\n" }.joined()
  }

  private func kernel(_ kernel: EmbeddedMetadata.Kernel) -> String {
    let units = contents.computeUnits(of: kernel.name)
    let rows = kernel.arguments.map { argument in
      [
        argument.index.map(String.init) ?? "", argument.name, argument.type,
        XclbinArguments.hexadecimal(argument.offset), argument.port,
        kernel.portBits(argument.port).map { "\($0)" } ?? "", banks(argument, units),
      ]
    }
    let table = TableOutput.text(
      ["index", "name", "type", "offset", "port", "bits", "banks"], rows,
      right: ["index", "offset", "bits"], narrowest: ["type": 8, "banks": 12], options: options)
    let places = units.map { unit in
      let address = unit.baseAddress.map(XclbinArguments.hexadecimal) ?? "no registers"
      return "  \(unit.instance) at \(address), \(unit.control)\n"
    }
    return "kernel \(kernel.name): \(count(units.count, "compute unit"))\n" + places.joined()
      + (rows.isEmpty ? "  no arguments\n" : table)
  }

  /// The banks of an argument: once when all compute units have the same.
  private func banks(
    _ argument: EmbeddedMetadata.Argument, _ units: [XclbinComputeUnit]
  ) -> String {
    guard let index = argument.index else { return "" }
    let lists = units.map { unit in
      contents.banks(of: index, unit: unit).map(\.name).joined(separator: " ")
    }
    guard Set(lists).count > 1 else { return lists.first ?? "" }
    return zip(units, lists).map { "\($0.instance): \($1)" }.joined(separator: "; ")
  }

  private var memories: String {
    let used = contents.memories.banks.filter(\.isUsed)
    guard !used.isEmpty else { return "no memory is used\n" }
    let rows = used.map { bank in
      [
        bank.name, bank.kind.description, bank.size.map { "\($0)" } ?? "",
        XclbinArguments.hexadecimal(bank.baseAddress),
      ]
    }
    let all = contents.memories.banks.count
    return "memories: \(used.count) of \(all) used\n"
      + TableOutput.text(
        ["memory", "kind", "size", "address"], rows, right: ["size", "address"], options: options)
  }

  private func count(_ number: Int, _ name: String) -> String {
    "\(number) \(name)\(number == 1 ? "" : "s")"
  }
}

extension String {
  /// Spaces behind it up to a width.
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
