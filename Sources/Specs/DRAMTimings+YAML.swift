extension DRAMTimings {
  /// Reads `dram.timings`; `geometry` is `nil` when it has mistakes of its own.
  init?(_ yaml: YAMLMapping, geometry: DRAMGeometry?) {
    yaml.expectKeys(["row", "column", "refresh"])
    let row = yaml.mapping("row").flatMap { DRAMRowTimings($0) }
    let column = yaml.mapping("column").flatMap {
      DRAMColumnTimings($0, burstLength: geometry?.burstLength)
    }
    let refresh = yaml.mapping("refresh").flatMap { DRAMRefreshTimings($0) }
    guard let row, let column, let refresh else { return nil }
    self.init(row: row, column: column, refresh: refresh)
  }
}

extension DRAMRowTimings {
  private static let names = [
    "nRCDRD", "nRCDWR", "nRP", "nRAS", "nRC", "nRRDS", "nRRDL", "nFAW", "nRTP", "nWR",
  ]

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.names + ["source", "evidence"])
    let cycles = yaml.cycles(Self.names)
    let provenance = yaml.provenance()
    guard let cycles, let provenance else { return nil }
    self.init(
      nRCDRD: cycles[0], nRCDWR: cycles[1], nRP: cycles[2], nRAS: cycles[3], nRC: cycles[4],
      nRRDS: cycles[5], nRRDL: cycles[6], nFAW: cycles[7], nRTP: cycles[8], nWR: cycles[9],
      provenance: provenance)
    guard nRC >= nRAS + nRP else {
      yaml.report(
        "nRC", found: "`\(nRC)`", expected: "at least nRAS + nRP, \(nRAS + nRP)",
        advice: "A row is closed before the next is opened; fix one of the three.")
      return nil
    }
  }
}

extension DRAMColumnTimings {
  private static let names = [
    "nCL", "nCWL", "nBL", "nCCDS", "nCCDL", "nWTRS", "nWTRL", "nRTW",
  ]

  init?(_ yaml: YAMLMapping, burstLength: Int?) {
    yaml.expectKeys(Self.names + ["source", "evidence"])
    let cycles = yaml.cycles(Self.names)
    let provenance = yaml.provenance()
    guard let cycles, let provenance else { return nil }
    self.init(
      nCL: cycles[0], nCWL: cycles[1], nBL: cycles[2], nCCDS: cycles[3], nCCDL: cycles[4],
      nWTRS: cycles[5], nWTRL: cycles[6], nRTW: cycles[7], provenance: provenance)
    guard let burstLength, nBL != max(burstLength / 2, 1) else { return }
    yaml.report(
      "nBL", found: "`\(nBL)`", expected: "\(max(burstLength / 2, 1)), half the burst length",
      advice: "Two data beats move per clock; fix this or `burst_length:`.")
    return nil
  }
}

extension DRAMRefreshTimings {
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(["nRFC", "nREFI", "source", "evidence"])
    let duration = yaml.count("nRFC", in: 1...(1 << 16))
    let interval = yaml.count("nREFI", in: (2 * (duration ?? 1))...(1 << 20))
    let provenance = yaml.provenance()
    guard let duration, let interval, let provenance else { return nil }
    self.init(nRFC: duration, nREFI: interval, provenance: provenance)
  }
}

extension YAMLMapping {
  /// One number of clock cycles per key, in the order of the keys; all mistakes are reported.
  fileprivate func cycles(_ keys: [String]) -> [Int]? {
    let values = keys.map { count($0, in: 1...4096) }
    return values.contains(nil) ? nil : values.compactMap(\.self)
  }
}
