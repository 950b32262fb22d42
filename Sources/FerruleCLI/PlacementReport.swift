import Measurements
import Quantities
import ReportImport

/// Prints placed kernels: with units as text, in base units as CSV and JSON.
struct PlacementReport {
  let kernels: [PlacedKernel]
  let display: DisplayOptions

  /// Prints the table to stdout, as text with what the kernels' own builds allow below it.
  func print() {
    guard display.format == .text else {
      return TableOutput.print(Self.columns, kernels.map(numbers), display: display)
    }
    TableOutput.print(
      ["kernel", "board", "memory", "intensity", "reached", "bound", "share", "binds"],
      kernels.map(words), right: ["intensity", "reached", "bound", "share"], display: display)
    for kernel in kernels { printOwnCeilings(kernel) }
  }

  private static let columns = [
    "kernel", "board", "memory", "operations_per_byte", "operations_per_second",
    "bound_operations_per_second", "share_of_bound", "binds", "own_operations_per_second",
    "own_port_bytes_per_second",
  ]

  private func printOwnCeilings(_ kernel: PlacedKernel) {
    let parts = [
      kernel.own?.compute.map { "its operators \($0)" },
      kernel.own?.ports.map { "its ports \($0)" },
    ].compactMap(\.self)
    guard !parts.isEmpty else { return }
    Swift.print("The build of \(kernel.name) allows \(parts.joined(separator: " and ")).")
  }

  private func words(_ kernel: PlacedKernel) -> [String] {
    [
      kernel.name, kernel.board, kernel.memory, kernel.intensity?.description ?? "",
      kernel.reached?.description ?? "", kernel.bound?.description ?? "",
      kernel.share.map { "\(($0 * 1000).rounded() / 10) %" } ?? "", kernel.binding,
    ]
  }

  private func numbers(_ kernel: PlacedKernel) -> [String] {
    let values: [Double?] = [
      kernel.intensity?.value, kernel.reached?.value, kernel.bound?.value, kernel.share,
    ]
    return [kernel.name, kernel.board, kernel.memory]
      + values.map { $0.map(CSVWriter.number) ?? "" } + [kernel.binding]
      + [kernel.own?.compute?.value, kernel.own?.ports?.value].map {
        $0.map(CSVWriter.number) ?? ""
      }
  }
}
