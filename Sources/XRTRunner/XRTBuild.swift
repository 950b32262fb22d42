import Foundation
package import Quantities

/// What the runner needs to know of an xclbin: its kernel, compute units, memory and clocks.
package struct XRTBuild: Hashable, Sendable {
  /// An argument of the kernel as XRT knows it.
  package struct Argument: Hashable, Sendable {
    package var index: Int
    package var name: String
    /// The type in C, as the metadata has it, e.g. `float` or `uint`.
    package var type: String
    /// Bytes that the host passes.
    package var bytes: Int
    /// Whether it is an array in memory.
    package var isBuffer: Bool
    /// Width of the port that it is reached through; `nil` for scalars and where it is not known.
    package var portBits: Int?
  }

  /// A bank of memory.
  package struct Bank: Hashable, Sendable {
    /// The tag, e.g. `HBM[3]`.
    package var tag: String
    package var bytes: Int
  }

  /// A copy of the kernel.
  package struct Unit: Hashable, Sendable {
    /// The name after the kernel's, e.g. `roofline_1`.
    package var name: String
    /// The banks that each buffer argument is connected to, by argument number.
    package var banks: [Int: [Bank]]
  }

  /// A kernel with its units.
  package struct Kernel: Hashable, Sendable {
    package var name: String
    package var arguments: [Argument]
    package var units: [Unit]
  }

  /// Where the file is.
  package var path: String
  /// `hw`, `hw_emu`, `sw_emu` or what else the file calls itself.
  package var mode: String
  /// The platform that it was linked for; `nil` when the file does not say.
  package var platform: String?
  /// Every kernel.
  package var kernels: [Kernel]
  /// The clock that the build reached.
  package var clock: Frequency?

  /// The kernel of a name.
  package func kernel(named name: String) -> Kernel? { kernels.first { $0.name == name } }
}

extension XRTBuild.Kernel {
  /// The name of a unit in calls.
  func instance(_ unit: XRTBuild.Unit) -> String { "\(name):{\(unit.name)}" }

  /// Banks that the first units reach together.
  func banks(units count: Int) -> Set<XRTBuild.Bank> {
    Set(units.prefix(count).flatMap { $0.banks.values.joined() })
  }

  /// Bytes that fit what one argument of a unit is connected to; `nil` when that is not known.
  func room(unit: Int, argument: Int) -> Int? {
    guard units.indices.contains(unit), let banks = units[unit].banks[argument], !banks.isEmpty
    else { return nil }
    return banks.reduce(0) { $0.addingReportingOverflow($1.bytes).partialValue }
  }
}
