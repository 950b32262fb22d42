import CGuardedCall
import Foundation

/// A compute unit: its registers, and the run that it works on.
struct ComputeUnit {
  /// A run that was started.
  struct Running {
    /// Its number.
    let number: Int
    /// `nil` where it could not be started: over at once.
    let run: KernelRun?
    /// The buffers of its pointer arguments.
    let buffers: [(argument: EmulationDescription.Argument, buffer: DeviceBuffer, offset: Int)]
    /// Its arguments for the report.
    let values: [DeviceRecord.Run.Value]
    /// Numbers of the runs that were started with it.
    var together: [Int]
    /// When it was started.
    let start: Date
  }

  let kernel: EmulationDescription.Kernel
  let unit: EmulationDescription.Unit
  /// Place among the units of its kernel.
  let number: Int
  var registers: ControlRegisters
  var running: Running?

  init(kernel: EmulationDescription.Kernel, number: Int) {
    self.kernel = kernel
    self.number = number
    unit = kernel.units[number]
    registers = ControlRegisters(control: kernel.control)
  }

  /// Whether an address is in its register file.
  func contains(_ address: UInt64) -> Bool {
    address >= unit.base && address - unit.base < UInt64(ControlRegisters.bytes)
  }

  /// The register of an argument.
  func value(of argument: EmulationDescription.Argument) -> UInt64 {
    registers.value(at: argument.offset, size: argument.size)
  }
}
