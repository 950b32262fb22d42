/// A compute unit: its place in the file and how it is controlled.
package struct XclbinComputeUnit: Hashable, Sendable {
  /// `kernel:instance`.
  package var name: String
  /// The kernel.
  package var kernel: String
  /// The address of its registers; `nil` when it has none.
  package var baseAddress: UInt64?
  /// How it is started.
  package var control: ControlProtocol
  /// Its index in the `IP_LAYOUT`, by which connections name it.
  package var index: Int

  /// The part of the name behind the colon: `vadd_1`.
  package var instance: String { String(name.drop { $0 != ":" }.dropFirst()) }
}

extension XclbinContents {
  /// The compute units in the order of the file.
  package var computeUnits: [XclbinComputeUnit] {
    layout.blocks.enumerated().filter(\.element.isComputeUnit).map { index, block in
      XclbinComputeUnit(
        name: block.name, kernel: String(block.name.prefix { $0 != ":" }),
        baseAddress: block.baseAddress, control: block.control, index: index)
    }
  }

  /// The compute units of a kernel in the order of the file.
  package func computeUnits(of kernel: String) -> [XclbinComputeUnit] {
    computeUnits.filter { $0.kernel == kernel }
  }

  /// The banks that an argument of a compute unit reaches, in the order of their indices.
  package func banks(of argument: Int, unit: XclbinComputeUnit) -> [MemoryBank] {
    connectivity.connections
      .filter { $0.argument == argument && $0.block == unit.index }
      .map(\.memory).sorted().compactMap { index in
        memories.banks.indices.contains(index) ? memories.banks[index] : nil
      }
  }

  /// The index of the bank or group that XRT allocates an argument's buffer in: the highest of
  /// those that the argument of the compute unit reaches; `nil` when it reaches none.
  package func group(of argument: Int, unit: XclbinComputeUnit) -> Int? {
    groupConnectivity.connections
      .filter { $0.argument == argument && $0.block == unit.index }
      .map(\.memory).max()
  }
}
