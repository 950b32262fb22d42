/// For every part of a graph, the parts that must be asked again after it has acted.
struct PartNeighbours {
  /// One sorted list per part, in the engine's order of parts.
  let parts: [[Int]]

  init(_ graph: DataflowGraph) {
    let firstRead = graph.processes.count * 2
    let firstWrite = firstRead + graph.readPorts.count
    let firstChannel = firstWrite + graph.writePorts.count
    var result = Array(repeating: Set<Int>(), count: firstChannel + graph.channels.count)
    for (index, process) in graph.processes.enumerated() {
      let own = [index * 2, index * 2 + 1]
      let ports = process.loads.map { firstRead + $0 } + process.stores.map { firstWrite + $0 }
      let streams = Set((process.reads + process.writes).map(\.stream))
      let partners = graph.processes.indices.filter { other in
        let accesses = graph.processes[other].reads + graph.processes[other].writes
        return accesses.contains { streams.contains($0.stream) }
      }
      for part in own {
        result[part].formUnion(own + ports + partners.flatMap { [$0 * 2, $0 * 2 + 1] })
      }
      for port in ports { result[port].formUnion(own + [port]) }
    }
    for channel in graph.channels.indices {
      result[firstChannel + channel].insert(firstChannel + channel)
    }
    parts = result.map { $0.sorted() }
  }
}
