package import Specs

/// The clock models of all families, fitted when they are asked for.
package struct ClockModel: Sendable {
  private let builds: ClockBuilds

  /// Takes the builds.
  package init(_ builds: ClockBuilds) { self.builds = builds }

  /// Families with a model, in the order of the devices.
  package var families: [String] { builds.families }

  /// The model of a family; `nil` for a family without builds.
  package func family(_ name: String) -> FamilyClockModel? {
    FamilyClockModel(family: name, rows: builds.builds(of: name))
  }

  /// How well the model of a family predicts builds it has not seen.
  package func evaluation(of family: String) -> ClockEvaluation {
    ClockEvaluation(family: family, builds: builds.builds(of: family))
  }

  /// The device that shares of a board's kernels are taken of, with what has to be added to a
  /// kernel's counts: the shell, where published counts include it.
  package func device(of board: BoardSpec) -> (device: ClockDevice, shell: ResourceCount) {
    let left = ClockDevice(
      name: board.name, family: board.fabric.name, basis: .kernels, board: board.name,
      regions: board.regions.map(\.resources))
    guard
      let die = builds.devices.first(where: { $0.board == board.name && $0.basis == .die })
    else { return (left, ResourceCount()) }
    let all = die.regions.reduce(ResourceCount(), +)
    var shell = all - board.resources
    for kind in ResourceKind.allCases { shell[kind] = max(0, shell[kind]) }
    return (die, shell)
  }
}

/// The clock model of one board: its family's law with its regions.
package struct BoardClockModel: Sendable {
  /// The board.
  package let board: BoardSpec
  /// The family's model.
  package let family: FamilyClockModel
  /// The regions.
  package let device: ClockDevice
  /// What the shell takes, where published counts include it.
  package let shell: ResourceCount

  /// Reads the builds of a catalogue and fits the model of a board's family.
  ///
  /// - Returns: `nil` when there are too few builds of the family.
  /// - Throws: ``ClockError`` when the builds cannot be read.
  package init?(board: BoardSpec, catalog: SpecCatalog) throws(ClockError) {
    self.init(ClockModel(try ClockBuilds(folder: catalog.clocksFolder)), board: board)
  }

  /// Fits the model of a board's family; takes a few milliseconds.
  ///
  /// - Returns: `nil` when there are no builds of the family.
  package init?(_ model: ClockModel, board: BoardSpec) {
    guard let family = model.family(board.fabric.name) else { return nil }
    self.family = family
    self.board = board
    (device, shell) = model.device(of: board)
  }

  /// The clock that kernels reach.
  package func estimate(_ demand: ClockDemand) -> ClockEstimate {
    var all = demand
    for kind in ResourceKind.allCases where shell[kind] > 0 {
      all.use[kind, default: 0] += Double(shell[kind])
    }
    return family.estimate(all, on: device)
  }
}
