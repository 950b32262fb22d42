/// What a run says something about, from its names alone.
package struct RunKinds: Hashable, Sendable {
  /// The kernel whose rows describe the link to the host.
  static let hostLinkKernel = "host-link"
  /// The kernel whose operations are known one by one, so that it makes compute ceilings.
  package static let rooflineKernel = "roofline"
  private static let onChipMemories: Set<String> = ["bram", "uram", "lutram", "register"]
  private static let linkDirections: Set<String> = ["host-to-device", "device-to-host"]

  /// What the bytes of the run went to; `nil` for launches and unnamed memories.
  package let bandwidth: Ceiling.Kind?
  /// What the operations of the run bound; the arithmetic of other kernels is not one operation.
  package let compute: Ceiling.Kind?

  /// Tells the kinds; empty names are not known.
  package init(kernel: String, operation: String, memory: String, elementType: String) {
    bandwidth = Self.bandwidth(kernel: kernel, operation: operation, memory: memory)
    let makesCeiling = kernel == Self.rooflineKernel && !elementType.isEmpty && !operation.isEmpty
    compute = makesCeiling ? .compute(type: elementType, operation: operation) : nil
  }

  /// The off-chip memory that the run used.
  package var offChipMemory: String? {
    if case .memory(let name) = bandwidth { name } else { nil }
  }

  private static func bandwidth(
    kernel: String, operation: String, memory: String
  ) -> Ceiling.Kind? {
    if kernel == hostLinkKernel {
      return linkDirections.contains(operation) ? .hostLink(operation) : nil
    }
    guard !memory.isEmpty else { return nil }
    return onChipMemories.contains(memory) ? .onChip(memory) : .memory(memory)
  }
}
