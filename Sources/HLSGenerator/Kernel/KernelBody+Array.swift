import KernelIR
import Specs

extension KernelBody {
  /// Prints a statement that is unrolled over several loops.
  ///
  /// A vector is a beat where it has as many lanes as one, else a plain array: `x_beat[i]` is an
  /// element of either.
  func writeArray(_ statement: Statement, _ writer: inout CodeWriter) {
    switch statement {
    case .gather(let buffer, let place, let into, let when):
      writer.line(declaration(of: into, lanes: place.lanes.lanes, isCleared: when != .always))
      writeLoops(place.lanes, &writer) { writer in
        let target = element(of: into, at: CIndex.text(Self.flat(place.lanes)), place.lanes.lanes)
        writer.line(guarded(when) + "\(target) = \(text(buffer, place));")
      }
    case .scatter(let buffer, let place, let value):
      writeLoops(place.lanes, &writer) { writer in
        let source = element(of: value, at: CIndex.text(Self.flat(place.lanes)), place.lanes.lanes)
        writeCopies(of: buffer, place, source, &writer)
      }
    case .join(let into, let values): writeJoin(into, values, &writer)
    case .array(let into, let lanes, let expression, let binding):
      writer.line(declaration(of: into, lanes: lanes.lanes, isCleared: false))
      writeLoops(lanes, &writer) { writer in
        var printer = KernelExpression(
          names: names, isBound: binding != nil, binding: binding, singles: singles)
        let text = printer.root(expression, to: &writer)
        let target = element(of: into, at: CIndex.text(Self.flat(lanes)), lanes.lanes)
        writer.line("\(target) = \(text);")
      }
    default: break
    }
  }

  /// The number of a lane from the counters of its loops.
  static func flat(_ loops: [LoopLevel]) -> IndexExpression {
    guard let first = loops.first else { return .constant(0) }
    return loops.dropFirst().reduce(.counter(first.counter)) { index, loop in
      index * loop.count + .counter(loop.counter)
    }
  }

  /// Wires only; every vector has as many lanes as a beat.
  private func writeJoin(_ into: String, _ values: [String], _ writer: inout CodeWriter) {
    writer.line(
      names.language.vector("\(into)_beat", lanes: values.count * names.lanes, isCleared: false))
    let lane = LoopLevel("lane", .constant(UInt32(clamping: names.lanes)))
    writeLoops(names.lanes > 1 ? [lane] : [], &writer) { writer in
      for (number, value) in values.enumerated() {
        let first = number * names.lanes
        let place = names.lanes > 1 ? (first > 0 ? "\(first) + lane" : "lane") : "\(first)"
        let target = names.language.lane(place, of: "\(into)_beat")
        writer.line("\(target) = \(element(of: value, at: "lane", names.lanes));")
      }
    }
  }

  /// Copies are written together, and read from the first one where places are known.
  private func text(_ buffer: String, _ place: LanePlace, copy: String = "0") -> String {
    let copies = names.program.buffers.first { $0.name == buffer }?.copies ?? 1
    return buffer + (copies > 1 ? "[\(copy)]" : "")
      + "[\(CIndex.text(place.word))][\(CIndex.text(place.bank))]"
  }

  private func writeCopies(
    of buffer: String, _ place: LanePlace, _ value: String, _ writer: inout CodeWriter
  ) {
    let copies = names.program.buffers.first { $0.name == buffer }?.copies ?? 1
    guard copies > 1 else { return writer.line("\(text(buffer, place)) = \(value);") }
    let head = "for (uint32_t copy = 0; copy < \(copies); ++copy) {"
    names.language.writeUnrolled(head, to: &writer) { writer in
      writer.line("\(text(buffer, place, copy: "copy")) = \(value);")
    }
  }

  private func element(of value: String, at index: String, _ lanes: Int) -> String {
    lanes > 1 ? names.language.lane(index, of: "\(value)_beat") : "\(value)_beat"
  }

  private func declaration(of value: String, lanes: Int, isCleared: Bool) -> String {
    if lanes == names.lanes || lanes == 1 {
      let type = names.beat(lanes)
      return isCleared
        ? names.language.cleared("\(value)_beat", type: type, isVector: lanes > 1)
        : "\(type) \(value)_beat;"
    }
    return names.language.vector("\(value)_beat", lanes: lanes, isCleared: isCleared)
  }

  private func writeLoops(
    _ loops: [LoopLevel], _ writer: inout CodeWriter, _ body: (inout CodeWriter) -> Void
  ) {
    guard let loop = loops.first else { return body(&writer) }
    let counter = loop.counter
    let head = "for (uint32_t \(counter) = 0; \(counter) < \(loop.turns); ++\(counter)) {"
    names.language.writeUnrolled(head, to: &writer) { writer in
      writeLoops(Array(loops.dropFirst()), &writer, body)
    }
  }
}
