/// Rows of different length, and reads at places that values name.
extension Interpreter {
  /// Takes the end of the next row when the last one is over.
  mutating func startRow(
    _ process: Process, _ frame: inout Frame<Element>
  ) throws(DesignError) {
    guard let division = process.division, frame.names[division.counter] == 0 else { return }
    guard let end = streams[division.ends]?.take()?.first?.count else {
      throw failure("the stream \(division.ends) is empty when a row begins")
    }
    guard end > frame.iteration else {
      throw failure("a row of \(process.name) ends at \(end), before turn \(frame.iteration)")
    }
    frame.counts[division.counter] = end - frame.iteration
  }

  /// Goes on in the row.
  func endTurn(of process: Process, _ frame: inout Frame<Element>) {
    guard let counter = process.division?.counter else { return }
    let next = (frame.names[counter] ?? 0) &+ 1
    frame.names[counter] = next == frame.counts[counter] ? 0 : next
  }

  /// The elements of a buffer with the numbers that the lanes of a vector hold.
  func lookUp(_ buffer: String, _ numbers: [Element]) throws(DesignError) -> [Element] {
    let words = buffers[buffer, default: []]
    let lanes = max(1, words.first?.count ?? 1)
    var found: [Element] = []
    for number in numbers {
      let place = Int(number.count)
      guard place < words.count * lanes else {
        throw failure("\(buffer) has \(words.count * lanes) elements, but a value names \(place)")
      }
      found.append(words[place / lanes][place % lanes])
    }
    return found
  }
}
