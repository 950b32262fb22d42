import Measurements
import Quantities

/// A column that tells designs apart, and its value in the words of a label.
enum DesignField: CaseIterable {
  case board, kernel, operation, schedule, elementType, lanes, chain, passes, computeUnits
  case clock, memory, channels, pattern, stride, access, workingSet, portBits, burst, outstanding
  case problemSize

  /// What a label says of a row; empty when it is not known.
  func text(_ row: Measurement) -> String {
    switch self {
    case .board: row.board
    case .kernel: row.kernel
    case .operation: row.operation
    case .schedule: row.schedule
    case .elementType: row.elementType
    case .lanes: counted(row.lanes, "lanes")
    case .chain: row.chain.map { "chain \($0)" } ?? ""
    case .passes: row.passes.map { "×\($0)" } ?? ""
    case .computeUnits: counted(row.computeUnits, "units")
    case .clock: row.clock.map { "\($0)" } ?? ""
    case .memory: row.memory
    case .channels: counted(row.channels, "channels")
    case .pattern: row.pattern
    case .stride: bytes(row.strideBytes, "stride")
    case .access: bytes(row.accessBytes, "accesses")
    case .workingSet: bytes(row.workingSetBytes, "working set")
    case .portBits: row.portBits.map { "\($0) bits" } ?? ""
    case .burst: row.burstBeats.map { "bursts of \($0)" } ?? ""
    case .outstanding: row.outstanding.map { "\($0) outstanding" } ?? ""
    case .problemSize: row.problemSize.map { "size \($0)" } ?? ""
    }
  }

  private func counted(_ number: Int?, _ noun: String) -> String {
    number.map { "\($0) \(noun)" } ?? ""
  }

  private func bytes(_ number: Int?, _ noun: String) -> String {
    number.map { "\(ByteCount($0)) \(noun)" } ?? ""
  }
}
