/// A state in the making: what decides how a run goes on, as integers.
///
/// Times are counted from the present cycle of their clock, and those that lie too far back to
/// matter are cut off, so that equal words mean equal futures. Words are of no use but to be
/// compared.
struct StateWords {
  private(set) var words: [Int] = []
  /// The kernel cycle that times are counted from: the last one that has begun.
  let kernelCycle: Int
  /// The memory cycle that times are counted from: the last one that has begun.
  let memoryCycle: Int

  init(kernelCycle: Int, memoryCycle: Int) {
    self.kernelCycle = kernelCycle
    self.memoryCycle = memoryCycle
    words.reserveCapacity(512)
  }

  mutating func append(_ word: Int) { words.append(word) }

  /// A kernel cycle; all below `floor`, counted from the present one, are alike.
  mutating func appendKernel(_ cycle: Int, floor: Int = 0) {
    words.append(max(cycle - kernelCycle, floor))
  }

  /// A memory cycle; all that lie before the present one are alike.
  mutating func appendMemory(_ cycle: Int) { words.append(max(cycle - memoryCycle, 0)) }

  /// Lets a part append words of its own.
  mutating func append(with body: (inout [Int]) -> Void) { body(&words) }
}
