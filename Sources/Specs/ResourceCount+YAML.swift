extension ResourceCount {
  /// Every resource must be written down: a region without URAM says `uram: 0`.
  init?(_ yaml: YAMLMapping) {
    let counts = ResourceKind.allCases.map { ($0, yaml.count($0.rawValue)) }
    self.init()
    for (kind, count) in counts {
      guard let count else { return nil }
      self[kind] = count
    }
  }

  /// The cost of one operator: LUT, FF and DSP are needed, on-chip memory is none unless written.
  init?(operatorCost yaml: YAMLMapping) {
    let lut = yaml.count("lut")
    let ff = yaml.count("ff")
    let dsp = yaml.count("dsp")
    let bram = yaml.optional("bram") == nil ? 0 : yaml.count("bram")
    let uram = yaml.optional("uram") == nil ? 0 : yaml.count("uram")
    guard let lut, let ff, let dsp, let bram, let uram else { return nil }
    self.init(lut: lut, ff: ff, dsp: dsp, bram: bram, uram: uram)
  }

  static let keys = ResourceKind.allCases.map(\.rawValue)
}
