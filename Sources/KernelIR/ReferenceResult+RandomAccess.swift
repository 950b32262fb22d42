extension ReferenceResult {
  /// The table afterwards, chunk by chunk: of the numbers of a chunk whose places lie in one beat
  /// only the last one takes effect, because the beats of a chunk are all loaded before any is
  /// stored. HPCC allows such losses up to 1 % of the table.
  func updatedTable() -> [Element] {
    let lanes = design.lanes
    let part = run.workingSetBeats * lanes
    var table: [Element] = (0..<part).map {
      TestData.element($0, array: 0, type: design.elementType)
    }
    var number: Int64 = 1
    for _ in 0..<(run.beats / max(1, design.tileBeats)) {
      var last: [Int: Int64] = [:]
      for _ in 0..<design.tileBeats {
        number = number &* 2 ^ (number < 0 ? 7 : 0)
        let place = Int(truncatingIfNeeded: number) & (part * design.computeUnits - 1)
        guard (run.unit * part..<(run.unit + 1) * part).contains(place) else { continue }
        last[(place - run.unit * part) / lanes] = number
      }
      for (beat, number) in last {
        let index = beat * lanes + Int(truncatingIfNeeded: number) & (lanes - 1)
        table[index] = table[index].changed(by: UInt64(bitPattern: number))
      }
    }
    return table
  }
}
