import KernelIR

/// Compute units that share memory channels, directly or through others.
struct UnitGroup: Hashable {
  /// For each unit the channels of each port by name, numbered from 0 in order of appearance.
  let channelsOfPort: [[String: [Int]]]
  /// Number of channels of the group.
  let channels: Int

  /// One group of each kind: groups with the same pattern of sharing behave alike.
  /// Only units whose numbers are in `running` run; `nil`: all of them.
  static func distinct(
    design: DesignPoint, program: KernelProgram, running: [Int]? = nil
  ) -> [UnitGroup] {
    let all = ChannelAssignment(design: design, program: program).ranges
    let ranges = running.map { $0.filter(all.indices.contains).map { all[$0] } } ?? all
    var seen: Set<UnitGroup> = []
    return connected(ranges)
      .map { UnitGroup(units: $0.map { ranges[$0] }, ports: program.ports) }
      .filter { seen.insert($0).inserted }
  }

  private init(units: [[ClosedRange<Int>]], ports: [MemoryPort]) {
    var numbers: [Int: Int] = [:]
    channelsOfPort = units.map { ranges in
      var byName: [String: [Int]] = [:]
      for (port, range) in zip(ports, ranges) {
        byName[port.name] = range.map { channel in
          let number = numbers[channel] ?? numbers.count
          numbers[channel] = number
          return number
        }
      }
      return byName
    }
    channels = numbers.count
  }

  /// Units that are joined by channels, each group in unit order.
  private static func connected(_ ranges: [[ClosedRange<Int>]]) -> [[Int]] {
    var groups: [(units: [Int], channels: Set<Int>)] = []
    for (unit, ports) in ranges.enumerated() {
      let channels = Set(ports.flatMap { Array($0) })
      let joined = groups.filter { !$0.channels.isDisjoint(with: channels) }
      groups.removeAll { !$0.channels.isDisjoint(with: channels) }
      let units = joined.flatMap(\.units) + [unit]
      groups.append(
        (units.sorted(), joined.reduce(channels) { $0.union($1.channels) }))
    }
    return groups.map(\.units).sorted { $0[0] < $1[0] }
  }

  /// Whether some channel is read and written during the same region.
  func isMixed(_ program: KernelProgram) -> Bool {
    func reached(isWritten: Bool) -> Set<Int> {
      let ports = program.arrays.filter { $0.isWritten == isWritten }.map(\.port)
      return Set(channelsOfPort.flatMap { unit in ports.flatMap { unit[$0] ?? [] } })
    }
    return !reached(isWritten: false).isDisjoint(with: reached(isWritten: true))
  }
}
