package import Measurements
package import Quantities

/// What a kernel's own build allows, whatever the board would.
package struct OwnCeilings: Hashable, Sendable {
  /// Operations per second: units · operators · clock / initiation interval; `nil` when a report
  /// is missing.
  package let compute: Throughput?
  /// Bytes per second in one direction: units · ports · bytes of a port · clock.
  package let ports: Bandwidth?

  /// Computes the ceilings.
  ///
  /// A compute unit is counted once where no report says how many there are, and an interval of 1
  /// is not assumed: without one there is no compute ceiling.
  ///
  /// - Parameter row: A kernel's row of an import.
  package init(_ row: Measurement) {
    func extra(_ name: String) -> Double? {
      row.extraColumns.first { $0.name == name }.flatMap { Double($0.value) }
    }
    let units = Double(row.computeUnits ?? 1)
    let clock = row.clock?.value
    if let clock, let operators = extra("operators"), let interval = row.initiationInterval,
      interval > 0
    {
      compute = Throughput(units * operators * clock / Double(interval))
    } else {
      compute = nil
    }
    if let clock, let count = extra("memory_ports"), let bits = row.portBits {
      ports = Bandwidth(units * count * Double(bits) / 8 * clock)
    } else {
      ports = nil
    }
  }
}
