import KernelIR
import Quantities
import Specs

/// The folder of a design point in a sweep: what tells it from others, in a fixed order.
struct SweepFolder {
  let kernel: KernelSpec
  let board: BoardSpec
  let design: DesignPoint

  /// `stream/triad-f32-phased-l16-u2-ddr`, without what is as usual.
  var path: String {
    var words = [design.operation, design.elementType.rawValue]
    if kernel.schedules.count > 1 { words.append(design.schedule.rawValue) }
    words.append("l\(design.lanes)")
    if design.chain > 1 { words.append("c\(design.chain)") }
    words.append("u\(design.computeUnits)")
    if kernel.structure == .onChip {
      words.append(design.storage.rawValue)
    } else {
      words += memory
    }
    for (parameter, value) in design.parameters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      words.append("\(parameter.rawValue)\(value)")
    }
    if design.isRandom { words.append("random") }
    if design.clock != board.clock.default {
      words.append("\(Int(clamping: Int64(design.clock.value / 1e6)))MHz")
    }
    words += unusual
    return ([kernel.name] + [words.joined(separator: "-")]).joined(separator: "/")
  }

  private var memory: [String] {
    [design.memory] + (design.channels > 1 ? ["ch\(design.channels)"] : [])
  }

  /// Numbers of ports and tiles that differ from the default.
  private var unusual: [String] {
    guard let memory = board.memories.first else { return [] }
    let usual = DesignPoint(board: board, kernel: kernel, memory: memory)
    var words: [String] = []
    if design.burstBeats != usual.burstBeats { words.append("burst\(design.burstBeats)") }
    if design.outstanding != usual.outstanding { words.append("out\(design.outstanding)") }
    if design.tileBeats != usual.tileBeats { words.append("tile\(design.tileBeats)") }
    return words
  }
}
