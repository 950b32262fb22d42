/// Which parts of an engine must be asked again after another one has acted, in its order of parts:
/// processes, read ports, write ports, channels.
struct PartNeighbours {
  /// For every part those that its acts can hurry or delay, itself included; a channel's answers
  /// concern ports besides.
  let parts: [[Int]]
  /// For each read port the process that takes its beats.
  let takers: [Int]

  init(_ graph: DataflowGraph) {
    let firstRead = graph.processes.count
    let firstWrite = firstRead + graph.readPorts.count
    let firstChannel = firstWrite + graph.writePorts.count
    var result = (0..<(firstChannel + graph.channels.count)).map { Set([$0]) }
    var takers = Array(repeating: 0, count: graph.readPorts.count)
    for (index, process) in graph.processes.enumerated() {
      for port in process.loads {
        result[index].insert(firstRead + port)
        takers[port] = index
      }
      for port in process.stores {
        result[index].insert(firstWrite + port)
        result[firstWrite + port].insert(index)
      }
      for (other, partner) in graph.processes.enumerated()
      where Self.areJoined(process.writes, partner.reads) {
        result[index].insert(other)
        result[other].insert(index)
      }
    }
    parts = result.map { $0.sorted() }
    self.takers = takers
  }

  private static func areJoined(
    _ writes: [TimedProcess.StreamAccess], _ reads: [TimedProcess.StreamAccess]
  ) -> Bool {
    let streams = Set(writes.map(\.stream))
    return reads.contains { streams.contains($0.stream) }
  }
}
