import KernelIR
import Quantities
import Specs

/// Every reason why Vitis cannot express a design.
struct VitisCheck {
  let design: GeneratedDesign

  private var program: KernelProgram { design.program }
  private var names: KernelNames { KernelNames(design: design, language: VitisLanguage()) }

  var reasons: [String] {
    clockReasons + operatorReasons + constantReasons + nameReasons + shapeReasons
      + boardReasons
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
    if design.kernel.structure == .elementwise {
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

  private var constantReasons: [String] {
    let scalars = program.scalars.map { ($0.name, $0.number(for: program.elementType)) }
    let constants = design.operation.expression.map(Self.constants) ?? []
    let numbers = scalars + constants.map { ("a constant of the expression", $0) }
    return numbers.filter { !isFinite($0.1) }.map {
      "\($0.0): \($0.1) is not a finite number of type \(program.elementType.rawValue)"
    }
  }

  private func isFinite(_ value: Double) -> Bool {
    switch program.elementType {
    case .f16: abs(value) <= 65504
    case .f32: Float(value).isFinite
    default: value.isFinite
    }
  }

  private static func constants(_ expression: ElementExpression) -> [Double] {
    if case .constant(let value) = expression { return [value] }
    return expression.operands.flatMap(constants)
  }

  /// Names of a kernel file become names of C++; each may mean one thing only.
  private var nameReasons: [String] {
    var reasons: [String] = []
    var taken = Set(CReservedNames.words)
    let own =
      program.sizes + program.streams.map(\.name) + program.buffers.map(\.name)
      + program.processes.map(\.name) + program.processes.flatMap { $0.loops.map(\.counter) }
      + program.body.flatMap(\.counters)
      + program.buffers.filter(program.isDelayLine).map { names.delayPlace($0.name) }
    taken.formUnion(own)
    let values = Set(program.processes.flatMap { $0.body + $0.epilogue }.flatMap(\.valueNames))
    taken.formUnion(values.map { "\($0)_beat" })
    let given = [program.name] + program.arrays.map(\.name) + program.scalars.map(\.name)
    for name in given {
      if !CReservedNames.isIdentifier(name) {
        reasons.append("`\(name)` is not a C identifier; rename it in the kernel file")
      } else if !taken.insert(name).inserted || (isScalar(name) && values.contains(name)) {
        reasons.append(
          "the name `\(name)` already means something in the generated code; rename it in the "
            + "kernel file")
      }
    }
    return reasons
  }

  private func isScalar(_ name: String) -> Bool { program.scalars.contains { $0.name == name } }

  private var shapeReasons: [String] {
    var reasons: [String] = []
    let dataflow = program.regions.filter { if case .dataflow = $0 { true } else { false } }
    let isAlone = program.body.allSatisfy { if case .region = $0 { true } else { false } }
    if !dataflow.isEmpty, program.regions.count > 1 || !isAlone {
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

extension Statement {
  /// The value that a statement sets, if it sets one.
  fileprivate var valueNames: [String] {
    switch self {
    case .read(_, let into, _), .load(_, _, let into), .fetch(_, _, let into, _),
      .pick(_, _, _, let into), .map(let into, _, _), .chain(let into, _, _),
      .follow(_, _, _, _, let into), .loadDrawn(_, _, let into), .gather(_, _, let into, _),
      .delay(_, _, let into), .join(let into, _), .array(let into, _, _, _):
      [into]
    case .write, .store, .keep, .scatter, .draw, .storeDrawn: []
    }
  }
}

/// Names that generated C++ cannot give to arguments.
enum CReservedNames {
  /// Keywords of C++14, type names of the headers, and names that the printers use themselves.
  static let words: [String] =
    """
    alignas alignof and asm auto bitand bitor bool break case catch char class compl const constexpr
    const_cast continue decltype default delete do double dynamic_cast else enum explicit export
    extern false float for friend goto if inline int long mutable namespace new noexcept not nullptr
    operator or private protected public register reinterpret_cast return short signed sizeof static
    static_assert static_cast struct switch template this throw true try typedef typeid typename
    union unsigned using virtual void volatile wchar_t while xor main
    size_t uint8_t uint16_t uint32_t uint64_t half hls std element_t beat_t LANES lane word
    iteration iterations run_chain scramble stage product even odd result LARGE_MEMORY
    drawn kept ran part place tiles every_tile all_tiles tile_number
    """.split { $0.isWhitespace }.map(String.init)

  /// Whether a name consists of letters, digits and underscores of ASCII and starts with no digit.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
    }
  }
}
