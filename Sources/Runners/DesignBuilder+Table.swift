import KernelIR
import Quantities
import Specs

extension DesignBuilder {
  /// Elements of a unit's part of a table that nobody sized: 128 MiB.
  static let tableElements = 1 << 24

  /// HPCC RandomAccess: the problem size is the elements of the table over all units; four times as
  /// many numbers are drawn.
  mutating func readTable(_ design: DesignPoint, _ run: inout RunArguments) {
    let units = max(1, design.computeUnits)
    let lanes = max(1, design.lanes)
    let (all, overflow) = units.multipliedReportingOverflow(by: Self.tableElements)
    let elements = count(.problemSize) ?? (overflow ? Self.tableElements : all)
    let part = elements / units / lanes
    run.workingSetBeats = max(1, part)
    run.beats = 4 * elements
    guard design.lanes.nonzeroBitCount == 1 else {
      mistakes.append(
        "\(label(.lanes)): found \(design.lanes), but \(kernel.name) takes a power of two, because a "
          + "place in the table is the low bits of a number")
      return
    }
    guard part > 0, part * units * lanes == elements, part.nonzeroBitCount == 1 else {
      mistakes.append(
        "\(label(.problemSize)): found a table of \(elements) elements, expected a power of two for "
          + "each of \(units) units, e.g. \(units << 20)")
      return
    }
    checkRoom(part * lanes * design.elementType.bytes, design)
  }

  /// A unit's part lies in the channels of its port.
  private mutating func checkRoom(_ bytes: Int, _ design: DesignPoint) {
    guard let memory = board.memory(named: design.memory) else { return }
    let room = memory.device.capacity.value * max(1, design.channels / max(1, design.computeUnits))
    guard bytes > room else { return }
    mistakes.append(
      "\(label(.problemSize)): each unit's part of the table has \(bytes) bytes, but its channels of "
        + "\(memory.name) hold \(room); use a smaller table, more units or more channels")
  }
}
