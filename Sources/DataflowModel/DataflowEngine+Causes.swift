extension DataflowEngine {
  /// What held up the next iteration of a process: the last of all it needs, and why that was late.
  mutating func startCause(_ index: Int) -> StallCause {
    var latest = processes[index].readyCycle
    var cause = StallCause.compute
    let pipeline = processes[index].pipelineCycle
    if pipeline > latest { (latest, cause) = (pipeline, processes[index].blockedBy) }
    for access in processes[index].plan.process.reads where processes[index].isActive(access) {
      let cycle = streams[access.stream].tokenCycle
      if cycle > latest { (latest, cause) = (cycle, streams[access.stream].tokenCause) }
    }
    for port in processes[index].plan.process.loads {
      let cycle = readPorts[port].beatCycle
      if cycle > latest { (latest, cause) = (cycle, readPorts[port].beatCause) }
    }
    return cause
  }

  /// What held back the oldest iteration of a process.
  mutating func leaveCause(_ index: Int, _ outputs: UInt64) -> StallCause {
    var latest = processes[index].leaveCycle
    var cause = StallCause.compute
    for (position, access) in processes[index].plan.process.writes.enumerated()
    where outputs >> UInt64(position) & 1 == 1 {
      let cycle = streams[access.stream].spaceCycle
      if cycle > latest { (latest, cause) = (cycle, streams[access.stream].spaceCause) }
    }
    for port in processes[index].plan.process.stores {
      let cycle = writePorts[port].spaceCycle
      if cycle > latest { (latest, cause) = (cycle, writePorts[port].spaceCause) }
    }
    return cause
  }

  /// What the cycles of the run were spent on, as the process saw it that worked most, and of
  /// equals the one that ended last: each start as late as its initiation interval demands is computing, what it is later than that has a cause,
  /// and what was before the first and after the last start is launch.
  var breakdown: StallBreakdown {
    func end(_ index: Int) -> Int {
      let stores = processes[index].plan.process.stores.map { writePorts[$0].lastAnswer }
      return max(processes[index].endCycle, stores.max() ?? 0)
    }
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      (processes[left].account[.compute], end(left))
        < (processes[right].account[.compute], end(right))
    }
    guard let busiest = processes.indices.max(by: isBefore) else {
      return StallBreakdown(.launch, cycles: endCycle)
    }
    var breakdown = processes[busiest].account.breakdown
    breakdown[.launch] += endCycle - breakdown.total
    return breakdown
  }
}
