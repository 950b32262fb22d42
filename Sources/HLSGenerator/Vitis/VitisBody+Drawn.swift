import KernelIR

extension VitisBody {
  /// HPCC RandomAccess: the sequence, and the beats of the numbers that a unit keeps.
  func writeDrawn(_ statement: Statement, _ writer: inout CodeWriter) {
    let slot = process.loops.last?.counter ?? "slot"
    switch statement {
    case .draw: writeDraw(counter: slot, &writer)
    case .loadDrawn(let array, _, let into):
      writer.line("const uint64_t \(into)_number = drawn[\(slot)];")
      writer.line("const uint64_t \(into)_place = \(into)_number & (\(part) - 1);")
      writer.line("\(beat) \(into)_beat = \(array)[\(into)_place / LANES];")
      let lane = names.lanes > 1 ? "[\(into)_place % LANES]" : ""
      writer.line("\(into)_beat\(lane) = \(into)_beat\(lane) ^ element_t(\(into)_number);")
    case .storeDrawn(let array, _, let value):
      writer.line("const uint64_t \(value)_place = drawn[\(slot)] & (\(part) - 1);")
      writer.line("\(array)[\(value)_place / LANES] = \(value)_beat;")
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

  private var beat: String { names.beat(names.lanes) }

  /// Elements of a unit's part of the table.
  private var part: String { "(uint64_t(mask) + 1) * LANES" }
}
