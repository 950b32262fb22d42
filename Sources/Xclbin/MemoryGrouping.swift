/// Groups of adjacent banks, which XRT allocates buffers in: made as `xclbinutil` makes them.
///
/// Where one argument of one compute unit reaches several used banks of DDR or HBM, and all of them
/// lie one behind the other in address order, the group topology gets a group as large as they
/// together, at the first one's address, with the name `MBG[` first `:` last `]`; the group
/// connectivity has one connection to it in place of theirs. Arguments whose groups are equal share
/// one. Every connection to a single bank stands as it was; all the connections to banks follow.
///
/// Source: what `xclbinutil` 2.13 (`createMemoryBankGrouping`) does.
package struct MemoryGrouping: Hashable, Sendable {
  /// The banks, then the groups.
  package private(set) var topology: MemoryTopology
  /// Connections to groups and single banks, then all to banks.
  package private(set) var connectivity: Connectivity

  /// Makes the groups.
  ///
  /// - Parameters:
  ///   - topology: The banks.
  ///   - connectivity: The connections; those to banks that there are not are left alone.
  package init(_ topology: MemoryTopology, _ connectivity: Connectivity) {
    self.topology = topology
    self.connectivity = Connectivity([])
    let banks = topology.banks
    func canBeGrouped(_ connection: MemoryConnection) -> Bool {
      guard banks.indices.contains(connection.memory) else { return false }
      let bank = banks[connection.memory]
      return bank.isUsed && bank.kind.canBeGrouped
    }
    self.connectivity.connections = connectivity.connections.filter { !canBeGrouped($0) }
    let candidates = connectivity.connections.filter(canBeGrouped)
    for ends in Self.arguments(candidates, banks) {
      add(ends)
    }
    self.connectivity.connections += connectivity.connections
  }

  /// The connections of each argument of each block, in the order of blocks and arguments, each
  /// argument's in the order of addresses.
  private static func arguments(
    _ connections: [MemoryConnection], _ banks: [MemoryBank]
  ) -> [[MemoryConnection]] {
    let sorted = connections.sorted { left, right in
      (left.block, left.argument, banks[left.memory].baseAddress)
        < (right.block, right.argument, banks[right.memory].baseAddress)
    }
    return sorted.reduce(into: []) { arguments, connection in
      if let last = arguments.last?.last, last.block == connection.block,
        last.argument == connection.argument
      {
        arguments[arguments.count - 1].append(connection)
      } else {
        arguments.append([connection])
      }
    }
  }

  /// Adds the connection of one argument to a group, or those to single banks.
  private mutating func add(_ connections: [MemoryConnection]) {
    guard connections.count > 1, let first = connections.first, let group = group(connections)
    else {
      connectivity.connections += connections
      return
    }
    let memory = topology.banks.firstIndex(of: group) ?? topology.banks.count
    if memory == topology.banks.count { topology.banks.append(group) }
    connectivity.connections.append(
      MemoryConnection(argument: first.argument, block: first.block, memory: memory))
  }

  /// The banks as one, or `nil` when they do not lie one behind the other.
  private func group(_ connections: [MemoryConnection]) -> MemoryBank? {
    guard let first = connections.first else { return nil }
    var group = topology.banks[first.memory]
    for connection in connections.dropFirst() {
      let bank = topology.banks[connection.memory]
      guard bank.baseAddress == group.baseAddress &+ (group.kibibytes &* 1024) else { return nil }
      group.kibibytes &+= bank.kibibytes
    }
    group.name = Self.name(connections.map(\.memory).sorted())
    return group
  }

  /// `MBG[0:3,8]`, cut to the 15 bytes of the field as `xclbinutil` cuts it.
  private static func name(_ memories: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for memory in memories {
      if let last = runs.last, memory == last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...memory
      } else {
        runs.append(memory...memory)
      }
    }
    let texts = runs.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)"
    }
    return String("MBG[\(texts.joined(separator: ","))]".prefix(15))
  }
}
