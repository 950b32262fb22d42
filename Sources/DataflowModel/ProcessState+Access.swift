extension ProcessState {
  /// The earliest cycle in which the next iteration can start; `never` when there is none, or while
  /// what it needs has no known time.
  mutating func startCycle(_ streams: [StreamState], _ ports: [ReadPort]) -> Int {
    guard hasNext else { return Cycle.never }
    var cycle = pipelineCycle
    for access in 0..<plan.process.reads.count {
      guard !plan.isGuarded || isActive(plan.process.reads[access]) else { continue }
      cycle = max(cycle, streams[plan.process.reads[access].stream].tokenCycle)
    }
    for load in 0..<plan.process.loads.count {
      cycle = max(cycle, ports[plan.process.loads[load]].beatCycle)
    }
    return cycle
  }

  /// The earliest cycle in which the oldest iteration can leave; `never` when there is none, or
  /// while its room has no known time.
  mutating func leaveCycle(_ streams: [StreamState], _ ports: [WritePort]) -> Int {
    var cycle = leaveCycle
    guard cycle < Cycle.never else { return cycle }
    let outputs = leavingOutputs
    for access in 0..<plan.process.writes.count where outputs >> UInt64(access) & 1 == 1 {
      cycle = max(cycle, streams[plan.process.writes[access].stream].spaceCycle)
    }
    for store in 0..<plan.process.stores.count {
      cycle = max(cycle, ports[plan.process.stores[store]].spaceCycle)
    }
    return cycle
  }
}
