import Quantities
import Yams

extension DRAMSpec {
  /// Reads the block `dram` of a memory file.
  ///
  /// `busBits` and `capacity` are those of the memory, `nil` when they could not be read.
  init?(_ yaml: YAMLMapping, busBits: Int?, capacity: ByteCount?) {
    yaml.expectKeys(["geometry", "timings", "address_map", "scheduling"])
    let geometry = yaml.mapping("geometry").flatMap {
      DRAMGeometry($0, busBits: busBits, capacity: capacity)
    }
    let timings = yaml.mapping("timings").flatMap { DRAMTimings($0, geometry: geometry) }
    let addressMap = yaml.mapping("address_map").flatMap {
      DRAMAddressMap($0, geometry: geometry)
    }
    let scheduling = yaml.mapping("scheduling").flatMap { DRAMScheduling($0) }
    guard let geometry, let timings, let addressMap, let scheduling else { return nil }
    self.init(
      geometry: geometry, timings: timings, addressMap: addressMap, scheduling: scheduling)
  }
}

extension DRAMGeometry {
  private static let keys = [
    "bank_groups", "banks_per_group", "rows", "columns", "burst_length", "command_bus", "source",
    "evidence",
  ]

  init?(_ yaml: YAMLMapping, busBits: Int?, capacity: ByteCount?) {
    yaml.expectKeys(Self.keys)
    let groups = yaml.powerOfTwo("bank_groups", upTo: 8)
    let banks = yaml.powerOfTwo("banks_per_group", upTo: 16)
    let rows = yaml.powerOfTwo("rows", upTo: 1 << 24)
    let columns = yaml.powerOfTwo("columns", upTo: 1 << 16)
    let burst = yaml.powerOfTwo("burst_length", upTo: 64)
    let bus = yaml.choice("command_bus", of: DRAMCommandBus.self)
    let provenance = yaml.provenance()
    guard let groups, let banks, let rows, let columns, let burst, let bus, let provenance else {
      return nil
    }
    self.init(
      bankGroups: groups, banksPerGroup: banks, rows: rows, columns: columns, burstLength: burst,
      commandBus: bus, provenance: provenance)
    let findings = yaml.reader.findings.count
    checkBanks(yaml)
    checkSize(yaml, busBits: busBits, capacity: capacity)
    guard yaml.reader.findings.count == findings else { return nil }
  }

  private func checkBanks(_ yaml: YAMLMapping) {
    if banks > 32 {
      yaml.report(
        "banks_per_group", found: "\(bankGroups) groups of \(banksPerGroup) banks",
        expected: "at most 32 banks in all", advice: "Describe one rank of one channel.")
    }
    if burstLength > columns {
      yaml.report(
        "burst_length", found: "`\(burstLength)`",
        expected: "at most the \(columns) columns of a row",
        advice: "Count `columns` in bus widths, not in bursts.")
    }
  }

  /// Every transaction number must be one place in the device, so the sizes have to agree.
  private func checkSize(_ yaml: YAMLMapping, busBits: Int?, capacity: ByteCount?) {
    guard let busBits, let capacity else { return }
    let size = ByteCount(banks * rows * columns * (busBits / 8))
    guard size != capacity else { return }
    yaml.report(
      "rows",
      found: "\(banks) banks of \(rows) rows of \(columns) columns of \(busBits) bit, "
        + "\(size) together", expected: "the capacity of the memory, \(capacity)",
      advice: "Correct the geometry or `capacity:`; both are of one channel.")
  }
}

extension DRAMScheduling {
  private static let keys = [
    "order", "lookahead", "read_queue", "write_queue", "window", "write_drain_high",
    "write_drain_low", "page_policy", "source", "evidence",
  ]

  init?(_ yaml: YAMLMapping) {
    yaml.expectKeys(Self.keys)
    let order = yaml.choice("order", of: DRAMOrder.self)
    let lookahead = yaml.lookahead(order)
    let readQueue = yaml.count("read_queue", in: 1...64)
    let writeQueue = yaml.count("write_queue", in: 1...64)
    let window = yaml.count("window", in: 1...128)
    let high = yaml.count("write_drain_high", in: 1...(writeQueue ?? 64))
    let low = yaml.count("write_drain_low", in: 0...((high ?? 64) - 1))
    let page = yaml.choice("page_policy", of: DRAMPagePolicy.self)
    let provenance = yaml.provenance()
    guard let order, let lookahead, let readQueue, let writeQueue, let window, let high, let low,
      let page, let provenance
    else { return nil }
    self.init(
      order: order, hasLookahead: lookahead, readQueue: readQueue, writeQueue: writeQueue,
      window: window, writeDrainHigh: high, writeDrainLow: low, pagePolicy: page,
      provenance: provenance)
  }
}

extension YAMLMapping {
  /// A power of two from 1.
  fileprivate func powerOfTwo(_ key: String, upTo limit: Int) -> Int? {
    guard let value = count(key, in: 1...limit) else { return nil }
    guard value & (value - 1) == 0 else {
      report(
        key, found: "`\(value)`", expected: "a power of two up to \(limit)",
        advice: "Each part of an address has whole bits; fix the value.")
      return nil
    }
    return value
  }

  /// Whether an in-order controller opens rows ahead; one that reorders always does.
  fileprivate func lookahead(_ order: DRAMOrder?) -> Bool? {
    guard optional("lookahead") != nil || order == .inOrder else { return true }
    guard let node = required("lookahead", expected: "yes or no") else { return nil }
    switch (node.scalar?.string, order) {
    case ("yes", _): return true
    case ("no", .inOrder): return false
    case ("no", _):
      report(
        "lookahead", found: "`no`", expected: "`yes`, or nothing, with `order: fr_fcfs`",
        advice: "Remove the line, or write `order: in_order`.")
      return nil
    default:
      report(
        "lookahead", found: node.shortText, expected: "yes or no", advice: "Write one of these.")
      return nil
    }
  }
}
