import DesignAdvice
import Measurements
import Quantities
import ReportImport

/// Placed kernels as JSON: an object each, with its ceilings and what would raise the lowest.
struct PlacementJSON {
  let kernels: [PlacedKernel]

  /// The whole document.
  var text: String { "[\n" + kernels.map(object).joined(separator: ",\n") + "\n]\n" }

  private func object(_ kernel: PlacedKernel) -> String {
    let advice = kernel.advice
    return "  "
      + members([
        ("kernel", text(kernel.name)), ("board", text(kernel.board)),
        ("memory", text(kernel.memory)),
        ("operations_per_byte", number(kernel.intensity?.value)),
        ("operations_per_second", number(kernel.reached?.value)),
        ("bound_operations_per_second", number(kernel.bound?.value)),
        ("share_of_bound", number(kernel.share)), ("binds", text(kernel.binding)),
        ("own_operations_per_second", number(kernel.own?.compute?.value)),
        ("own_port_bytes_per_second", number(kernel.own?.ports?.value)),
        ("ceilings", list(kernel.ceilings.map(ceiling))),
        (
          "changes",
          list((advice?.changes ?? []).prefix(PlacementReport.mostChanges).map(change))
        ), ("refused", list((advice?.refused ?? []).map(refused))),
        ("remark", text(advice?.impasse ?? "")),
      ])
  }

  private func ceiling(_ ceiling: BuildCeiling) -> String {
    members([
      ("name", text(ceiling.name)), ("operations_per_second", number(ceiling.allowed.value)),
      ("arithmetic", text(ceiling.arithmetic)),
    ])
  }

  private func change(_ change: BuildChange) -> String {
    members([
      ("change", text(change.title)), ("gain", number(change.gain)),
      ("bound_operations_per_second", number(change.bound.allowed.value)),
      ("then_binds", text(change.bound.name)), ("arithmetic", text(change.bound.arithmetic)),
      ("provisos", list(change.provisos.map(text))),
    ])
  }

  private func refused(_ refused: RefusedBuildChange) -> String {
    members([("change", text(refused.title)), ("reason", text(refused.reason))])
  }

  private func members(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\(TableOutput.quoted($0)): \($1)" }.joined(separator: ", ") + "}"
  }

  private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

  private func text(_ text: String) -> String { text.isEmpty ? "null" : TableOutput.quoted(text) }

  private func number(_ value: Double?) -> String { value.map(CSVWriter.number) ?? "null" }
}
