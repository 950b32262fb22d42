/// In which iterations a statement takes place.
public enum Guard: Hashable, Sendable {
  /// In every one.
  case always
  /// Where the counter is 0.
  case first(String)
  /// Where the counter is not 0.
  case notFirst(String)
  /// Where the counter has its largest value.
  case last(String)
  /// Where at least one of the counters is not 0; for accesses to buffers only.
  case notFirstOf([String])
  /// Where the counter is below a number made of sizes.
  case before(String, IndexExpression)
  /// Where the counter has reached a number made of sizes.
  case from(String, IndexExpression)
}

extension Guard {
  /// The counter that the guard asks for its first or its last value.
  var counter: String? {
    switch self {
    case .first(let counter), .notFirst(let counter), .last(let counter): counter
    case .always, .notFirstOf, .before, .from: nil
    }
  }
}

/// One step of an iteration. Values are names of vectors that a step before has set.
public enum Statement: Hashable, Sendable {
  /// Takes a token from a stream.
  case read(stream: String, into: String, when: Guard)
  /// Puts a token into a stream.
  case write(stream: String, value: String, when: Guard)
  /// Loads one beat from an array.
  case load(array: String, index: IndexExpression, into: String)
  /// Loads the beat whose number, modulo `mask + 1`, lane 0 of `pointer` holds; `place` is that
  /// number as the contents of memory are laid out, for models that do not follow values.
  case follow(
    array: String, pointer: String, mask: IndexExpression, place: IndexExpression, into: String)
  /// Draws the next number of ``RandomSequence`` and keeps it if its place is the unit's own; the
  /// numbers of a run of the process before are forgotten in the first iteration.
  case draw
  /// Loads the beat of the kept number of this iteration, with the number added modulo 2 to its
  /// lane; `place` is a beat as likely, for models that do not draw.
  case loadDrawn(array: String, place: IndexExpression, into: String)
  /// Stores the beat of the kept number of this iteration.
  case storeDrawn(array: String, place: IndexExpression, value: String)
  /// Stores one beat to an array.
  case store(array: String, index: IndexExpression, value: String)
  /// Reads one word of every bank of a buffer.
  case fetch(buffer: String, index: IndexExpression, into: String, when: Guard)
  /// Writes one word of every bank of a buffer.
  case keep(buffer: String, index: IndexExpression, value: String)
  /// Reads one word of one bank of a buffer.
  case pick(buffer: String, index: IndexExpression, bank: IndexExpression, into: String)
  /// Reads for every lane of a vector of numbers the element of a buffer with that number, counted
  /// word by word; two lanes share one of the ``Buffer/copies``.
  case lookUp(buffer: String, numbers: String, lanes: Int, into: String)
  /// Reads one element of a buffer per turn of unrolled loops; zeros where the guard does not hold.
  case gather(buffer: String, place: LanePlace, into: String, when: Guard)
  /// Writes one element of a buffer per turn of unrolled loops, from the lanes of a vector.
  case scatter(buffer: String, place: LanePlace, value: String)
  /// Puts a vector into a buffer that is a delay line and takes out the one that was put in as many
  /// iterations before as the buffer has words. What comes out before any went in is not defined.
  case delay(buffer: String, value: String, into: String)
  /// Lays vectors side by side, the first one's lanes first.
  case join(into: String, [String])
  /// Computes one lane of a vector per turn of unrolled loops; operators as the tool chooses them
  /// where no binding is given.
  case array(into: String, lanes: [LoopLevel], LaneExpression, binding: StageBinding?)
  /// Computes every lane of a vector of `lanes` elements by an expression.
  case map(into: String, lanes: Int, LaneExpression)
  /// Runs every lane of a vector through a chain of operators.
  case chain(into: String, from: String, OperatorChain)
}

/// Places in a buffer that are reached in the same cycle, each in a bank of its own.
public struct LanePlace: Hashable, Sendable {
  /// Unrolled loops, outermost first: one lane per turn, in order; constant counts.
  public var lanes: [LoopLevel]
  /// Word of the bank, from counters of the process and of `lanes`.
  public var word: IndexExpression
  /// Number of the bank, from the same counters; no bank occurs twice.
  public var bank: IndexExpression

  /// Creates places.
  public init(lanes: [LoopLevel], word: IndexExpression, bank: IndexExpression) {
    self.lanes = lanes
    self.word = word
    self.bank = bank
  }

  /// The same word of every bank, in order.
  public init(whole buffer: Buffer, word: IndexExpression) {
    let lane = LoopLevel("lane", .constant(UInt32(clamping: buffer.lanes)))
    self.init(lanes: [lane], word: word, bank: .counter("lane"))
  }

  /// Whether the places are the same word of every bank of a buffer.
  func isWhole(of buffer: Buffer) -> Bool { self == LanePlace(whole: buffer, word: word) }
}
