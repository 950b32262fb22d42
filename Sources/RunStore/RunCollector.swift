import Measurements
import RooflineModel

/// Gathers rows into a table of design points.
struct RunCollector {
  /// Families beyond these are left out, so that no file fills the memory with names.
  static let familyLimit = 1 << 16

  private(set) var table = RunTable()
  private(set) var counts = RunCounts()
  /// In order of first appearance.
  private(set) var boards: [BoardUse] = []
  /// Rows left out because there were too many families.
  private(set) var leftOut = 0

  private var index = KeyIndex()
  private var familyIDs: [MeasurementKey: UInt32] = [:]
  private var boardPlaces: [String: Int] = [:]
  private var seenUses: Set<MeasurementKey> = []
  private var stale: [Int] = []

  /// Takes the current row of a file.
  mutating func add(_ stream: MeasurementStream, file: UInt16) {
    counts.rows += 1
    guard let seconds = secondsThatCount(stream.digest) else { return noteUse(stream) }
    if let known = index.find(stream.digest.key, in: table.keys) {
      if table.append(seconds, to: known) { stale.append(known) }
    } else {
      addDesignPoint(stream, seconds: seconds, file: file)
    }
  }

  /// Brings every median up to date.
  mutating func refresh() {
    for index in stale { table.bringUpToDate(index) }
    stale.removeAll(keepingCapacity: true)
  }

  private mutating func secondsThatCount(_ row: MeasurementDigest) -> Double? {
    switch row.status {
    case .failed: counts.failed += 1
    case .skipped: counts.skipped += 1
    case .ok:
      if row.resultCheck == .failed {
        counts.wrong += 1
      } else if row.evidence == .emulated {
        counts.emulated += 1
      } else if let seconds = row.seconds, seconds > 0 {
        return seconds
      } else {
        counts.untimed += 1
      }
    }
    return nil
  }

  private mutating func addDesignPoint(_ stream: MeasurementStream, seconds: Double, file: UInt16) {
    guard let id = family(of: stream) else {
      leftOut += 1
      return
    }
    let row = stream.digest
    let family = table.families[Int(id)]
    var record = RunRecord()
    record.offset = stream.offset
    record.line = UInt32(clamping: stream.line)
    record.file = file
    record.firstSeconds = seconds
    record.bytesMoved = row.bytesMoved ?? RunRecord.unknown
    record.operations = row.operations ?? RunRecord.unknown
    record.recomputes = CeilingFit.recomputes(kernel: family.kernel, passes: row.passes)
    record.largestRate = Float(
      PhysicsCheck.largestRate(
        of: row, kernel: family.kernel, operation: family.operation, kinds: family.kinds))
    table.append(record, key: row.key, family: id)
    index.addLast(of: table.keys)
  }

  // MARK: Names

  private mutating func family(of stream: MeasurementStream) -> UInt32? {
    let key = stream.key(over: RunFamily.columns)
    if let known = familyIDs[key] { return known }
    guard table.families.count < Self.familyLimit else { return nil }
    noteUse(stream)
    let id = UInt32(table.families.count)
    table.families.append(RunFamily(stream))
    familyIDs[key] = id
    return id
  }

  /// Remembers the board and, for rows of the roofline kernel, the operation.
  private mutating func noteUse(_ stream: MeasurementStream) {
    let key = stream.key(over: ["board", "kernel", "operation"])
    guard seenUses.count < Self.familyLimit, seenUses.insert(key).inserted else { return }
    let name = stream.text("board")
    let place = boardPlaces[name] ?? boards.count
    if place == boards.count {
      boardPlaces[name] = place
      boards.append(BoardUse(name: name))
    }
    guard stream.text("kernel") == RunKinds.rooflineKernel else { return }
    boards[place].rooflineOperations.insert(stream.text("operation"))
  }
}

extension RunFamily {
  /// Reads the names of the current row, which is not emulated.
  fileprivate init(_ stream: MeasurementStream) {
    board = stream.text("board")
    memory = stream.text("memory")
    elementType = stream.text("element_type")
    kernel = stream.text("kernel")
    operation = stream.text("operation")
    basis = stream.digest.evidence == .measured ? .measured : .modelled
    kinds = RunKinds(
      kernel: kernel, operation: operation, memory: memory, elementType: elementType)
  }
}
