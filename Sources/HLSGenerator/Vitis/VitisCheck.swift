import KernelIR
import Quantities
import Specs

/// Every reason why Vitis cannot express a design.
struct VitisCheck {
  let design: GeneratedDesign

  private var program: KernelProgram { design.program }
  private var names: KernelNames { KernelNames(design: design, language: VitisLanguage()) }

  var reasons: [String] {
    // Of another vendor's device nothing else need be said.
    if let reason = vendorReason { return [reason] }
    return clockReasons + operatorReasons + ConstantCheck(design: design).reasons
      + NameCheck(names: names, reserved: []).reasons + shapeReasons + boardReasons
      + design.toolParameterReasons(tool: "the vitis dialect")
  }

  /// Devices of another vendor.
  private var vendorReason: String? {
    guard design.board.isIntel else { return nil }
    return
      "Vitis builds for AMD devices; the part of \(design.board.name), \(design.board.part), is "
      + "one of Intel's. Use --dialect opencl"
  }

  /// `--kernel_frequency` takes whole megahertz.
  private var clockReasons: [String] {
    let clock = design.design.clock
    guard let hertz = Int(exactly: clock.value), hertz.isMultiple(of: 1_000_000) else {
      let near = Int(clamping: Int64((clock.value / 1e6).rounded()))
      return ["v++ links at whole megahertz; found \(clock), use e.g. \(near) MHz"]
    }
    return []
  }

  private var operatorReasons: [String] {
    let stages = program.chain?.bindings ?? []
    var costs = (stages + program.arrayBindings).flatMap { [$0.multiply, $0.add] }
      .compactMap(\.self)
    if [.elementwise, .recurrence, .reduction].contains(design.kernel.structure) {
      let table = design.board.operators
      let type = program.elementType
      costs += [.add, .mul].compactMap { table.toolDefault(of: $0, type: type) }
    }
    var reasons: [String] = []
    for reason in costs.compactMap({ VitisBinding(cost: $0).refusal })
    where !reasons.contains(reason) {
      reasons.append(reason)
    }
    return reasons
  }

  private var shapeReasons: [String] {
    var reasons: [String] = []
    let dataflow = program.regions.filter { if case .dataflow = $0 { true } else { false } }
    let isAlone = program.body.allSatisfy { if case .region = $0 { true } else { false } }
    if dataflow.count > 1 || !dataflow.isEmpty && !isAlone {
      reasons.append("Vitis HLS wants one dataflow region per function; found more regions")
    }
    for buffer in program.buffers where buffer.handover != nil && VitisTiles(names: names) == nil {
      reasons.append(
        "the memory \(buffer.name) is handed over between processes that do not all go through the "
          + "same tiles, which this dialect cannot express; use --schedule phased")
    }
    let widths = Set((program.arrays.map(\.lanes) + program.streams.map(\.lanes)).filter { $0 > 1 })
    if widths.count > 1 || widths.contains(where: { $0 != design.design.lanes }) {
      reasons.append("arrays and streams of different widths are not supported by this dialect")
    }
    if let chain = program.chain, chain.coefficients.count != 2 {
      reasons.append(
        "a roofline operation needs two scalars, found \(chain.coefficients.count); "
          + "add them to the kernel file")
    }
    return reasons
  }

  private var boardReasons: [String] {
    var reasons: [String] = []
    if !design.design.hasAdapter {
      reasons.append("Vitis HLS puts an adapter in front of every port; use adapter=hls")
    }
    if design.board.memory(named: design.design.memory) == nil {
      reasons.append("\(design.board.name) has no memory `\(design.design.memory)`")
    }
    if design.board.platforms.isEmpty {
      reasons.append("\(design.board.name) names no platform; add one to the board file")
    }
    if design.placement.regions.count != design.design.computeUnits {
      reasons.append(
        "\(design.placement.regions.count) compute units are placed, expected "
          + "\(design.design.computeUnits)")
    }
    return reasons
  }
}
