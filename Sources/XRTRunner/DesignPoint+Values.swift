package import KernelIR
package import Runners
import Quantities
package import Specs

extension DesignPoint {
  /// The values that give this design when they are chosen by name.
  package func values(of kernel: KernelSpec) -> [DesignKey: String] {
    var values: [DesignKey: String] = [
      .operation: operation, .schedule: schedule.rawValue, .type: elementType.rawValue,
      .lanes: "\(lanes)", .computeUnits: "\(computeUnits)", .channels: "\(channels)",
      .burstBeats: "\(burstBeats)", .outstanding: "\(outstanding)", .tileBeats: "\(tileBeats)",
      .storage: storage.rawValue, .clock: "\(Int(clock.value.rounded())) Hz",
      .memory: kernel.structure == .onChip ? storage.rawValue : memory,
    ]
    if kernel.structure != .onChip { values[.portBits] = "\(portBits)" }
    if kernel.structure == .roofline { values[.chain] = "\(chain)" }
    if isRandom { values[.pattern] = AccessPattern.random.rawValue }
    for key in DesignKey.allCases {
      if let parameter = key.parameter, let value = parameters[parameter] {
        values[key] = "\(value)"
      }
    }
    return values
  }

  /// Where another design differs, one line for each: what was asked for and what there is.
  package func differences(from asked: DesignPoint) -> [String] {
    var found: [(String, String, String)] = [
      ("operation", asked.operation, operation),
      ("schedule", asked.schedule.rawValue, schedule.rawValue),
      ("type", asked.elementType.rawValue, elementType.rawValue),
      ("lanes", "\(asked.lanes)", "\(lanes)"), ("chain", "\(asked.chain)", "\(chain)"),
      ("compute units", "\(asked.computeUnits)", "\(computeUnits)"),
      ("memory", asked.memory, memory), ("channels", "\(asked.channels)", "\(channels)"),
      ("port bits", "\(asked.portBits)", "\(portBits)"),
      ("burst beats", "\(asked.burstBeats)", "\(burstBeats)"),
      ("outstanding", "\(asked.outstanding)", "\(outstanding)"),
      ("tile_beats", "\(asked.tileBeats)", "\(tileBeats)"),
      ("storage", asked.storage.rawValue, storage.rawValue),
      ("clock", "\(asked.clock)", "\(clock)"),
      ("random addresses", "\(asked.isRandom)", "\(isRandom)"),
    ]
    for parameter in Set(parameters.keys).union(asked.parameters.keys) {
      found.append(
        (parameter.rawValue, "\(asked[parameter])", "\(self[parameter])"))
    }
    return found.filter { $0.1 != $0.2 }.map { "\($0.0): asked for \($0.1), the build has \($0.2)" }
      .sorted()
  }
}
