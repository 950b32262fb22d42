import Measurements
import Quantities
import Xclbin

/// An xclbin file itself: clocks, ports, compute units and the memories that they reach.
struct XclbinImporter: ReportImporter {
  let kind = "xclbin"

  func recognises(_ head: ReportHead) -> Bool { head.bytes.starts(with: Array("xclbin2".utf8)) }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    let contents = try contents(of: file)
    let names = contents.kernels.map(\.name)
    let units = Set(contents.computeUnits.map(\.kernel))
    // Without metadata, the units still say which kernels there are.
    for name in names.isEmpty ? units.sorted() : names {
      receiver.take(facts(name, contents).row(kind, file))
    }
    if names.isEmpty, units.isEmpty {
      throw ImportError(
        file.name, found: "no kernel", expected: "an xclbin with kernels",
        advice: "Name the xclbin that v++ --link has written.")
    }
  }

  private func contents(of file: ReportFile) throws(ImportError) -> XclbinContents {
    do {
      if let path = file.path { return try XclbinContents(contentsOf: path) }
      return try XclbinContents(try XclbinFile(bytes: try file.bytes()))
    } catch let error as ImportError {
      throw error
    } catch {
      let found = (error as? XclbinError)?.findings.map(\.description) ?? ["\(error)"]
      let problems = found.map {
        TableProblem(
          found: "a damaged file (\($0))", expected: "a whole xclbin",
          advice: "Copy it again from where it was built.")
      }
      throw ImportError(file: file.name, problems: problems)
    }
  }

  private func facts(_ name: String, _ contents: XclbinContents) -> KernelFacts {
    var facts = KernelFacts(kernel: name)
    facts.device = contents.platform
    facts.isBuilt = contents.mode.rawValue < 4
    if !facts.isBuilt { facts.remarks.append("made for emulation") }
    facts.tool = [contents.build?.tool ?? "", contents.build?.version ?? ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    let units = contents.computeUnits(of: name)
    facts.computeUnits = units.isEmpty ? nil : units.count
    facts.clock = contents.kernelClock
    let kernel = contents.kernels.first { $0.name == name }
    let ports = kernel?.ports.filter { $0.mode == "master" && $0.kind == "addressable" } ?? []
    facts.ports = ports.map { KernelFacts.Port(name: $0.name, bits: $0.dataWidth) }
    let arguments = Set(contents.connectivity.connections.map(\.argument))
    let banks = units.flatMap { unit in arguments.flatMap { contents.banks(of: $0, unit: unit) } }
    MemoryBanks.describe(Set(banks.filter { !$0.kind.isStream }.map(\.name)), &facts)
    return facts
  }
}
