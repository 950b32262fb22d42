import KernelIR
import Specs

/// What a process does, in a sentence made from its statements.
struct ProcessComment {
  let names: KernelNames
  let process: Process
  /// Whether iterations overlap, so that their pace is known.
  var isPipelined = true

  var text: String {
    let steps = process.body.compactMap(phrase)
    guard isPipelined else {
      let all = steps + process.epilogue.compactMap(phrase).map { "in the end \($0)" }
      let text = all.joined(separator: "; ")
      return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
    let pace =
      process.isChained
      ? "One after another, each when the load before has been answered"
      : process.initiationInterval == 1
        ? "Every cycle" : "Every \(process.initiationInterval) cycles"
    let last = process.epilogue.compactMap(phrase)
    return "\(pace): \(steps.joined(separator: "; "))."
      + (last.isEmpty ? "" : " In the end: \(last.joined(separator: "; ")).") + burstNote
  }

  private func phrase(_ statement: Statement) -> String? {
    switch statement {
    case .read(let stream, let into, let when):
      "takes \(into)_beat from the stream \(stream)" + condition(when)
    case .write(let stream, let value, let when):
      "puts \(value)_beat into the stream \(stream)" + condition(when)
    case .load(let array, _, let into): "loads \(into)_beat from \(array)"
    case .follow(let array, let pointer, _, _, let into):
      "loads \(into)_beat from \(array), where \(pointer)_beat says"
    case .draw: "draws the next number of the sequence and keeps it if its place is the unit's own"
    case .loadDrawn(let array, _, let into):
      "loads \(into)_beat from the place of a kept number in \(array) and adds the number modulo 2"
    case .storeDrawn(let array, _, let value):
      "stores \(value)_beat to the place of a kept number in \(array)"
    case .store(let array, _, let value): "stores \(value)_beat to \(array)"
    case .fetch(let buffer, _, let into, let when):
      "reads \(into) from the memory \(buffer)" + condition(when)
    case .keep(let buffer, _, let value): "writes \(value) to the memory \(buffer)"
    case .pick(let buffer, _, _, let into):
      "reads \(into)_beat from one place of the memory \(buffer)"
    case .gather(let buffer, let place, let into, let when):
      "reads \(place.lanes.lanes) elements of the memory \(buffer) as \(into)" + condition(when)
    case .lookUp(let buffer, let numbers, let lanes, let into):
      "looks up \(lanes) elements of the memory \(buffer), where \(numbers)_beat says, as \(into)"
    case .scatter(let buffer, let place, let value):
      "writes \(value) to \(place.lanes.lanes) places of the memory \(buffer)"
    case .delay(let buffer, let value, let into):
      "takes \(into) from the delay line \(buffer) and puts \(value) in"
    case .join(let into, let values): "lays \(values.count) beats side by side as \(into)"
    case .array(let into, let lanes, _, _): "computes \(lanes.lanes) elements of \(into)"
    case .map(let into, _, _): "computes every lane of \(into)"
    case .chain(let into, let from, let chain):
      "runs every lane of \(from) through \(chain.length) operator"
        + (chain.length == 1 ? "" : "s") + " to give \(into)"
    }
  }

  private func condition(_ when: Guard) -> String {
    switch when {
    case .always: ""
    case .first(let counter): " in the first \(counter)"
    case .notFirst(let counter): " in every later \(counter)"
    case .last(let counter): " in the last \(counter)"
    case .before(let counter, let end): " while \(counter) < \(CIndex.text(end))"
    case .from(let counter, let start): " from \(counter) \(CIndex.text(start)) on"
    case .notFirstOf(let counters):
      " unless " + counters.joined(separator: ", ") + (counters.count > 1 ? " are 0" : " is 0")
    }
  }

  /// Addresses that the tool cannot see through are no bursts (UG1448, 214-229 and 214-230).
  private var burstNote: String {
    let isComputed = process.body.contains { statement in
      switch statement {
      case .load(_, let index, _), .store(_, let index, _): !CIndex.isPlain(index)
      default: false
      }
    }
    return isComputed
      ? "\nThe address is computed, so the port requests single beats; requests overlap as far "
        + "as the outstanding count allows." : ""
  }
}
