import Plotting
import Quantities
import Specs

/// All that is known about a board, one fact per row with its evidence and source.
struct BoardSummary {
  private let board: BoardSpec

  init(_ board: BoardSpec) { self.board = board }

  /// Column names.
  let header = ["what", "value", "evidence", "source"]

  /// One element per fact.
  var rows: [[String]] { identity + regions + memories + link + fabric + operators }

  /// The facts as text, each with its evidence, then the sources with what they are for.
  func text(options: TextPlotOptions) -> String {
    let paragraph = Paragraph(options)
    let widths = [0, 2].map { column in
      rows.map { PrintableText.width($0[column]) }.max() ?? 0
    }
    let facts = rows.map { row in
      let first = zip([row[0], row[2]], widths).map { PrintableText.padded($0, to: $1) + "  " }
      return paragraph.lines(row[1], first: first.joined(), indent: widths.reduce(4, +))
    }
    let sources = grouped.map {
      paragraph.lines($0.source, first: "  \($0.names.joined(separator: ", ")): ", indent: 4)
    }
    return "\(board.name): \(board.title)\n\n" + facts.joined() + "\nSources\n" + sources.joined()
  }

  private var grouped: [(source: String, names: [String])] {
    var result: [(source: String, names: [String])] = []
    for row in rows {
      if let index = result.firstIndex(where: { $0.source == row[3] }) {
        result[index].names.append(row[0])
      } else {
        result.append((row[3], [row[0]]))
      }
    }
    return result
  }

  private func row(_ what: String, _ value: String, _ provenance: Provenance) -> [String] {
    [what, value, provenance.evidence.rawValue, provenance.source]
  }

  private var identity: [[String]] {
    let limits = ResourceKind.allCases.map { kind in
      let share = (board.utilisation.limits[kind] ?? 0) * 100
      return "\(kind.rawValue.uppercased()) \(SIPrefix.significant(share)) %"
    }
    return [
      row("part", board.part, board.provenance),
      row("platforms", board.platforms.joined(separator: ", "), board.provenance),
      row(
        "kernel clock", "\(board.clock.default) by default, at most \(board.clock.maximum)",
        board.clock.provenance),
      row("recommended use", limits.joined(separator: ", "), board.utilisation.provenance),
    ]
  }

  private var regions: [[String]] {
    board.regions.map { region in
      let counts = ResourceKind.allCases.map {
        "\($0.rawValue.uppercased()) \(region.resources[$0])"
      }
      return row(region.name, counts.joined(separator: ", "), region.provenance)
    }
  }

  private var memories: [[String]] {
    board.memories.flatMap { memory in
      let device = memory.device
      let controller = device.controller
      let percent = SIPrefix.significant(controller.sequentialEfficiency * 100)
      return [
        row(
          memory.name,
          "\(memory.channels) × \(device.peakBandwidth) = \(memory.peakBandwidth), "
            + "\(device.capacity) each, \(memory.maximumPorts) ports",
          memory.provenance),
        row("\(memory.name) device", device.title, device.provenance),
        row(
          "\(memory.name) controller",
          "\(percent) % of peak in sequence, read latency \(controller.readLatency), write latency "
            + "\(controller.writeLatency) and \(controller.writeBuffers) × the burst",
          controller.provenance),
      ]
    }
  }

  private var link: [[String]] {
    let link = board.hostLink
    return [
      row(
        "host link",
        "\(link.title): \(link.hostToDevice) down, \(link.deviceToHost) up, latency "
          + "\(link.latency), launch \(link.launchOverhead)",
        link.provenance)
    ]
  }

  private var fabric: [[String]] {
    board.fabric.storage.map { storage in
      row(
        storage.kind.rawValue,
        "\(storage.depth) × \(storage.portBits) bit, \(storage.readsPerCycle) read and "
          + "\(storage.writesPerCycle) write per cycle",
        storage.provenance)
    }
  }

  private var operators: [[String]] {
    [
      row(
        "operator table", "\(board.operators.title), \(board.operators.operators.count) entries",
        board.operators.provenance)
    ]
  }
}
