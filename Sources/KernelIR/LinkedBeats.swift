/// The contents of the memory that a pointer chase walks through: lane l of a beat holds the number
/// of the next beat plus l.
///
/// Strided: the next beat is `(beat + stride) mod working set`. Random: beat number
/// `i · (linear + square · i) mod working set` is the i-th of the chain; for a power of two, an odd
/// `linear` and an even `square` that visits every beat once before it returns (R. L. Rivest,
/// Permutation Polynomials Modulo 2^w, 2001). The two numbers are ours.
public struct LinkedBeats: Hashable, Sendable {
  static let linear: UInt32 = 0x9E37_79B1
  static let square: UInt32 = 0x85EB_CA6A

  private let workingSet: Int
  private let stride: Int
  private let isRandom: Bool

  /// Prepares the chain of a run that ``KernelLowering/check(_:)`` accepts.
  public init(_ run: RunArguments, isRandom: Bool) {
    workingSet = max(1, run.workingSetBeats)
    stride = run.strideBeats
    self.isRandom = isRandom
  }

  /// For each beat of the working set the number of the next one.
  var next: [Int] {
    guard isRandom else { return (0..<workingSet).map { ($0 + stride) % workingSet } }
    let order = (0..<UInt32(clamping: workingSet)).map { index in
      Int(index &* (Self.linear &+ Self.square &* index)) % workingSet
    }
    var next = Array(repeating: 0, count: workingSet)
    for (index, beat) in order.enumerated() { next[beat] = order[(index + 1) % workingSet] }
    return next
  }

  /// The whole memory, in elements.
  func elements<Element: KernelElement>(lanes: Int) -> [Element] {
    next.flatMap { beat in
      (0..<lanes).map { .element(counting: UInt32(truncatingIfNeeded: beat + $0)) }
    }
  }
}
