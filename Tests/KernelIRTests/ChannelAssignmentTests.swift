import Testing

@testable import KernelIR

@Suite("Channels of ports")
struct ChannelAssignmentTests {
  /// Programs with one, two and three ports.
  private static let portCounts = 1...3

  private func ranges(units: Int, ports: Int, channels: Int) throws -> [ClosedRange<Int>] {
    let small = try SmallDesign("stream")
    var program = try small.program()
    program.ports = (0..<ports).map { _ in program.ports[0] }
    var design = small.design
    design.computeUnits = units
    design.channels = channels
    let assignment = ChannelAssignment(design: design, program: program)
    #expect(assignment.ranges.count == units)
    #expect(assignment.ranges.allSatisfy { $0.count == ports })
    return assignment.ranges.flatMap { $0 }
  }

  @Test(
    "With channels for every port the ranges are equal, disjoint, and waste less than a share",
    arguments: portCounts)
  func enoughChannels(ports: Int) throws {
    for units in [1, 2, 3, 5, 10, 16] {
      for channels in [1, 2, 3, 4, 7, 16, 31, 32] where channels >= units * ports {
        let ranges = try ranges(units: units, ports: ports, channels: channels)
        let reached = ranges.flatMap { Array($0) }
        #expect(Set(reached).count == reached.count, "disjoint")
        #expect(Set(ranges.map(\.count)).count == 1, "equal")
        #expect(reached.allSatisfy { (0..<channels).contains($0) })
        #expect(channels - reached.count < units * ports)
        if channels.isMultiple(of: units * ports) { #expect(reached.count == channels) }
      }
    }
  }

  @Test(
    "With fewer channels than ports they take turns: every channel, as evenly as possible",
    arguments: portCounts)
  func fewChannels(ports: Int) throws {
    for units in [1, 2, 3, 5, 10, 16] {
      for channels in 1...32 where channels < units * ports {
        let ranges = try ranges(units: units, ports: ports, channels: channels)
        #expect(ranges.allSatisfy { $0.count == 1 })
        let uses = (0..<channels).map { channel in ranges.filter { $0.contains(channel) }.count }
        let least = uses.min() ?? 0
        #expect(least > 0)
        #expect(uses.allSatisfy { $0 - least <= 1 })
      }
    }
  }

  @Test("A number of units that lowering refuses has no ranges", arguments: [Int.min, -1, Int.max])
  func absurd(units: Int) throws {
    let small = try SmallDesign("stream")
    var design = small.design
    design.computeUnits = units
    let assignment = ChannelAssignment(design: design, program: try small.program())
    #expect(assignment.ranges.isEmpty)
  }
}
