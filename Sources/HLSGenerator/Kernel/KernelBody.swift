import KernelIR
import Specs

/// Prints the statements of one iteration of a process.
///
/// A beat is a variable `<value>_beat`; inside a lane loop the value itself is one element.
struct KernelBody {
  let names: KernelNames
  let process: Process
  /// What stands for streams where processes do not run side by side.
  let weave: WovenRegion?
  /// Values that are set by beat statements so far.
  private var beats: Set<String> = []
  /// Names of values of one element that are plain variables.
  let singles: Set<String>

  init(names: KernelNames, process: Process, weave: WovenRegion? = nil) {
    self.names = names
    self.process = process
    self.weave = weave
    singles = names.program.singles(of: process)
  }

  /// Prints statements; the epilogue is printed with a body of its own.
  mutating func write(_ statements: [Statement], to writer: inout CodeWriter) {
    if statements == process.body { writeRowStart(&writer) }
    let parts = LaneGroup.parts(of: statements)
    let stored = Set(statements.flatMap(\.beatOperands))
    for part in parts {
      switch part {
      case .beat(let statement): writeBeat(statement, &writer)
      case .lanes(let group): writeGroup(group, stored: stored, &writer)
      }
    }
  }

  private mutating func writeBeat(_ statement: Statement, _ writer: inout CodeWriter) {
    switch statement {
    case .read(let stream, let into, let when):
      if let weave {
        writeWovenRead(weave, stream, into, when, &writer)
      } else {
        writeRead(stream, into, when, &writer)
      }
    case .write(let stream, let value, let when):
      if let weave { return writeWovenWrite(weave, stream, value, when, &writer) }
      writer.line(guarded(when) + names.language.write("\(value)_beat", to: stream) + ";")
    case .load(let array, let index, let into):
      let lanes = names.program.arrays.first { $0.name == array }?.lanes ?? 1
      let address = CIndex.address(index, names.language)
      names.language.writeLoad(access(array, address, into, lanes), to: &writer)
    case .follow(let array, let pointer, let mask, _, let into):
      let lanes = names.program.arrays.first { $0.name == array }?.lanes ?? 1
      let first = lanes > 1 ? names.language.lane("0", of: "\(pointer)_beat") : "\(pointer)_beat"
      let address = "\(names.language.cast(first, to: "uint32_t")) & \(CIndex.text(mask))"
      names.language.writeLoad(access(array, address, into, lanes), to: &writer)
    case .draw, .loadDrawn, .storeDrawn: writeDrawn(statement, &writer)
    case .store(let array, let index, let value):
      let lanes = names.program.arrays.first { $0.name == array }?.lanes ?? 1
      let address = CIndex.address(index, names.language)
      names.language.writeStore(access(array, address, value, lanes), to: &writer)
    case .pick(let buffer, let index, let bank, let into):
      let place = "\(buffer)[\(CIndex.text(index))][\(CIndex.text(bank))]"
      writer.line("const element_t \(into)_beat = \(place);")
    case .gather, .scatter, .join, .array: writeArray(statement, &writer)
    case .lookUp(let buffer, let numbers, let lanes, let into):
      writeLookUp(buffer, numbers, lanes, into, &writer)
    case .fetch, .keep, .delay, .map, .chain: break
    }
    if let result = statement.beatResult { beats.insert(result) }
  }

  private func writeRead(
    _ name: String, _ value: String, _ when: Guard, _ writer: inout CodeWriter
  ) {
    let stream = names.program.streams.first { $0.name == name }
    let type = stream.map(names.beat) ?? names.beat(1)
    let text = names.language.read(name)
    if when == .always {
      writer.line("const \(type) \(value)_beat = \(text);")
    } else {
      let isVector = stream.map { $0.lanes > 1 } ?? false
      writer.line(names.language.cleared("\(value)_beat", type: type, isVector: isVector))
      writer.line(guarded(when) + "\(value)_beat = \(text);")
    }
  }

  func access(
    _ array: String, _ address: String, _ value: String, _ lanes: Int
  ) -> BeatAccess {
    let declared = names.program.arrays.first { $0.name == array }
    return BeatAccess(
      array: array, address: address, value: "\(value)_beat",
      type: declared.map(names.beat) ?? names.beat(lanes), lanes: lanes,
      words: declared.map(names.program.portWords) ?? 1, word: declared.map(names.word) ?? "")
  }

  /// `if (pass == 0) `, or nothing.
  func guarded(_ when: Guard) -> String {
    switch when {
    case .always: return ""
    case .first(let counter): return "if (\(counter) == 0) "
    case .notFirst(let counter): return "if (\(counter) != 0) "
    case .last(let counter):
      if let atEnd = names.rowEnd(of: process, counter: counter) { return "if (\(atEnd)) " }
      let count = process.loops.first { $0.counter == counter }?.count ?? .constant(1)
      let text = CIndex.text(count)
      return "if (\(counter) + 1 == \(text)) "
    case .notFirstOf(let counters):
      return "if (" + counters.map { "\($0) != 0" }.joined(separator: " || ") + ") "
    case .before(let counter, let end): return "if (\(counter) < \(CIndex.compared(end))) "
    case .from(let counter, let start): return "if (\(counter) >= \(CIndex.compared(start))) "
    }
  }
}

extension KernelBody {
  private mutating func writeGroup(
    _ group: LaneGroup, stored: Set<String>, _ writer: inout CodeWriter
  ) {
    let results = group.results.intersection(stored)
    for statement in group.statements {
      if case .chain(_, _, let chain) = statement {
        names.writeCoefficients(chain, to: &writer)
      }
    }
    for name in results.subtracting(beats).sorted() {
      writer.line("\(names.beat(names.lanes)) \(name)_beat;")
    }
    let known = beats
    if names.lanes > 1 {
      let head = "for (uint32_t lane = 0; lane < LANES; ++lane) {"
      names.language.writeUnrolled(head, to: &writer) { writer in
        writeLane(group, known, results, &writer)
      }
    } else if weave != nil {
      // Values would hide arrays of the same name from the processes that run inside of this one.
      writer.block("{") { writer in writeLane(group, known, results, &writer) }
    } else {
      writeLane(group, known, results, &writer)
    }
    beats.formUnion(results)
  }

  private func writeLane(
    _ group: LaneGroup, _ known: Set<String>, _ results: Set<String>,
    _ writer: inout CodeWriter
  ) {
    func lane(_ name: String) -> String {
      names.lanes > 1 ? names.language.lane("lane", of: "\(name)_beat") : "\(name)_beat"
    }
    for name in group.inputs(among: known) {
      let constant = group.isReassigned(name) ? "" : "const "
      writer.line("\(constant)element_t \(name) = \(lane(name));")
    }
    for statement in group.statements { writeLane(statement, known, &writer) }
    for name in results.sorted() { writer.line("\(lane(name)) = \(name);") }
  }

  private func writeLane(
    _ statement: Statement, _ known: Set<String>, _ writer: inout CodeWriter
  ) {
    let bank = names.lanes > 1 ? "lane" : "0"
    switch statement {
    case .fetch(let buffer, let index, let into, let when):
      let place = "\(buffer)[\(CIndex.text(index))][\(bank)]"
      if when == .always {
        writer.line("const element_t \(into) = \(place);")
      } else {
        if !known.contains(into) {
          writer.line(names.language.cleared(into, type: "element_t", isVector: false))
        }
        writer.line(guarded(when) + "\(into) = \(place);")
      }
    case .keep(let buffer, let index, let value):
      writer.line("\(buffer)[\(CIndex.text(index))][\(bank)] = \(value);")
    case .delay(let buffer, let value, let into):
      let place = "\(buffer)[\(names.delayPlace(buffer))][\(bank)]"
      writer.line("const element_t \(into) = \(place);")
      writer.line("\(place) = \(value);")
    case .map(let into, _, let expression): writeMap(into, expression, &writer)
    case .chain(let into, let from, let chain):
      writer.line("const element_t \(into) = \(names.call(chain, on: from));")
    case .read, .write, .load, .follow, .draw, .loadDrawn, .storeDrawn, .store, .pick, .lookUp,
      .gather, .scatter, .join, .array:
      break
    }
  }

  /// Kernels of expressions bind every operator, as the resource estimate counts them;
  /// sums in registers must close their loop in one cycle and are left to the tool.
  private func writeMap(
    _ into: String, _ expression: LaneExpression, _ writer: inout CodeWriter
  ) {
    let isBound = [.elementwise, .recurrence, .reduction].contains(names.design.kernel.structure)
    let maps = process.body.filter { if case .map = $0 { true } else { false } }
    var printer = KernelExpression(
      names: names, isBound: isBound, prefix: maps.count > 1 ? "\(into)_" : "")
    let text = printer.root(expression, to: &writer)
    writer.line("const element_t \(into) = \(text);")
  }
}
