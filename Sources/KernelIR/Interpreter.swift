import Specs

/// Executes a program on arrays in memory: what the hardware would compute, without time.
///
/// Processes of a dataflow region run one after another with unbounded streams, as C simulation
/// does. Meant for small sizes: every value is looked up by name.
public struct Interpreter<Element: KernelElement> {
  /// The program.
  public let program: KernelProgram
  /// Contents of every array by name, in elements.
  public private(set) var arrays: [String: [Element]]
  private let sizes: [String: UInt32]
  private(set) var scalars: [String: Element] = [:]
  var streams: [String: TokenQueue<Element>] = [:]
  var buffers: [String: [[Element]]] = [:]
  /// For each delay line the word that is replaced next.
  private var oldest: [String: Int] = [:]
  /// Tiles that were filled and not yet taken, oldest first.
  private var tiles: [String: [[[Element]]]] = [:]
  private var sequence = RandomSequence()
  private var drawn: [UInt64] = []
  private let units: Int

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - program: What to run.
  ///   - sizes: Every size argument by name.
  ///   - arrays: Contents of every array of the program by name, in elements.
  ///   - units: Compute units that share a sequence of drawn numbers.
  public init(
    program: KernelProgram, sizes: [String: UInt32], arrays: [String: [Element]], units: Int = 1
  ) {
    self.program = program
    self.units = max(1, units)
    self.sizes = sizes
    self.arrays = arrays
    for scalar in program.scalars {
      scalars[scalar.name] = scalar.element(for: program.elementType)
    }
    for stream in program.streams { streams[stream.name] = TokenQueue() }
    for buffer in program.buffers { buffers[buffer.name] = Self.words(of: buffer) }
  }

  /// Runs all regions.
  ///
  /// - Throws: ``DesignError`` when the program reads an empty stream, leaves an array or a buffer,
  ///   or writes a value of another width: a bug of the lowering, found before it reaches hardware.
  public mutating func run() throws(DesignError) {
    for phase in program.body { try run(phase, counters: [:]) }
    if let left = program.streams.first(where: { streams[$0.name]?.isEmpty == false }) {
      throw failure("the stream \(left.name) still holds tokens after the last process")
    }
    if let left = program.buffers.first(where: { tiles[$0.name]?.isEmpty == false }) {
      throw failure("tiles of \(left.name) are left after the last process")
    }
  }

  private mutating func run(
    _ phase: Phase, counters: [String: UInt32]
  ) throws(DesignError) {
    switch phase {
    case .loop(let loop, let phases):
      for turn in 0..<loop.count.value(sizes) {
        var inner = counters
        inner[loop.counter] = turn
        for phase in phases { try run(phase, counters: inner) }
      }
    case .region(.dataflow(let processes)):
      for process in processes { try run(process, counters: counters) }
    case .region(.sequence(let loop, let processes)):
      for turn in 0..<loop.count.value(sizes) {
        var inner = counters
        inner[loop.counter] = turn
        for process in processes { try run(process, counters: inner) }
      }
    }
  }

  private mutating func run(
    _ process: Process, counters: [String: UInt32]
  ) throws(DesignError) {
    var frame = Frame<Element>(names: sizes.merging(counters) { _, counter in counter })
    if let division = process.division { frame.names[division.counter] = 0 }
    try run(process, level: 0, &frame)
    if let division = process.division, frame.names[division.counter] != 0 {
      throw failure("the last row of \(process.name) is not at its end")
    }
    for statement in process.epilogue { try step(statement, &frame) }
  }

  private mutating func run(
    _ process: Process, level: Int, _ frame: inout Frame<Element>
  ) throws(DesignError) {
    guard level < process.loops.count else {
      try startRow(process, &frame)
      for statement in process.body { try step(statement, &frame) }
      return endTurn(of: process, &frame)
    }
    let loop = process.loops[level]
    let isKept = process.runsPerDrawn && level == process.loops.count - 1
    let count = isKept ? UInt32(drawn.count) : loop.count.value(sizes)
    frame.counts[loop.counter] = count
    for turn in 0..<count {
      frame.names[loop.counter] = turn
      try takeTiles(process, loop)
      frame.iteration = turn
      try run(process, level: level + 1, &frame)
      giveTiles(process, loop)
    }
  }

  /// A process that fills tiles starts with an empty one, its partner with the oldest full one.
  private mutating func takeTiles(_ process: Process, _ loop: LoopLevel) throws(DesignError) {
    for buffer in program.buffers where buffer.handover == loop.counter {
      if process.fills(buffer) {
        buffers[buffer.name] = Self.words(of: buffer)
      } else if process.empties(buffer) {
        guard let oldest = tiles[buffer.name]?.first else {
          throw failure("no tile of \(buffer.name) is full when it is taken")
        }
        buffers[buffer.name] = oldest
        tiles[buffer.name]?.removeFirst()
      }
    }
  }

  private mutating func giveTiles(_ process: Process, _ loop: LoopLevel) {
    for buffer in program.buffers where buffer.handover == loop.counter && process.fills(buffer) {
      tiles[buffer.name, default: []].append(buffers[buffer.name] ?? [])
    }
  }

  private static func words(of buffer: Buffer) -> [[Element]] {
    (0..<buffer.depth).map { word in
      guard let table = buffer.table else {
        return [Element](repeating: .zero, count: buffer.lanes)
      }
      return table.dropFirst(word * buffer.lanes).prefix(buffer.lanes).map { .element($0) }
    }
  }

  private mutating func step(
    _ statement: Statement, _ frame: inout Frame<Element>
  ) throws(DesignError) {
    switch statement {
    case .read(let stream, let into, let when):
      guard frame.holds(when) else { return }
      guard let token = streams[stream]?.take() else {
        throw failure("the stream \(stream) is empty when it is read")
      }
      frame.values[into] = token
    case .write(let stream, let value, let when):
      if frame.holds(when) { streams[stream]?.put(frame.value(value)) }
    case .load(let array, let index, let into):
      frame.values[into] = try beat(of: array, index.value(frame.names))
    case .follow(let array, let pointer, let mask, let place, let into):
      let found = (frame.value(pointer).first?.count ?? 0) & mask.value(frame.names)
      guard found == place.value(frame.names) else {
        throw failure("\(array) leads to beat \(found), its layout to \(place.value(frame.names))")
      }
      frame.values[into] = try beat(of: array, found)
    case .draw:
      if frame.isFirst { drawn = [] }
      let number = sequence.next()
      if parts(of: program.drawnArray).isOwn(number) { drawn.append(number) }
    case .loadDrawn(let array, _, let into):
      let place = try drawnPlace(array, frame)
      var beat = try beat(of: array, place.beat)
      beat[place.lane] = beat[place.lane].changed(by: place.number)
      frame.values[into] = beat
    case .storeDrawn(let array, _, let value):
      try store(frame.value(value), in: array, drawnPlace(array, frame).beat)
    case .store(let array, let index, let value):
      try store(frame.value(value), in: array, index.value(frame.names))
    case .fetch, .keep, .pick:
      try stepBuffer(statement, &frame)
    case .gather(let buffer, let place, let into, let when):
      frame.values[into] = try gather(buffer, place, frame, when)
    case .lookUp(let buffer, let numbers, _, let into):
      frame.values[into] = try lookUp(buffer, frame.value(numbers))
    case .scatter(let buffer, let place, let value):
      try scatter(frame.value(value), to: buffer, place, frame)
    case .delay(let buffer, let value, let into):
      frame.values[into] = try delayed(frame.value(value), by: buffer)
    case .join(let into, let values):
      frame.values[into] = values.flatMap { frame.value($0) }
    case .array(let into, let lanes, let expression, _):
      frame.values[into] = frame.turns(of: lanes).map { element(expression, $0, frame) }
    case .map(let into, let lanes, let expression):
      frame.values[into] = evaluate(expression, lanes, frame)
    case .chain(let into, let from, let chain):
      frame.values[into] = frame.value(from).map { run(chain, $0, frame) }
    }
  }

  private func parts(of array: MemoryArray?) -> DrawnNumbers {
    DrawnNumbers(
      mask: sizes["mask"] ?? 0, lanes: array?.lanes ?? 1, units: units, unit: sizes["unit"] ?? 0)
  }

  private func drawnPlace(
    _ name: String, _ frame: Frame<Element>
  ) throws(DesignError) -> (beat: UInt32, lane: Int, number: UInt64) {
    let slot = Int(frame.iteration)
    guard drawn.indices.contains(slot) else {
      throw failure("slot \(slot) is outside the \(drawn.count) numbers that were kept")
    }
    let (beat, lane) = parts(of: program.arrays.first { $0.name == name }).place(of: drawn[slot])
    return (beat, lane, drawn[slot])
  }

  private mutating func stepBuffer(
    _ statement: Statement, _ frame: inout Frame<Element>
  ) throws(DesignError) {
    switch statement {
    case .fetch(let buffer, let index, let into, let when):
      guard frame.holds(when) else { return }
      frame.values[into] = try word(of: buffer, index.value(frame.names))
    case .keep(let buffer, let index, let value):
      let index = index.value(frame.names)
      let lanes = try word(of: buffer, index).count
      guard frame.value(value).count == lanes else {
        throw failure("a word of \(buffer) has \(lanes) banks, but \(value) does not")
      }
      buffers[buffer]?[Int(index)] = frame.value(value)
    case .pick(let buffer, let index, let bank, let into):
      let banks = try word(of: buffer, index.value(frame.names))
      let bank = Int(bank.value(frame.names))
      guard banks.indices.contains(bank) else {
        throw failure("bank \(bank) of \(buffer) is outside its \(banks.count) banks")
      }
      frame.values[into] = [banks[bank]]
    default: break
    }
  }

  private mutating func delayed(
    _ value: [Element], by buffer: String
  ) throws(DesignError) -> [Element] {
    let place = oldest[buffer] ?? 0
    let word = try word(of: buffer, UInt32(place))
    guard value.count == word.count else {
      throw failure("a word of \(buffer) has \(word.count) lanes, found \(value.count)")
    }
    buffers[buffer]?[place] = value
    oldest[buffer] = (place + 1) % (buffers[buffer]?.count ?? 1)
    return word
  }

  private func word(of buffer: String, _ index: UInt32) throws(DesignError) -> [Element] {
    let words = buffers[buffer, default: []]
    guard words.indices.contains(Int(index)) else {
      throw failure("word \(index) of \(buffer) is outside its \(words.count) words")
    }
    return words[Int(index)]
  }

  private func evaluate(
    _ expression: LaneExpression, _ lanes: Int, _ frame: Frame<Element>
  ) -> [Element] {
    func lanewise(
      _ left: LaneExpression, _ right: LaneExpression, _ operation: (Element, Element) -> Element
    ) -> [Element] {
      let (a, b) = (evaluate(left, lanes, frame), evaluate(right, lanes, frame))
      return zip(a, b).map(operation)
    }
    switch expression {
    case .lane, .sum: return []  // Only in arrays of operators.
    case .value(let name): return frame.value(name)
    case .scalar(let name): return Array(repeating: scalars[name] ?? .zero, count: lanes)
    case .constant(let number): return Array(repeating: .element(number), count: lanes)
    case .pattern(let index):
      let first = index.value(frame.names) &* UInt32(lanes)
      return (0..<UInt32(lanes)).map { .element(counting: first &+ $0) }
    case .add(let left, let right): return lanewise(left, right, Element.sum)
    case .subtract(let left, let right): return lanewise(left, right, Element.difference)
    case .multiply(let left, let right): return lanewise(left, right, Element.product)
    case .divide(let left, let right): return lanewise(left, right, Element.quotient)
    case .minimum(let left, let right): return lanewise(left, right, Element.smaller)
    case .maximum(let left, let right): return lanewise(left, right, Element.larger)
    case .squareRoot(let inner): return evaluate(inner, lanes, frame).map(Element.root)
    case .negate(let inner): return evaluate(inner, lanes, frame).map(Element.negative)
    case .magnitude(let inner): return evaluate(inner, lanes, frame).map(Element.magnitude)
    case .select(let ranges, let inside, let outside):
      let holds = ranges.allSatisfy { $0.holds(frame.names) }
      return evaluate(holds ? inside : outside, lanes, frame)
    }
  }

  private func run(_ chain: OperatorChain, _ input: Element, _ frame: Frame<Element>) -> Element {
    let a = scalars[chain.coefficients.first ?? ""] ?? .zero
    let b = scalars[chain.coefficients.last ?? ""] ?? .zero
    let pass = frame.names[chain.passCounter] ?? 0
    let tap = chain.taps[Int(frame.names[chain.tapSize] ?? 0) % chain.taps.count]
    var x = input
    for stage in 0..<tap {
      let coefficient = (UInt32(stage) &+ pass) % 2 == 0 ? a : b
      switch chain.operation {
      case .fma: x = .sum(.product(x, a), b)
      case .add: x = .sum(x, coefficient)
      case .mul: x = .product(x, coefficient)
      }
    }
    return x
  }

  private func beat(of array: String, _ index: UInt32) throws(DesignError) -> [Element] {
    let range = try elements(of: array, index)
    return Array(arrays[array, default: []][range])
  }

  private mutating func store(
    _ value: [Element], in array: String, _ index: UInt32
  ) throws(DesignError) {
    let range = try elements(of: array, index)
    guard value.count == range.count else {
      throw failure("a beat of \(array) has \(range.count) lanes, found \(value.count)")
    }
    arrays[array]?.replaceSubrange(range, with: value)
  }

  private func elements(of name: String, _ index: UInt32) throws(DesignError) -> Range<Int> {
    let lanes = program.arrays.first { $0.name == name }?.lanes ?? 1
    let count = arrays[name]?.count ?? 0
    let start = Int(index) * lanes
    guard start + lanes <= count else {
      throw failure("beat \(index) of array \(name) is outside its \(count) elements")
    }
    return start..<(start + lanes)
  }

  func failure(_ reason: String) -> DesignError {
    DesignError(subject: "running \(program.name)", reasons: [reason])
  }
}

/// Counters and values of one process.
struct Frame<Element: KernelElement> {
  var names: [String: UInt32]
  var counts: [String: UInt32] = [:]
  /// The turn of the innermost loop.
  var iteration: UInt32 = 0
  var values: [String: [Element]] = [:]

  init(names: [String: UInt32]) { self.names = names }

  var isFirst: Bool { iteration == 0 }

  func value(_ name: String) -> [Element] { values[name] ?? [] }

  func holds(_ when: Guard) -> Bool {
    switch when {
    case .always: true
    case .first(let counter): names[counter] == 0
    case .notFirst(let counter): names[counter] != 0
    case .last(let counter): (names[counter] ?? 0) &+ 1 == counts[counter]
    case .notFirstOf(let counters): counters.contains { names[$0] != 0 }
    case .before(let counter, let end): (names[counter] ?? 0) < end.value(names)
    case .from(let counter, let start): (names[counter] ?? 0) >= start.value(names)
    }
  }
}

/// An unbounded FIFO.
struct TokenQueue<Element: KernelElement> {
  private var tokens: [[Element]] = []
  private var head = 0

  var isEmpty: Bool { head == tokens.count }

  mutating func put(_ token: [Element]) { tokens.append(token) }

  mutating func take() -> [Element]? {
    guard head < tokens.count else { return nil }
    head += 1
    return tokens[head - 1]
  }
}
