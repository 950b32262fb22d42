import KernelIR
import Specs

/// What a dialect's testbench does in its own way.
protocol TestbenchStyle {
  /// What the file says of itself after the name.
  var title: String { get }
  /// Standard headers beside `cstdio` and `cstring`.
  var headers: [String] { get }
  /// Fields of a run beside the kernel's integer arguments.
  var fields: [String] { get }
  /// The values of these fields.
  func values(_ run: RunArguments) -> [String]
  /// How memory is declared: `name` with room for `depth` beats.
  func memory(_ array: MemoryArray, depth: Int, names: KernelNames) -> String
  /// The type that references see the memory of an array as a row of.
  func memoryType(_ array: MemoryArray, _ names: KernelNames) -> String
  /// How references see the memory of an array.
  func pointer(to array: MemoryArray) -> String
  /// Prints what gives the memory of an array its size for a run, inside of `check`.
  func writeSize(_ array: MemoryArray, depth: Int, to writer: inout CodeWriter)
  /// Elements of an array in a run.
  func elements(_ array: MemoryArray, depth: Int) -> String
  /// Element `index` of `memory`, the memory of an array.
  func place(_ array: MemoryArray, names: KernelNames) -> String
  /// Prints what stands before the namespace: headers of the kernel, types.
  func writeHeaders(_ names: KernelNames, to writer: inout CodeWriter)
  /// Prints what `check` needs.
  func writeTools(_ names: KernelNames, to writer: inout CodeWriter)
  /// Prints the call of the kernel, inside of `check`.
  func writeCall(_ names: KernelNames, to writer: inout CodeWriter)
  /// Prints what follows when the results of the call were right, up to the end of `check`.
  func writeRest(_ names: KernelNames, to writer: inout CodeWriter)
  /// Prints what `main` does with its arguments.
  func writeArguments(to writer: inout CodeWriter)
  /// The parameters of `main`.
  var mainParameters: String { get }
}
