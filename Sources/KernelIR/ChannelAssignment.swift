/// Which memory channels every port of every compute unit reaches.
///
/// Ports are counted unit by unit: port j of unit i has the number i · ports per unit + j. With at
/// most as many channels as ports, port n reaches channel n mod channels alone; with more, the
/// channels are split into contiguous shares whose sizes differ by one at most.
public struct ChannelAssignment: Hashable, Sendable {
  /// Channels by compute unit, then by port in program order.
  public let ranges: [[ClosedRange<Int>]]

  /// Assigns the ports of all compute units of a design.
  public init(design: DesignPoint, program: KernelProgram) {
    let units = max(1, design.computeUnits)
    let perUnit = program.ports.count
    let channels = max(1, design.channels)
    let (product, overflow) = units.multipliedReportingOverflow(by: perUnit)
    let total = overflow ? Int.max : product
    ranges = (0..<units).map { unit in
      (0..<perUnit).map { port in
        Self.range(unit &* perUnit &+ port, of: total, channels)
      }
    }
  }

  private static func range(_ port: Int, of total: Int, _ channels: Int) -> ClosedRange<Int> {
    if channels <= total {
      let channel = port % channels
      return channel...channel
    }
    let size = channels / total
    let larger = channels % total
    let first = port * size + min(port, larger)
    return first...(first + size - (port < larger ? 0 : 1))
  }
}
