import Yams

extension DRAMAddressMap {
  /// Reads `dram.address_map`; `geometry` is `nil` when it has mistakes of its own.
  init?(_ yaml: YAMLMapping, geometry: DRAMGeometry?) {
    yaml.expectKeys(["order", "source", "evidence"])
    let entries = yaml.sequence("order", of: "fields")?.enumerated().map {
      yaml.addressEntry($0.element, at: $0.offset)
    }
    let provenance = yaml.provenance()
    guard let entries, let provenance, let geometry else { return nil }
    let read = entries.compactMap(\.self)
    guard read.count == entries.count, let pieces = yaml.pieces(read, of: geometry) else {
      return nil
    }
    self.init(pieces: pieces, provenance: provenance)
  }
}

extension DRAMGeometry {
  /// Bits of a transaction number that select within a field.
  func bits(of field: DRAMAddressField) -> Int {
    switch field {
    case .row: rows.trailingZeroBitCount
    case .bankGroup: bankGroups.trailingZeroBitCount
    case .bank: banksPerGroup.trailingZeroBitCount
    case .column: transactionsPerRow.trailingZeroBitCount
    }
  }
}

extension YAMLMapping {
  fileprivate typealias Entry = (field: DRAMAddressField, bits: Int?)

  /// `row`, or `column: 2` for two bits of a field.
  fileprivate func addressEntry(_ node: Node, at index: Int) -> Entry? {
    if let text = node.scalar?.string {
      return addressField(text, at: index).map { ($0, nil) }
    }
    guard let pair = node.mapping?.first, node.mapping?.count == 1,
      let text = pair.key.scalar?.string
    else {
      reportEntry(index, found: node.shortText, expected: "a field such as `row` or `column: 2`")
      return nil
    }
    guard let field = addressField(text, at: index) else { return nil }
    guard let bits = pair.value.scalar.flatMap({ Int($0.string) }), (1...32).contains(bits) else {
      reportEntry(index, found: pair.value.shortText, expected: "a number of bits from 1 to 32")
      return nil
    }
    return (field, bits)
  }

  private func addressField(_ text: String, at index: Int) -> DRAMAddressField? {
    if let field = DRAMAddressField(rawValue: text) { return field }
    let names = DRAMAddressField.allCases.map(\.rawValue).joined(separator: ", ")
    reportEntry(index, found: "`\(text)`", expected: "one of \(names)")
    return nil
  }

  private func reportEntry(_ index: Int, found: String, expected: String) {
    report(
      "order", entry: index, found: found, expected: expected,
      advice: "Write fields from the most to the least significant bit.")
  }

  /// Gives each entry its bits: those written, or all that the field's other entries leave.
  fileprivate func pieces(_ entries: [Entry], of geometry: DRAMGeometry) -> [DRAMAddressPiece]? {
    let wrong = DRAMAddressField.allCases.filter { !bitsAgree($0, entries, geometry) }
    guard wrong.isEmpty else { return nil }
    return entries.map { entry in
      let others = entries.filter { $0.field == entry.field }.compactMap(\.bits).reduce(0, +)
      return DRAMAddressPiece(
        field: entry.field, bits: entry.bits ?? (geometry.bits(of: entry.field) - others))
    }
  }

  private func bitsAgree(
    _ field: DRAMAddressField, _ entries: [Entry], _ geometry: DRAMGeometry
  ) -> Bool {
    let own = entries.filter { $0.field == field }
    let written = own.compactMap(\.bits).reduce(0, +)
    let open = own.count { $0.bits == nil }
    let bits = geometry.bits(of: field)
    if open == 1 && written <= bits || open == 0 && written == bits { return true }
    let found = open > 1 ? "without a number of bits \(open) times" : "with \(written) bits"
    report(
      "order", found: "`\(field.rawValue)` \(found)",
      expected: "\(bits) bits in all, and at most one entry without a number",
      advice: "The bits follow from the geometry; columns count in bursts.")
    return false
  }
}
