import KernelIR

extension KernelBody {
  /// HPCC RandomAccess: the sequence, and the beats of the numbers that a unit keeps.
  func writeDrawn(_ statement: Statement, _ writer: inout CodeWriter) {
    let slot = process.loops.last?.counter ?? "slot"
    switch statement {
    case .draw: writeDraw(counter: slot, &writer)
    case .loadDrawn(let array, _, let into):
      writer.line("const uint64_t \(into)_number = drawn[\(slot)];")
      writer.line("const uint64_t \(into)_place = \(into)_number & (\(part) - 1);")
      var load = access(array, "\(into)_place / LANES", into, names.lanes)
      load.isConstant = false
      names.language.writeLoad(load, to: &writer)
      let lane =
        names.lanes > 1
        ? names.language.lane("\(into)_place % LANES", of: "\(into)_beat") : "\(into)_beat"
      let number = names.language.cast("\(into)_number", to: "element_t")
      writer.line("\(lane) = \(lane) ^ \(number);")
    case .storeDrawn(let array, _, let value):
      writer.line("const uint64_t \(value)_place = drawn[\(slot)] & (\(part) - 1);")
      let store = access(array, "\(value)_place / LANES", value, names.lanes)
      names.language.writeStore(store, to: &writer)
    default: break
    }
  }

  private func writeDraw(counter: String, _ writer: inout CodeWriter) {
    let units = names.design.design.computeUnits
    writer.line("if (\(counter) == 0) kept = 0;")
    writer.line("ran = (ran << 1) ^ ((ran >> 63) * \(RandomSequence.polynomial)u);")
    writer.line("const uint64_t part = \(part);")
    writer.line("const uint64_t place = ran & (part * \(units) - 1);")
    writer.line("if (place - part * unit < part) drawn[kept++] = ran;")
  }

  /// Elements of a unit's part of the table.
  private var part: String { "(\(names.language.cast("mask", to: "uint64_t")) + 1) * LANES" }
}
