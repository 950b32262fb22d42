extension KernelProgram {
  /// The process with arithmetic that takes longest when nothing holds it up: one iteration per
  /// initiation interval.
  ///
  /// - Parameter sizes: Every size argument by name.
  /// - Returns: The process with its cycles in the whole run; `nil` when none computes.
  package func busiestProcess(
    sizes: [String: UInt32]
  ) -> (process: Process, cycles: Double)? {
    regions.flatMap { region -> [(process: Process, cycles: Double)] in
      var turns = 1.0
      if case .sequence(let loop, _) = region { turns = Double(loop.count.value(sizes)) }
      return region.processes.filter { $0.operationCount > 0 }.map { process in
        let iterations = process.loops.reduce(turns) { $0 * Double($1.count.value(sizes)) }
        return (process, iterations * Double(process.initiationInterval))
      }
    }.max { $0.cycles < $1.cycles }
  }
}

extension Process {
  /// Additions, subtractions and multiplications of one iteration, without chains.
  fileprivate var operationCount: Int {
    body.reduce(0) { count, statement in
      switch statement {
      case .array(_, let lanes, let expression, _):
        count + lanes.lanes * expression.operationCount
      case .map(_, let lanes, let expression): count + lanes * expression.operationCount
      default: count
      }
    }
  }
}
