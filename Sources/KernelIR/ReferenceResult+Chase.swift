extension ReferenceResult {
  /// One sum per lane over the links that were read: the numbers of beats 1, 2, … of the chain,
  /// each plus the lane, from the definition of the chain and without any memory.
  func chase() -> [Element] {
    let visited = (1...max(1, run.beats)).map { design.isRandom ? scattered($0) : strided($0) }
    return (0..<design.lanes).map { lane in
      visited.reduce(.zero) {
        .sum($0, .element(counting: UInt32(truncatingIfNeeded: $1 + lane)))
      }
    }
  }

  private func strided(_ number: Int) -> Int {
    (number % run.workingSetBeats) * (run.strideBeats % run.workingSetBeats) % run.workingSetBeats
  }

  /// `number · linear + number² · square`, each product cut down before they are added.
  private func scattered(_ number: Int) -> Int {
    let set = run.workingSetBeats
    let square = number % set * (number % set) % set
    return (number % set * 2_654_435_761 + square * 2_246_822_506) % set
  }
}
