import DesignAdvice
import Measurements
import Quantities
import ReportImport

/// Prints placed kernels: with units as text, in base units as CSV and JSON.
struct PlacementReport {
  let kernels: [PlacedKernel]
  let display: DisplayOptions

  /// Prints the table to stdout, as text with what the kernels' own builds allow below it.
  func print() {
    switch display.format {
    case .text: break
    case .csv: return TableOutput.print(Self.columns, kernels.map(numbers), display: display)
    case .json: return Swift.print(PlacementJSON(kernels: kernels).text, terminator: "")
    }
    TableOutput.print(
      ["kernel", "board", "memory", "intensity", "reached", "bound", "share", "binds"],
      kernels.map(words), right: ["intensity", "reached", "bound", "share"], display: display)
    for kernel in kernels {
      printOwnCeilings(kernel)
      printAdvice(kernel)
    }
  }

  private static let columns =
    [
      "kernel", "board", "memory", "operations_per_byte", "operations_per_second",
      "bound_operations_per_second", "share_of_bound", "binds", "own_operations_per_second",
      "own_port_bytes_per_second",
    ] + (1...mostChanges).flatMap { ["change_\($0)", "gain_\($0)"] } + ["remark"]

  /// How many changes are told.
  static let mostChanges = 3

  /// The ceilings over a kernel with their arithmetic, then what would raise the lowest.
  private func printAdvice(_ kernel: PlacedKernel) {
    guard let advice = kernel.advice, let bound = advice.bound else { return }
    let paragraph = Paragraph(display.textPlot())
    func lines(_ text: String, indent: Int = 2) {
      let first = String(repeating: " ", count: indent)
      Swift.print(paragraph.lines(text, first: first, indent: indent + 2), terminator: "")
    }
    Swift.print("\n\(kernel.name) on \(kernel.board): ceilings at \(placeWords(kernel))")
    for ceiling in kernel.ceilings {
      lines("\(ceiling.allowed)  \(ceiling.name): \(ceiling.arithmetic)")
    }
    if let impasse = advice.impasse { lines(impasse, indent: 0) }
    if !advice.changes.isEmpty {
      Swift.print("What would raise the bound of \(bound.allowed), each change alone:")
    }
    for (index, change) in advice.changes.prefix(Self.mostChanges).enumerated() {
      lines("\(index + 1). " + words(change))
    }
    for refused in advice.refused { lines("no gain: \(refused.title): \(refused.reason)") }
  }

  private func placeWords(_ kernel: PlacedKernel) -> String {
    kernel.intensity.map { "\($0)" } ?? "an unknown intensity"
  }

  private func words(_ change: BuildChange) -> String {
    let gain = SIPrefix.significant(change.gain, digits: 3)
    let proviso = change.provisos.isEmpty ? "" : " (\(change.provisos.joined(separator: "; ")))"
    return "\(change.title): × \(gain), then \(change.bound.name) at \(change.bound.allowed): "
      + change.bound.arithmetic + proviso
  }

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
      } + changes(kernel)
  }

  private func changes(_ kernel: PlacedKernel) -> [String] {
    let changes = kernel.advice?.changes ?? []
    return (0..<Self.mostChanges).flatMap { index in
      changes.indices.contains(index)
        ? [changes[index].title, CSVWriter.number(changes[index].gain)] : ["", ""]
    } + [kernel.advice?.impasse ?? ""]
  }
}
