import Quantities

extension MemorySpec {
  static let keys = [
    "name", "title", "kind", "bus_bits", "transfer_rate", "capacity", "interface_bits",
    "interface_clock", "controller", "dram", "source", "evidence",
  ]

  /// Reads `Boards/memories/<name>.yaml`; `nil` when the reader has findings about it.
  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let name = yaml.name("name")
    let title = yaml.text("title")
    let kind = yaml.choice("kind", of: MemoryKind.self)
    let busBits = yaml.busWidth("bus_bits")
    let transferRate = yaml.quantity("transfer_rate", as: Frequency.self)
    let capacity = yaml.byteCount("capacity")
    let interfaceBits = yaml.busWidth("interface_bits")
    let interfaceClock = yaml.quantity("interface_clock", as: Frequency.self)
    let controller = yaml.mapping("controller").flatMap { MemoryControllerSpec($0) }
    let hasDRAM = yaml.optional("dram") != nil
    let dram =
      hasDRAM
      ? yaml.mapping("dram").flatMap { DRAMSpec($0, busBits: busBits, capacity: capacity) } : nil
    let provenance = yaml.provenance()
    guard let name, let title, let kind, let busBits, let transferRate, let capacity,
      let interfaceBits, let interfaceClock, let controller, dram != nil || !hasDRAM,
      let provenance
    else { return nil }
    self.init(
      name: name, title: title, kind: kind, busBits: busBits, transferRate: transferRate,
      capacity: capacity, interfaceBits: interfaceBits, interfaceClock: interfaceClock,
      controller: controller, dram: dram, provenance: provenance)
  }
}

extension MemoryControllerSpec {
  private static let keys = [
    "sequential_efficiency", "mixed_efficiency", "read_latency", "write_latency",
    "write_buffers", "write_gap_cycles", "write_efficiency", "crossing_latency", "port_latency",
    "source", "evidence",
  ]

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let sequential = yaml.share("sequential_efficiency")
    let mixed = yaml.share("mixed_efficiency")
    let readLatency = yaml.quantityOrZero("read_latency", as: TimeSpan.self)
    let writeLatency = yaml.quantityOrZero("write_latency", as: TimeSpan.self)
    let writeGap = yaml.count("write_gap_cycles", in: 0...1000)
    // Without the key nothing but the port's own buffer stores whole bursts.
    let hasBuffers = yaml.optional("write_buffers") != nil
    let writeBuffers = hasBuffers ? yaml.count("write_buffers", in: 1...8) : 1
    let hasWriteShare = yaml.optional("write_efficiency") != nil
    let writeShare = hasWriteShare ? yaml.share("write_efficiency") : nil
    let hasCrossing = yaml.optional("crossing_latency") != nil
    let crossing =
      hasCrossing ? yaml.quantity("crossing_latency", as: TimeSpan.self) : nil
    let hasPort = yaml.optional("port_latency") != nil
    let port = hasPort ? yaml.quantity("port_latency", as: TimeSpan.self) : nil
    let provenance = yaml.provenance()
    guard let sequential, let mixed, let readLatency, let writeLatency, let writeBuffers,
      let writeGap, writeShare != nil || !hasWriteShare, crossing != nil || !hasCrossing,
      port != nil || !hasPort, let provenance
    else { return nil }
    self.init(
      sequentialEfficiency: sequential, mixedEfficiency: mixed, readLatency: readLatency,
      writeLatency: writeLatency, writeBuffers: writeBuffers, writeGapCycles: writeGap,
      writeEfficiency: writeShare, crossingLatency: crossing, portLatency: port,
      provenance: provenance)
  }
}

extension YAMLMapping {
  /// A width in bits that is a whole number of bytes, up to 4096.
  func busWidth(_ key: String) -> Int? {
    guard let bits = count(key, in: 8...4096) else { return nil }
    guard bits % 8 == 0 else {
      report(
        key, found: "`\(bits)`", expected: "a multiple of 8",
        advice: "Leave out ECC bits: 72 with ECC carry 64.")
      return nil
    }
    return bits
  }
}
