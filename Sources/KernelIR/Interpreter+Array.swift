/// Accesses and arithmetic that are unrolled over several loops.
extension Interpreter {
  func gather(
    _ name: String, _ place: LanePlace, _ frame: Frame<Element>, _ when: Guard
  ) throws(DesignError) -> [Element] {
    let turns = frame.turns(of: place.lanes)
    guard frame.holds(when) else { return turns.map { _ in .zero } }
    var values: [Element] = []
    values.reserveCapacity(turns.count)
    for names in turns {
      let (word, bank) = try position(in: name, place, names)
      values.append(buffers[name, default: []][word][bank])
    }
    return values
  }

  mutating func scatter(
    _ values: [Element], to name: String, _ place: LanePlace, _ frame: Frame<Element>
  ) throws(DesignError) {
    let turns = frame.turns(of: place.lanes)
    guard values.count == turns.count else {
      throw failure("\(turns.count) lanes go to \(name), but the value has \(values.count)")
    }
    var banks: Set<Int> = []
    for (names, value) in zip(turns, values) {
      let (word, bank) = try position(in: name, place, names)
      guard banks.insert(bank).inserted else {
        throw failure("bank \(bank) of \(name) is written twice in one cycle")
      }
      buffers[name]?[word][bank] = value
    }
  }

  private func position(
    in name: String, _ place: LanePlace, _ names: [String: UInt32]
  ) throws(DesignError) -> (word: Int, bank: Int) {
    let (word, bank) = (Int(place.word.value(names)), Int(place.bank.value(names)))
    let words = buffers[name, default: []]
    guard words.indices.contains(word), words[word].indices.contains(bank) else {
      throw failure("word \(word) of bank \(bank) is outside the memory \(name)")
    }
    return (word, bank)
  }

  /// One lane of an array of operators, with the counters of its loops.
  func element(
    _ expression: LaneExpression, _ names: [String: UInt32], _ frame: Frame<Element>
  ) -> Element {
    func inner(_ expression: LaneExpression) -> Element { element(expression, names, frame) }
    switch expression {
    case .lane(let name, let index):
      let lanes = frame.value(name)
      let place = Int(index.value(names))
      return lanes.indices.contains(place) ? lanes[place] : .zero
    case .sum(let loop, let term):
      var names = names
      var total: Element?
      for turn in 0..<loop.count.value([:]) {
        names[loop.counter] = turn
        let next = element(term, names, frame)
        total = total.map { .sum($0, next) } ?? next
      }
      return total ?? .zero
    case .scalar(let name): return scalars[name] ?? .zero
    case .constant(let number): return .element(number)
    case .pattern(let index): return .element(counting: index.value(names))
    case .add(let left, let right): return .sum(inner(left), inner(right))
    case .subtract(let left, let right): return .difference(inner(left), inner(right))
    case .multiply(let left, let right): return .product(inner(left), inner(right))
    case .divide(let left, let right): return .quotient(inner(left), inner(right))
    case .minimum(let left, let right): return .smaller(inner(left), inner(right))
    case .maximum(let left, let right): return .larger(inner(left), inner(right))
    case .squareRoot(let operand): return .root(inner(operand))
    case .negate(let operand): return .negative(inner(operand))
    case .magnitude(let operand): return .magnitude(inner(operand))
    case .select(let ranges, let inside, let outside):
      return inner(ranges.allSatisfy { $0.holds(names) } ? inside : outside)
    case .value: return .zero  // Only where all lanes do the same.
    }
  }
}

extension Frame {
  /// Sizes and counters with those of unrolled loops, one element per turn, in order.
  func turns(of loops: [LoopLevel]) -> [[String: UInt32]] {
    loops.reduce([names]) { outer, loop in
      outer.flatMap { names in
        (0..<loop.count.value([:])).map { turn in
          var inner = names
          inner[loop.counter] = turn
          return inner
        }
      }
    }
  }
}
