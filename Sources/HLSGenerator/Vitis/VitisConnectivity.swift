import KernelIR
import Specs

/// The configuration of the linker: units, memory channels of their arguments, and regions.
struct VitisConnectivity {
  let design: GeneratedDesign
  let banner: DesignBanner

  var file: GeneratedFile {
    var writer = CodeWriter()
    writer.comment(
      banner.text("connectivity.cfg: what v++ --link connects to what."), prefix: "# ")
    writer.line()
    writer.line("[connectivity]")
    let name = design.program.name
    writer.line("nk=\(name):\(design.design.computeUnits)")
    let channels = ChannelAssignment(design: design.design, program: design.program).ranges
    for (unit, ports) in channels.enumerated() {
      writer.line()
      for array in design.program.arrays {
        guard let port = design.program.ports.firstIndex(where: { $0.name == array.port })
        else { continue }
        writer.line("sp=\(name)_\(unit + 1).\(array.name):\(memory(ports[port]))")
      }
      writer.line("slr=\(name)_\(unit + 1):\(region(of: unit))")
    }
    return GeneratedFile(path: "connectivity.cfg", contents: writer.text)
  }

  private func memory(_ channels: ClosedRange<Int>) -> String {
    let tag = design.board.memory(named: design.design.memory)?.connectivityTag ?? ""
    let range =
      channels.count == 1
      ? "\(channels.lowerBound)" : "\(channels.lowerBound):\(channels.upperBound)"
    return "\(tag)[\(range)]"
  }

  private func region(of unit: Int) -> String {
    let regions = design.placement.regions
    guard regions.indices.contains(unit), design.board.regions.indices.contains(regions[unit])
    else { return "SLR0" }
    return design.board.regions[regions[unit]].name
  }
}
