import KernelIR

/// Rows of different length, and reads at places that values name.
extension KernelBody {
  /// Takes the end of the next row when the last one is over.
  func writeRowStart(_ writer: inout CodeWriter) {
    guard let division = process.division else { return }
    let end = names.rowEnd(of: division)
    guard let weave else {
      let text = names.language.read(division.ends)
      return writer.line("if (\(division.counter) == 0) \(end) = \(text);")
    }
    writer.block("if (\(division.counter) == 0) {") { writer in
      weave.writeToken(division.ends, to: &writer)
      writer.line("\(end) = \(division.ends);")
    }
  }

  /// Every lane reads the copy that it shares with one other lane.
  func writeLookUp(
    _ buffer: String, _ numbers: String, _ lanes: Int, _ into: String, _ writer: inout CodeWriter
  ) {
    let memory = names.program.buffers.first { $0.name == buffer }
    let (width, copies) = (memory?.lanes ?? 1, memory?.copies ?? 1)
    func place(_ number: String) -> String {
      width > 1 ? "[\(number) / \(width)][\(number) % \(width)]" : "[\(number)][0]"
    }
    guard lanes > 1 else {
      let first = buffer + (copies > 1 ? "[0]" : "")
      return writer.line("const element_t \(into)_beat = \(first)\(place("\(numbers)_beat"));")
    }
    writer.line("\(names.beat(lanes)) \(into)_beat;")
    let head = "for (uint32_t lane = 0; lane < \(lanes); ++lane) {"
    names.language.writeUnrolled(head, to: &writer) { writer in
      let number = names.language.lane("lane", of: "\(numbers)_beat")
      writer.line("const uint32_t number = \(number);")
      let copy = copies > 1 ? "[lane / 2]" : ""
      let target = names.language.lane("lane", of: "\(into)_beat")
      writer.line("\(target) = \(buffer)\(copy)\(place("number"));")
    }
  }
}

extension KernelNames {
  /// The variable that holds the end of the present row.
  func rowEnd(of division: RowDivision) -> String { "\(division.counter)_end" }

  /// The condition that a row is at its end, for guards that ask for the last value of its counter.
  func rowEnd(of process: Process, counter: String) -> String? {
    guard let division = process.division, division.counter == counter,
      let turn = process.loops.last?.counter
    else { return nil }
    return "\(turn) + 1 == \(rowEnd(of: division))"
  }

  /// Declares what a process keeps of the row that it is in.
  func writeRowState(of process: Process, to writer: inout CodeWriter) {
    guard let division = process.division else { return }
    writer.line("uint32_t \(division.counter) = 0;")
    writer.line("uint32_t \(rowEnd(of: division)) = 0;")
  }

  /// Goes on in the row.
  func writeRowAdvance(of process: Process, to writer: inout CodeWriter) {
    guard let counter = process.division?.counter,
      let atEnd = rowEnd(of: process, counter: counter)
    else { return }
    writer.line("\(counter) = \(atEnd) ? 0 : \(counter) + 1;")
  }
}

extension KernelProgram {
  /// Values of a process that have one element and are set as a whole.
  func singles(of process: Process) -> Set<String> {
    Set(
      (process.body + process.epilogue).compactMap { statement in
        switch statement {
        case .read(let stream, let into, _):
          streams.first { $0.name == stream }?.lanes == 1 ? into : nil
        case .load(let array, _, let into):
          arrays.first { $0.name == array }?.lanes == 1 ? into : nil
        case .gather(_, let place, let into, _): place.lanes.lanes == 1 ? into : nil
        case .array(let into, let lanes, _, _): lanes.lanes == 1 ? into : nil
        case .lookUp(_, _, let lanes, let into): lanes == 1 ? into : nil
        case .pick(_, _, _, let into): into
        default: nil
        }
      })
  }
}
