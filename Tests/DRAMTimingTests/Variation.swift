import Specs
import TestSupport

/// Changes a shipped device into another one, from a seed.
enum Variation {
  /// Another order of service, other queues and marks.
  static func policy(of spec: DRAMSpec, seed: UInt64) -> DRAMSpec {
    var generator = SeededGenerator(seed: seed &* 77)
    var spec = spec
    let isInOrder = Int.random(in: 0..<3, using: &generator) == 0
    let writes = [1, 2, 8, 32, 64].randomElement(using: &generator) ?? 8
    let high = Int.random(in: 1...writes, using: &generator)
    spec.scheduling.order = isInOrder ? .inOrder : .firstReady
    spec.scheduling.hasLookahead = !isInOrder || Bool.random(using: &generator)
    spec.scheduling.readQueue = [1, 2, 8, 32, 64].randomElement(using: &generator) ?? 8
    spec.scheduling.writeQueue = writes
    spec.scheduling.window = [1, 3, 8, 32, 128].randomElement(using: &generator) ?? 8
    spec.scheduling.writeDrainHigh = high
    spec.scheduling.writeDrainLow = Int.random(in: 0..<high, using: &generator)
    return spec
  }

  /// Other timings, short enough for every rule to matter, and frequent refreshes.
  static func timings(of spec: DRAMSpec, seed: UInt64) -> DRAMSpec {
    var generator = SeededGenerator(seed: seed &* 99)
    func cycles(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    var spec = spec
    spec.timings.row.nRCDRD = cycles(1...12)
    spec.timings.row.nRCDWR = cycles(1...12)
    spec.timings.row.nRP = cycles(1...12)
    spec.timings.row.nRAS = cycles(1...24)
    spec.timings.row.nRC = spec.timings.row.nRAS + spec.timings.row.nRP + cycles(0...4)
    spec.timings.row.nRRDS = cycles(1...8)
    spec.timings.row.nRRDL = cycles(1...10)
    spec.timings.row.nFAW = cycles(1...40)
    spec.timings.row.nRTP = cycles(1...9)
    spec.timings.row.nWR = cycles(1...15)
    spec.timings.column.nCL = cycles(1...16)
    spec.timings.column.nCWL = cycles(1...16)
    spec.timings.column.nCCDS = cycles(1...6)
    spec.timings.column.nCCDL = cycles(1...8)
    spec.timings.column.nWTRS = cycles(1...6)
    spec.timings.column.nWTRL = cycles(1...12)
    spec.timings.column.nRTW = cycles(1...14)
    spec.timings.refresh.nRFC = cycles(1...60)
    spec.timings.refresh.nREFI = 300 + cycles(0...300)
    return spec
  }
}
