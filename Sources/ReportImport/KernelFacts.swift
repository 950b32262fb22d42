import Measurements
import Quantities

/// What a report about a build says of a kernel.
struct KernelFacts {
  /// A master port to memory.
  struct Port: Hashable {
    var name: String
    var bits: Int
  }

  /// The kernel's name.
  var kernel: String
  /// The device or platform as the tool names it.
  var device = ""
  /// Program and version that wrote the report.
  var tool = ""
  /// Whether the figures are of a design that was built, and not of one that was estimated.
  var isBuilt = false
  var computeUnits: Int?
  var initiationInterval: Int?
  var clockTarget: Frequency?
  var clock: Frequency?
  var memory = ""
  var channels: Int?
  var ports: [Port] = []
  var outstanding: Int?
  var burstBeats: Int?
  var cycles: Int?
  var lut: Int?
  var ff: Int?
  var dsp: Int?
  /// In halves of a RAMB36 tile, as high-level synthesis counts.
  var halfBRAM: Int?
  var uram: Int?
  var power: Power?
  /// Floating-point operators of a compute unit.
  var operators = OperatorCount()
  /// What else the user should know: phrases without a full stop.
  var remarks: [String] = []

  /// The row of the kernel.
  func row(_ kind: String, _ file: ReportFile) -> Measurement {
    var row = Measurement()
    var message = [
      isBuilt ? "from a build, nothing was run" : "estimate of the tool, nothing was run"
    ]
    message += remarks
    row.board = DeviceName.board(device)
    row.evidence = isBuilt ? .measured : .modelled
    row.tool = tool
    row.kernel = kernel
    row.computeUnits = computeUnits
    row.initiationInterval = initiationInterval
    row.clockTarget = clockTarget
    row.clock = clock
    row.memory = memory
    row.channels = channels
    row.portBits = ports.map(\.bits).max()
    row.outstanding = outstanding
    row.burstBeats = burstBeats
    row.cycles = cycles
    (row.lut, row.ff, row.dsp, row.uram) = (lut, ff, dsp, uram)
    row.bram = halfBRAM.map { $0 / 2 + $0 % 2 }
    if let halfBRAM, halfBRAM % 2 == 1 {
      message.append("\(halfBRAM) halves of block RAM rounded up to whole tiles")
    }
    if Set(ports.map(\.bits)).count > 1 {
      let list = ports.map { "\($0.name) \($0.bits)" }.joined(separator: ", ")
      message.append("port_bits is the widest of \(list)")
    }
    row.power = power
    row.elementType = operators.main?.type ?? ""
    row.message = message.joined(separator: "; ")
    row.extraColumns = ReportColumns.columns(
      kind, file, ports: ports.isEmpty ? nil : ports.count,
      operators: operators.main?.operations)
    return row
  }
}

/// Names of devices and platforms.
enum DeviceName {
  /// The board that a device or platform is of: `u280` for `xcu280-fsvh2892-2L-e`,
  /// `xilinx:u280:xdma:201920.3` and `xilinx_u280_xdma_201920_3`; empty when it does not say.
  static func board(_ device: String) -> String {
    let name = device.lowercased()
    let parts = name.split { $0 == ":" || $0 == "_" }
    if parts.count > 1, parts[0] == "xilinx" || parts[0] == "amd" {
      guard parts[1].hasPrefix("aws-") else { return String(parts[1]) }
      // `aws-vu9p-f1-04261818` and `aws-vu47p-f2` are the cards of Amazon's machines.
      return String(parts[1].split(separator: "-").first { $0 == "f1" || $0 == "f2" } ?? parts[1])
    }
    guard name.hasPrefix("xcu"), let first = name.dropFirst(3).first, first.isNumber else {
      return ""
    }
    let digits = name.dropFirst(2).prefix { $0 != "-" }
    let model = digits.prefix(1) + digits.dropFirst().prefix { $0.isNumber }
    // `xcu55c` is the card with HBM of its own; the package follows other names at once.
    return String(model) + (digits.dropFirst(model.count).hasPrefix("c") ? "c" : "")
  }
}
