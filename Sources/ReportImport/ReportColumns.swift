import Measurements

/// The columns of imported rows behind those of the schema.
package enum ReportColumns {
  /// Their names in the order of writing.
  package static let names = [
    "source_kind", "source_file", "memory_ports", "calls", "kernel_seconds", "operators",
  ]

  /// The columns of a row.
  ///
  /// - Parameters:
  ///   - kind: The importer's.
  ///   - file: The file's short name.
  ///   - ports: Ports of a compute unit to memory.
  ///   - calls: Calls that the row is the average of.
  ///   - kernelSeconds: Time of a call with its wait for a free compute unit.
  ///   - operators: Operations that a compute unit can start in a cycle, by its operators.
  /// - Returns: All columns in the order of ``names``; empty where nothing is known.
  static func columns(
    _ kind: String, _ file: ReportFile, ports: Int? = nil, calls: Int? = nil,
    kernelSeconds: Double? = nil, operators: Int? = nil
  ) -> [ExtraColumn] {
    let values = [
      kind, file.shortName, ports.map(String.init) ?? "", calls.map(String.init) ?? "",
      kernelSeconds.map(CSVWriter.number) ?? "", operators.map(String.init) ?? "",
    ]
    return zip(names, values).map { ExtraColumn(name: $0, value: $1) }
  }
}
