package import Measurements

/// Puts together what the reports of one build say of its kernels.
///
/// Where sources disagree, the one nearer to the card counts: xclbin and its list, then routed
/// utilisation, then high-level synthesis, then the estimate of the linker. (GEMM on a U280: asked
/// for 200 MHz, estimated 274, achieved 186.) Runs keep their rows.
package enum BuildMerge {
  /// Kinds of reports about builds, the most reliable first.
  private static let precedence = [
    "xclbin", "xclbin-info", "kernel-utilization", "csynth-xml", "csynth-text", "kernel-xml",
    "system-estimate",
  ]

  /// A row per kernel.
  ///
  /// - Parameter rows: Rows of reports about one build, in any order; others are left out.
  /// - Returns: One row for each kernel, in the order of the names; its message says which field
  ///   came from where.
  package static func kernels(_ rows: [Measurement]) -> [Measurement] {
    let known = rows.filter { rank($0) != nil && !$0.kernel.isEmpty }
    let byKernel = Dictionary(grouping: known, by: \.kernel)
    return byKernel.keys.sorted().compactMap { name in
      merged((byKernel[name] ?? []).sorted { (rank($0) ?? 0) < (rank($1) ?? 0) })
    }
  }

  private static func kind(_ row: Measurement) -> String {
    row.extraColumns.first { $0.name == "source_kind" }?.value ?? ""
  }

  private static func rank(_ row: Measurement) -> Int? { precedence.firstIndex(of: kind(row)) }

  private static func merged(_ rows: [Measurement]) -> Measurement? {
    guard var row = rows.first else { return nil }
    var sources: [(kind: String, fields: [String])] = []
    for other in rows {
      let fields = fill(&row, from: other, isFirst: sources.isEmpty)
      if !fields.isEmpty { sources.append((kind(other), fields)) }
    }
    row.message = sources.map { "\($0.kind): \($0.fields.joined(separator: ", "))" }
      .joined(separator: "; ")
    return row
  }

  /// Takes over what is not known yet.
  ///
  /// - Returns: Names of the columns that came from this row.
  private static func fill(
    _ row: inout Measurement, from other: Measurement, isFirst: Bool
  ) -> [String] {
    var taken: [String] = []
    func take<Value>(_ name: String, _ path: WritableKeyPath<Measurement, Value?>) {
      guard other[keyPath: path] != nil, isFirst || row[keyPath: path] == nil else { return }
      row[keyPath: path] = other[keyPath: path]
      taken.append(name)
    }
    func take(_ name: String, _ path: WritableKeyPath<Measurement, String>) {
      guard !other[keyPath: path].isEmpty, isFirst || row[keyPath: path].isEmpty else { return }
      row[keyPath: path] = other[keyPath: path]
      taken.append(name)
    }
    take("board", \.board)
    take("compute_units", \.computeUnits)
    take("clock_hz", \.clock)
    take("clock_target_hz", \.clockTarget)
    take("initiation_interval", \.initiationInterval)
    take("memory", \.memory)
    take("channels", \.channels)
    take("port_bits", \.portBits)
    take("cycles", \.cycles)
    take("element_type", \.elementType)
    take("lut", \.lut)
    take("ff", \.ff)
    take("dsp", \.dsp)
    take("bram", \.bram)
    take("uram", \.uram)
    taken += takeExtras(&row, from: other, isFirst: isFirst)
    return taken
  }

  private static func takeExtras(
    _ row: inout Measurement, from other: Measurement, isFirst: Bool
  ) -> [String] {
    ["memory_ports", "operators"].filter { name in
      guard let value = other.extraColumns.first(where: { $0.name == name })?.value,
        !value.isEmpty,
        let index = row.extraColumns.firstIndex(where: { $0.name == name }),
        isFirst || row.extraColumns[index].value.isEmpty
      else { return false }
      row.extraColumns[index].value = value
      return true
    }
  }
}
