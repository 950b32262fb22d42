import Foundation
package import Measurements
package import struct Measurements.Measurement

/// Puts together what the reports of one build say of its kernels.
///
/// Where sources disagree, the one nearer to the card counts: xclbin and its list, then routed
/// utilisation, then high-level synthesis, then the estimate of the linker. (GEMM on a U280: asked
/// for 200 MHz, estimated 274, achieved 186.) A clock that a profile has seen counts before all
/// others. Runs keep their rows.
package enum BuildMerge {
  /// Kinds of reports about builds, the most reliable first.
  private static let precedence = [
    "xclbin", "xclbin-info", "kernel-utilization", "csynth-xml", "csynth-text", "kernel-xml",
    "system-estimate",
  ]

  /// The kind whose rows are runs that tell the clock.
  private static let profile = "profile-summary"

  /// Those that say what a tool expects, not what was built.
  private static let estimates: Set<String> = [
    "csynth-xml", "csynth-text", "kernel-xml", "system-estimate",
  ]

  /// A row per kernel.
  ///
  /// - Parameter rows: Rows of reports about one build and of runs of it, in any order; of runs only
  ///   the clock is taken.
  /// - Returns: One row for each kernel, in the order of the names; its message says which field
  ///   came from where.
  package static func kernels(_ rows: [Measurement]) -> [Measurement] {
    let known = rows.filter { rank($0) != nil && !$0.kernel.isEmpty }
    let byKernel = Dictionary(grouping: known, by: \.kernel)
    return byKernel.keys.sorted().compactMap { name in
      let runs = rows.filter { kind($0) == profile && $0.kernel == name }
      return merged((byKernel[name] ?? []).sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }, runs)
    }
  }

  /// Whether a row is about a build, or a run that tells a clock.
  static func concerns(_ row: Measurement) -> (build: Bool, run: Bool) {
    (rank(row) != nil && !row.kernel.isEmpty, kind(row) == profile && row.clock != nil)
  }

  /// A row per kernel, and as they are the rows of kernels that are not of one build.
  ///
  /// Two reports of one kind that differ, or boards that do, are of several builds.
  ///
  /// - Parameter rows: Rows of reports and of runs.
  /// - Returns: The rows, and a sentence for each kernel that was left as it is.
  static func rows(_ rows: [Measurement]) -> (rows: [Measurement], remarks: [String]) {
    let byKernel = Dictionary(grouping: rows.filter { concerns($0).build }, by: \.kernel)
    let several = byKernel.filter { !isOneBuild($0.value) }
    let merged = kernels(rows.filter { several[$0.kernel] == nil })
    let remarks = several.keys.sorted().map { name in
      "the reports of kernel \(name) are of several builds and were not put together; import one "
        + "build at a time"
    }
    return (merged + several.keys.sorted().flatMap { several[$0] ?? [] }, remarks)
  }

  private static func isOneBuild(_ rows: [Measurement]) -> Bool {
    guard Set(rows.map(\.board).filter { !$0.isEmpty }).count < 2 else { return false }
    let plain = rows.map { row in
      var plain = row
      plain.extraColumns.removeAll { $0.name == "source_file" }
      return plain
    }
    return Dictionary(grouping: plain, by: kind).values.allSatisfy { same in
      same.allSatisfy { $0 == same[0] }
    }
  }

  private static func kind(_ row: Measurement) -> String {
    row.extraColumns.first { $0.name == "source_kind" }?.value ?? ""
  }

  private static func rank(_ row: Measurement) -> Int? { precedence.firstIndex(of: kind(row)) }

  private static func merged(_ rows: [Measurement], _ runs: [Measurement]) -> Measurement? {
    guard var row = rows.first else { return nil }
    var sources: [(kind: String, fields: [String])] = []
    for other in rows {
      let fields = fill(&row, from: other, isFirst: sources.isEmpty)
      if !fields.isEmpty { sources.append((kind(other), fields)) }
    }
    let clocks = Set(runs.compactMap(\.clock))
    if let clock = clocks.first, clocks.count == 1 {
      row.clock = clock
      for index in sources.indices { sources[index].fields.removeAll { $0 == "clock_hz" } }
      sources = [(profile, ["clock_hz"])] + sources.filter { !$0.fields.isEmpty }
    }
    let notes = [scaleResources(&row, sources)].compactMap(\.self) + remarks(of: rows)
    row.message = (sources.map(words) + notes).joined(separator: "; ")
    if rows.count > 1 { row.setExtra("source_file", to: files(of: rows)) }
    return row
  }

  /// What the reports say beside their figures, each once; the first phrase says what kind they are.
  private static func remarks(of rows: [Measurement]) -> [String] {
    var seen: Set<String> = []
    return rows.flatMap { $0.message.components(separatedBy: "; ").dropFirst() }
      .filter { seen.insert($0).inserted }
  }

  private static func files(of rows: [Measurement]) -> String {
    rows.compactMap { row in row.extraColumns.first { $0.name == "source_file" }?.value }
      .joined(separator: " ")
  }

  /// Where fields came from, and that a tool estimated them where it did.
  private static func words(_ source: (kind: String, fields: [String])) -> String {
    let estimate = estimates.contains(source.kind) ? " (estimated)" : ""
    return "\(source.kind)\(estimate): \(source.fields.joined(separator: ", "))"
  }

  /// Synthesis counts one unit; a row is about all of them.
  ///
  /// - Returns: What was done; `nil` when nothing had to be.
  private static func scaleResources(
    _ row: inout Measurement, _ sources: [(kind: String, fields: [String])]
  ) -> String? {
    guard let units = row.computeUnits, units > 1 else { return nil }
    let paths: [(String, WritableKeyPath<Measurement, Int?>)] = [
      ("lut", \.lut), ("ff", \.ff), ("dsp", \.dsp), ("bram", \.bram), ("uram", \.uram),
    ]
    let ofOneUnit = sources.filter { $0.kind.hasPrefix("csynth") }.flatMap(\.fields)
    let scaled = paths.filter { ofOneUnit.contains($0.0) }
    for (_, path) in scaled {
      let product = row[keyPath: path]?.multipliedReportingOverflow(by: units)
      row[keyPath: path] = product.flatMap { $0.overflow ? nil : $0.partialValue }
    }
    guard !scaled.isEmpty else { return nil }
    return "\(scaled.map(\.0).joined(separator: ", ")) of one unit times \(units)"
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

extension Measurement {
  /// Sets a column behind those of the schema, where the row has it.
  fileprivate mutating func setExtra(_ name: String, to value: String) {
    guard let index = extraColumns.firstIndex(where: { $0.name == name }) else { return }
    extraColumns[index].value = value
  }
}
