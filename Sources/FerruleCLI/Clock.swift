import ArgumentParser
import ClockModel
import Foundation
import Quantities
import Specs

/// `ferrule clock BOARD`: the clock that a design of a given size reaches.
struct Clock: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Predict the clock that a design reaches, from published builds.",
    discussion: """
      Counts are what the kernels take, without the shell; 45% is of what the \
      board leaves to kernels in all its regions. The interval holds four of \
      five builds that the model has not seen.

      Examples:
        ferrule clock u280 --lut 400000 --dsp 3000 --units 3 --slrs 3
        ferrule clock u250 --lut 45% --dsp 60% --floorplanned
        ferrule clock --evaluate
      """)

  @Argument(help: "Board name, or a path to a board file.")
  var board: String?

  @Option(help: "Look-up tables (ALMs on Stratix 10), as a count or like 45%.")
  var lut: String?

  @Option(help: "Flip-flops.")
  var ff: String?

  @Option(help: "DSP slices.")
  var dsp: String?

  @Option(help: "Block RAM in 36 Kb tiles (M20K blocks on Stratix 10).")
  var bram: String?

  @Option(help: "UltraRAM blocks.")
  var uram: String?

  @Option(help: "Regions that the logic is spread over. Default: as few as hold it.")
  var slrs: String?

  @Option(help: "Compute units. Default: 1.")
  var units: String?

  @Flag(help: "The build uses a floorplanner that registers paths between regions.")
  var floorplanned = false

  @Option(
    help: ArgumentHelp(
      "Clock that is asked for. Default: the board's.", valueName: "frequency"))
  var request: String?

  @Flag(help: "Show how well the model predicts builds that it has not seen.")
  var evaluate = false

  @OptionGroup(title: "Display")
  var display: DisplayOptions

  @OptionGroup(title: "Data")
  var catalog: BoardOptions

  func run() throws {
    let catalog = try catalog.catalog()
    let model = ClockModel(try ClockBuilds(folder: catalog.clocksFolder))
    guard !evaluate else {
      guard board == nil else {
        throw CommandFailure.usage("--evaluate is about all builds; leave the board out")
      }
      return ClockEvaluationReport(model).print(display)
    }
    guard let board else {
      throw CommandFailure.usage("the board is missing, e.g. ferrule clock u280 --lut 400000")
    }
    let spec = try catalog.board(board)
    let demand = try ClockFlags(self, board: spec).demand()
    guard let boardModel = BoardClockModel(model, board: spec) else {
      throw CommandFailure.usage(Self.noBuilds(spec, model))
    }
    ClockReport(boardModel, demand).print(display)
  }

  private static func noBuilds(_ board: BoardSpec, _ model: ClockModel) -> String {
    let known = model.families.filter { model.family($0) != nil }
    return "\(board.name): the clock of \(board.fabric.name) devices is not known: there are not "
      + "enough published builds; families with a model: \(known.joined(separator: ", "))"
  }
}

/// The flags of ``Clock`` as a demand; every mistake is collected.
struct ClockFlags {
  private let command: Clock
  private let board: BoardSpec

  init(_ command: Clock, board: BoardSpec) {
    self.command = command
    self.board = board
  }

  /// What the flags describe.
  ///
  /// - Throws: ``CommandFailure`` with one line per mistake.
  func demand() throws -> ClockDemand {
    var mistakes: [String] = []
    let counts: [(ResourceKind, String?)] = [
      (.lut, command.lut), (.ff, command.ff), (.dsp, command.dsp), (.bram, command.bram),
      (.uram, command.uram),
    ]
    var use: [ResourceKind: Double] = [:]
    for case (let kind, let text?) in counts { use[kind] = amount(kind, text, &mistakes) }
    if counts.allSatisfy({ $0.1 == nil }) {
      mistakes.append(
        "give what the design takes, at least one of --lut, --ff, --dsp, --bram, --uram")
    }
    let regions = count("--slrs", command.slrs, 1...board.regions.count, &mistakes)
    let units = count("--units", command.units, 1...1024, &mistakes)
    let request = frequency(&mistakes)
    checkRoom(use, regions ?? board.regions.count, &mistakes)
    guard mistakes.isEmpty else { throw CommandFailure.usage(mistakes.joined(separator: "\n")) }
    return ClockDemand(
      use: use, regions: regions, units: units ?? 1, isFloorplanned: command.floorplanned,
      request: request)
  }

  private func amount(
    _ kind: ResourceKind, _ text: String, _ mistakes: inout [String]
  ) -> Double? {
    let isShare = text.hasSuffix("%")
    let digits = isShare ? String(text.dropLast()).trimmingCharacters(in: .whitespaces) : text
    guard let value = Double(digits), value.isFinite, value >= 0, !digits.contains("x") else {
      mistakes.append(
        "--\(kind.rawValue): found \"\(text)\", expected a count such as 400000 or a share such "
          + "as 45%")
      return nil
    }
    return isShare ? value / 100 * Double(board.resources[kind]) : value
  }

  private func count(
    _ flag: String, _ text: String?, _ range: ClosedRange<Int>, _ mistakes: inout [String]
  ) -> Int? {
    guard let text else { return nil }
    if let value = Int(text), range.contains(value) { return value }
    mistakes.append(
      "\(flag): found \"\(text)\", expected \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  private func frequency(_ mistakes: inout [String]) -> Frequency {
    guard let text = command.request else { return board.clock.default }
    do {
      let request = try Frequency(parsing: text)
      if request.value > 0, request <= board.clock.maximum { return request }
      mistakes.append(
        "--request: found \"\(text)\", expected more than 0 and at most \(board.clock.maximum), "
          + "the fastest clock of the logic")
    } catch {
      mistakes.append("--request: \(error.description)")
    }
    return board.clock.default
  }

  /// A design that does not fit has no clock.
  private func checkRoom(
    _ use: [ResourceKind: Double], _ regions: Int, _ mistakes: inout [String]
  ) {
    for kind in ResourceKind.allCases {
      let room = board.regions.map { $0.resources[kind] }.sorted(by: >).prefix(regions)
        .reduce(0, +)
      guard let need = use[kind], need > Double(room) else { continue }
      var place = "the board has"
      if regions < board.regions.count {
        place = regions == 1 ? "its largest region has" : "\(regions) of its regions have"
      }
      mistakes.append(
        "--\(kind.rawValue): the design does not fit: it takes \(SIPrefix.significant(need, digits: 8))"
          + " and \(place) \(room) for kernels")
    }
  }
}
