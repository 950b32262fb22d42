/// Which memory channels every port of every compute unit is connected to.
///
/// Ports are numbered unit by unit. With at least as many channels as ports each port gets an
/// equal range of its own; with fewer, ports take turns. The connectivity file and the board model
/// both follow this one rule.
public struct ChannelAssignment: Hashable, Sendable {
  /// `ranges[unit][port]`: the channels that a port reaches, in the order of the program's ports.
  public let ranges: [[ClosedRange<Int>]]

  /// Takes the connections that a design says itself, or else assigns the channels of a design that ``KernelLowering`` accepted to the ports of its program;
  /// a number of compute units that it would refuse has no ranges.
  public init(design: DesignPoint, program: KernelProgram) {
    if let connections = design.connections {
      ranges = connections
      return
    }
    let units =
      (0...DesignPoint.mostComputeUnits).contains(design.computeUnits) ? design.computeUnits : 0
    let perUnit = program.ports.count
    let total = max(1, units * perUnit)
    let channels = max(1, design.channels)
    let share = channels / total
    ranges = (0..<units).map { unit in
      (0..<perUnit).map { port in
        let number = unit * perUnit + port
        guard share > 0 else { return number % channels...number % channels }
        return number * share...(number + 1) * share - 1
      }
    }
  }
}
