import Quantities

/// The kernel clock and a memory clock as whole multiples of one base unit of time, so that edges
/// of both are compared exactly: no rounding, whatever the ratio.
struct ClockRatio: Hashable {
  /// Base units per kernel cycle.
  let kernelPeriod: Int
  /// Base units per memory cycle.
  let memoryPeriod: Int

  /// Clocks in whole hertz; 300 MHz beside 1.2 GHz gives periods of 4 and 1.
  init(kernel: Frequency, memory: Frequency) {
    let kernelHertz = max(1, Int(kernel.value.rounded()))
    let memoryHertz = max(1, Int(memory.value.rounded()))
    let divisor = Self.greatestCommonDivisor(kernelHertz, memoryHertz)
    kernelPeriod = memoryHertz / divisor
    memoryPeriod = kernelHertz / divisor
  }

  /// The first memory edge that is not before a kernel edge.
  func memoryCycle(notBefore kernelCycle: Int) -> Int {
    (kernelCycle * kernelPeriod + memoryPeriod - 1) / memoryPeriod
  }

  /// The first kernel edge that is not before a memory edge.
  func kernelCycle(notBefore memoryCycle: Int) -> Int {
    (memoryCycle * memoryPeriod + kernelPeriod - 1) / kernelPeriod
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
