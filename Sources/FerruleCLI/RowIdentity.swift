import Measurements
import Runners
import Specs

/// What tells one run from another: everything but results, repetition and time of day.
struct RowIdentity: Hashable {
  private let row: Measurement

  init(_ job: RunJob) {
    switch job.work {
    case .kernel(let kernel): self.init(Measurement(job: kernel, board: job.board))
    case .transfer(let transfer):
      var row = Measurement()
      row.board = job.board.name
      row.kernel = "host-link"
      row.operation = transfer.direction.rawValue
      row.memory = "host"
      self.init(row)
    }
  }

  init(_ row: Measurement, namesMemory: Bool = true) {
    var copy = Measurement()
    copy.board = row.board
    copy.kernel = row.kernel
    copy.operation = row.operation
    copy.schedule = row.schedule
    copy.elementType = row.elementType
    copy.lanes = row.lanes
    copy.chain = row.chain
    copy.passes = row.passes
    copy.computeUnits = row.computeUnits
    copy.clockTarget = row.clockTarget
    copy.memory = namesMemory ? row.memory : ""
    copy.memoryClock = row.memoryClock
    copy.channels = row.channels
    copy.pattern = row.pattern
    copy.strideBytes = row.strideBytes
    copy.accessBytes = row.accessBytes
    copy.workingSetBytes = row.workingSetBytes
    copy.burstBeats = row.burstBeats
    copy.outstanding = row.outstanding
    copy.problemSize = row.problemSize
    self.row = copy
  }
}
