public import Specs

extension KernelSpec {
  /// AXI ports of one compute unit: one per array, but phased kernels take turns on one port, and
  /// probes read and write through one port, whose directions are independent, as reductions do
  /// through that of their first array.
  ///
  /// - Parameters:
  ///   - operation: Name of the operation; an unknown one counts as one port.
  ///   - schedule: How phases follow each other.
  /// - Returns: 1 or more.
  public func portsPerUnit(operation: String, schedule: KernelSchedule) -> Int {
    switch structure {
    case .roofline: return 2
    case .elementwise:
      guard schedule == .overlapped, let chosen = self.operation(named: operation) else { return 1 }
      return chosen.inputs.count + chosen.outputs.count
    case .reduction: return max(1, self.operation(named: operation)?.inputs.count ?? 1)
    case .recurrence, .stencil:
      return max(1, self.operation(named: operation)?.inputs.count ?? 1) + 1
    default: return structure.shapeType?.portsPerUnit(schedule) ?? 1
    }
  }
}
