import Measurements
import Quantities
import Xclbin

/// `csynth.xml` and `<top>_csynth.xml` of Vivado HLS and Vitis HLS, 2017 to 2025.
///
/// Loops are elements with the loop's name; from 2022.2 on the loops of a kernel are in modules of
/// their own. BRAM is in halves of a tile, DSPs are `DSP48E` before 2020. (Element names: reports
/// of Vitis HLS 2020.2 and 2022.2.)
struct SynthesisXMLImporter: ReportImporter {
  let kind = "csynth-xml"

  func recognises(_ head: ReportHead) -> Bool {
    head.contains("<profile")
      && ["<UserAssignments", "<PerformanceEstimates", "<AreaEstimates"].contains {
        head.contains($0)
      }
  }

  func read(_ file: ReportFile, into receiver: inout some ReportReceiver) throws(ImportError) {
    let root = try XMLReport.root(of: file, named: "profile")
    var report = SynthesisXML(root: root)
    let facts = report.facts()
    try report.fields.finish(file)
    receiver.take(facts.row(kind, file))
  }
}

/// Reads XML reports.
enum XMLReport {
  /// The root of a file.
  ///
  /// - Throws: ``ImportError`` when it is no XML, has a document type or another root.
  static func root(of file: ReportFile, named name: String) throws(ImportError) -> XMLTree {
    let root: XMLTree
    do {
      root = try XMLTree.read(try file.bytes())
    } catch let error as ImportError {
      throw error
    } catch {
      let problem = error as? XMLTree.Problem
      throw ImportError(
        file.name, line: problem?.line,
        found: "a document that cannot be read (\(problem?.message ?? "\(error)"))",
        expected: "a whole XML report with the root \(name)",
        advice: "Check that the tool that wrote it has finished.")
    }
    guard root.name == name else {
      throw ImportError(
        file.name, line: root.line, found: "the root \(TableProblem.quoted(root.name))",
        expected: name, advice: "Check that it is the right file.")
    }
    return root
  }
}

/// Reads the elements of a report.
private struct SynthesisXML {
  let root: XMLTree
  var fields = FieldReader()

  mutating func facts() -> KernelFacts {
    let user = root.first("UserAssignments")
    let estimates = root.first("PerformanceEstimates")
    var facts = KernelFacts(kernel: user?.first("TopModelName")?.text ?? "")
    facts.device = user?.first("Part")?.text ?? ""
    facts.tool = tool
    let unit = user?.first("unit")?.text ?? "ns"
    facts.clockTarget = clock(user?.first("TargetClockPeriod"), unit, "profile/UserAssignments")
    let timing = estimates?.first("SummaryOfTimingAnalysis")
    facts.clock = clock(
      timing?.first("EstimatedClockPeriod"), timing?.first("unit")?.text ?? unit,
      "profile/PerformanceEstimates/SummaryOfTimingAnalysis")
    latency(estimates, &facts)
    area(&facts)
    facts.ports = hardwarePorts(&facts)
    if facts.ports.isEmpty { facts.ports = interfacePorts() }
    facts.operators = operators
    checkName(facts.kernel)
    return facts
  }

  /// The operators of the kernel and of the modules in it (from 2021 on).
  private var operators: OperatorCount {
    var count = OperatorCount()
    for module in root.first("ModuleInformation")?.elements("Module") ?? [] {
      for node in module.first("BindNodes")?.elements("BindNode") ?? []
      where node.attributes["BINDTYPE"] == "op" {
        count.take(node.attributes["RTLNAME"] ?? "")
      }
    }
    return count
  }

  private mutating func checkName(_ name: String) {
    guard name.isEmpty else { return }
    fields.note(
      TableProblem(
        line: root.line, column: "profile/UserAssignments/TopModelName", found: "no name",
        expected: "the name of the kernel",
        advice: "Check that the tool that wrote the report has finished."))
  }

  private var tool: String {
    let version = root.first("ReportVersion", "Version")?.text ?? ""
    // The name changed from Vivado HLS with version 2020.1.
    let isOld = version.prefix(4) < "2020" && !version.isEmpty
    return (isOld ? "Vivado HLS " : "Vitis HLS ") + version
  }

  private mutating func clock(_ period: XMLTree?, _ unit: String, _ path: String) -> Frequency? {
    guard let period else { return nil }
    let place = "\(path)/\(period.name)"
    let scale = ["ns": 1e-9, "us": 1e-6, "ps": 1e-12][unit.lowercased()]
    guard let scale else {
      fields.note(
        TableProblem(
          line: period.line, column: place, found: "the unit \(TableProblem.quoted(unit))",
          expected: "ns, us or ps", advice: "Check that the file was not changed."))
      return nil
    }
    return fields.positive(period.text, period.line, place).map { Frequency(1 / ($0 * scale)) }
  }

  private mutating func latency(_ estimates: XMLTree?, _ facts: inout KernelFacts) {
    let path = "profile/PerformanceEstimates/SummaryOfOverallLatency"
    let overall = estimates?.first("SummaryOfOverallLatency")
    func value(_ name: String, _ fields: inout FieldReader) -> Int? {
      overall?.first(name).flatMap { fields.count($0.text, $0.line, "\(path)/\(name)") }
    }
    let best = value("Best-caseLatency", &fields)
    let worst = value("Worst-caseLatency", &fields)
    if best == worst { facts.cycles = worst }
    let pipeline = estimates?.first("PipelineType")?.text
    if let pipeline, ["yes", "function"].contains(pipeline) {
      facts.initiationInterval = value("Interval-min", &fields)
      facts.remarks.append("initiation interval of the function, which is pipelined")
      return
    }
    guard let choice = MainLoop.choice(loops(estimates)) else { return }
    facts.initiationInterval = choice.interval
    facts.remarks.append(choice.remark)
  }

  /// The loops of the kernel and of the modules in it.
  private mutating func loops(_ estimates: XMLTree?) -> [SynthesizedLoop] {
    let modules = (root.first("ModuleInformation")?.elements("Module") ?? [])
      .compactMap { $0.first("PerformanceEstimates") }
    return ([estimates] + modules).compactMap { $0?.first("SummaryOfLoopLatency") }
      .flatMap { loops(in: $0, "SummaryOfLoopLatency") }
  }

  private mutating func loops(in element: XMLTree, _ path: String) -> [SynthesizedLoop] {
    element.children.flatMap { child -> [SynthesizedLoop] in
      guard child.children.contains(where: { $0.name == "TripCount" || $0.name == "Latency" })
      else { return [] }
      let place = "\(path)/\(child.name)"
      var loop = SynthesizedLoop(name: child.first("Name")?.text ?? child.name)
      loop.initiationInterval = child.first("PipelineII").flatMap {
        single($0, "\(place)/PipelineII")
      }
      loop.latency = child.first("Latency").flatMap { single($0, "\(place)/Latency") }
      return [loop] + loops(in: child, place)
    }
  }

  /// A value that may be a range; the upper end of one.
  private mutating func single(_ element: XMLTree, _ place: String) -> Int? {
    let value = element.first("range", "max") ?? element
    return fields.count(value.text, value.line, place)
  }

  private mutating func area(_ facts: inout KernelFacts) {
    guard let resources = root.first("AreaEstimates", "Resources") else { return }
    func value(_ names: String..., fields: inout FieldReader) -> Int? {
      names.lazy.compactMap { resources.first($0) }.first.flatMap {
        fields.count($0.text, $0.line, "profile/AreaEstimates/Resources/\($0.name)")
      }
    }
    facts.lut = value("LUT", fields: &fields)
    facts.ff = value("FF", fields: &fields)
    facts.dsp = value("DSP", "DSP48E", "DSP48", fields: &fields)
    facts.halfBRAM = value("BRAM_18K", fields: &fields)
    facts.uram = value("URAM", fields: &fields)
  }

  /// The ports of the section on hardware interfaces, with the width that the hardware has.
  private mutating func hardwarePorts(_ facts: inout KernelFacts) -> [KernelFacts.Port] {
    guard let section = root.first("ReportHWInterface", "section"),
      let table = section.elements("item").first(where: { $0.attributes["name"] == "M_AXI" })?
        .first("table"), let keys = table.first("keys")
    else { return [] }
    // The keys begin with the column that is an attribute of the rows.
    let names = keys.text.split(separator: ",").map { $0.trimmed }.dropFirst()
    guard let width = names.firstIndex(where: { $0.hasPrefix("Data Width") }) else { return [] }
    return table.elements("column").compactMap { column in
      let cells = column.text.split(separator: ",", omittingEmptySubsequences: false)
      guard width - 1 < cells.count, let name = column.attributes["name"] else { return nil }
      let place = "profile/ReportHWInterface/section/item[M_AXI]/table/\(name)"
      // `32 -> 64` is the width in the source and the width in hardware.
      let cell = cells[width - 1]
      let hardware = cell.split(separator: ">").last ?? cell
      return fields.count(hardware, column.line, place).map {
        KernelFacts.Port(name: name, bits: $0)
      }
    }
  }

  /// The widths of the data wires of every master port.
  private mutating func interfacePorts() -> [KernelFacts.Port] {
    let wires = root.first("InterfaceSummary")?.elements("RtlPorts") ?? []
    var widths: [(name: String, bits: Int)] = []
    for wire in wires where wire.first("IOProtocol")?.text == "m_axi" {
      guard let name = wire.first("name")?.text, let bits = wire.first("Bits") else { continue }
      let place = "profile/InterfaceSummary/RtlPorts/\(name)"
      if let bits = fields.count(bits.text, bits.line, place) { widths.append((name, bits)) }
    }
    return MasterPorts.ports(ofWires: widths)
  }
}

/// Tells the master ports of a kernel from its wires.
enum MasterPorts {
  /// A port for every name with read or write data wires, in order of their first appearance.
  static func ports(ofWires wires: [(name: String, bits: Int)]) -> [KernelFacts.Port] {
    var ports: [KernelFacts.Port] = []
    for wire in wires {
      guard let suffix = ["_WDATA", "_RDATA"].first(where: { wire.name.hasSuffix($0) })
      else { continue }
      let name = String(wire.name.dropLast(suffix.count))
      if let index = ports.firstIndex(where: { $0.name == name }) {
        ports[index].bits = max(ports[index].bits, wire.bits)
      } else {
        ports.append(KernelFacts.Port(name: name, bits: wire.bits))
      }
    }
    return ports
  }
}
