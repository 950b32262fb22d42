import Measurements
package import RooflineModel

/// Gives the limits of boards; called again whenever a board or an operation appears.
package typealias BoardLimits = @Sendable ([BoardUse]) throws -> [TheoreticalLimits]

/// Loading, one step after the other, without threads or clocks.
struct LoadProgress {
  /// What a step did.
  enum Step {
    /// Some bytes were read.
    case read
    /// More has to come through a pipe.
    case waiting
    /// All there is was read.
    case atEnd
  }

  private var sources: [RunSource]
  private var collector = RunCollector()
  private let boardLimits: BoardLimits
  /// The boards that `limits` are for.
  private var limitedBoards: [BoardUse] = []
  private var limits: [TheoreticalLimits] = []
  private var limitFailure: String?
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)

  init(files: [String], isFollowed: Bool, limits: @escaping BoardLimits) {
    sources = files.map { RunSource(name: $0, isFollowed: isFollowed) }
    boardLimits = limits
  }

  /// Reads a piece of the first file that has one.
  mutating func step() -> Step {
    var isWaiting = false
    for index in sources.indices {
      let step = buffer.withUnsafeMutableBytes { sources[index].step($0) }
      switch step {
      case .read:
        gather(index)
        return .read
      case .waiting: isWaiting = true
      case .atEnd: break
      }
    }
    return isWaiting ? .waiting : .atEnd
  }

  /// Begins anew when a followed file is not the one that was read.
  ///
  /// - Returns: Whether it did.
  mutating func restartIfReplaced() -> Bool {
    guard sources.contains(where: \.isReplaced) else { return false }
    sources = sources.map(\.restarted)
    collector = RunCollector()
    return true
  }

  /// What is known now.
  ///
  /// - Parameter isComplete: Whether all there is was read.
  /// - Returns: A value that later steps do not change.
  mutating func snapshot(isComplete: Bool) -> RunSnapshot {
    collector.refresh()
    updateLimits()
    var snapshot = RunSnapshot()
    snapshot.reader = RowReader(sources: sources.map(\.readerSource))
    let summary = RooflineSummary(
      runs: collector.table, reader: snapshot.reader, boards: collector.boards,
      limits: limits.flatMap(\.ceilings), effort: isComplete ? .full : .brief)
    snapshot.rooflines = summary.rooflines
    snapshot.labels = summary.labels
    snapshot.runs = collector.table
    snapshot.counts = collector.counts
    snapshot.isComplete = isComplete
    snapshot.warnings = summary.warnings
    addFiles(to: &snapshot)
    return snapshot
  }

  private mutating func gather(_ index: Int) {
    let file = UInt16(clamping: index)
    while sources[index].advance() { collector.add(sources[index].stream, file: file) }
  }

  private mutating func updateLimits() {
    guard limitedBoards != collector.boards else { return }
    limitedBoards = collector.boards
    do {
      limits = try boardLimits(limitedBoards)
      limitFailure = nil
    } catch {
      limitFailure = "\(error)"
    }
  }

  private func addFiles(to snapshot: inout RunSnapshot) {
    for source in sources {
      snapshot.files.append(source.name)
      snapshot.bytesRead += source.position
      snapshot.bytesTotal += source.size
      snapshot.warnings += source.stream.warnings(file: source.name)
      snapshot.problems += source.stream.problems.map { $0.text(file: source.name) }
      snapshot.problemCount += source.stream.problemCount
      for failure in [source.failure].compactMap({ $0 }) {
        snapshot.problems.append(failure)
        snapshot.problemCount += 1
      }
    }
    if let limitFailure {
      snapshot.problems.append(limitFailure)
      snapshot.problemCount += 1
    }
    if collector.leftOut > 0 {
      snapshot.warnings.append(
        "\(collector.leftOut) rows are left out: found more than \(RunCollector.familyLimit)"
          + " combinations of board, memory, type, kernel and operation; split the files")
    }
  }
}
