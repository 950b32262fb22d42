import Foundation
import Quantities
import Specs

/// Everything that the device process says: report, log, and messages for people.
struct DeviceJournal: ~Copyable {
  private let report: DeviceReportFile
  private let logPath: String?
  private let isQuiet: Bool
  private var said: Set<String> = []
  private var unknown: [UInt64] = []
  private var link: HostLinkSpec?

  init(_ options: DeviceOptions) {
    report = DeviceReportFile(path: options.report)
    logPath = options.log
    isQuiet = options.isQuiet
  }

  /// Writes a record.
  func write(_ record: DeviceRecord) { report.write(record) }

  /// Writes a transfer with the time that the board's link takes.
  func write(_ piece: TransferLog.Piece, _ memory: borrowing DeviceMemory) {
    let seconds = link.map { link in
      let rate = piece.direction == .toDevice ? link.hostToDevice : link.deviceToHost
      return (link.latency + rate.time(for: ByteCount(piece.bytes))).value
    }
    let bank = memory.bank(of: piece.address).map { memory.banks[$0].name }
    write(
      .transfer(
        .init(
          direction: piece.direction, address: piece.address, bytes: piece.bytes, memory: bank,
          modelledSeconds: seconds)))
  }

  /// Reports a mistake, once.
  mutating func find(
    _ severity: DeviceRecord.Finding.Severity, unit: String? = nil, argument: String? = nil,
    _ message: String
  ) {
    guard said.insert(message).inserted else { return }
    write(
      .finding(.init(severity: severity, unit: unit, argument: argument, message: message)))
    log(message)
    if !isQuiet {
      FileHandle.standardError.write(Data("ferrule: \(severity.rawValue): \(message)\n".utf8))
    }
  }

  /// A program was loaded.
  mutating func noteLoaded(_ program: LoadedProgram) {
    link = program.board?.hostLink
    write(
      .loaded(
        .init(
          board: program.description.board,
          units: program.description.kernels.flatMap { $0.units.map(\.name) },
          untimed: program.untimed)))
  }

  /// A buffer is gone: an output in it that nobody looked at is lost.
  mutating func noteFreed(_ buffer: DeviceBuffer) {
    guard let output = buffer.unreadOutput else { return }
    let parts = output.split(separator: ".", maxSplits: 1).map(String.init)
    find(
      .warning, unit: parts.first, argument: parts.last,
      "\(output): the kernel wrote to the buffer at \(hex(buffer.address)), and it was never synced "
        + "from the device: the host sees what was there before. A forgotten "
        + "sync(XCL_BO_SYNC_BO_FROM_DEVICE)?")
  }

  /// A call that the device does not know.
  mutating func noteUnknown(_ number: UInt64) {
    if !unknown.contains(number) { unknown.append(number) }
    log("call \(number) is not known; it was answered with 1")
  }

  /// Writes a line to the log, if there is one.
  func log(_ line: String) {
    guard let logPath, let file = fopen(logPath, "a") else { return }
    fputs(line + "\n", file)
    fclose(file)
  }

  /// Ends the report.
  func finish(isClosed: Bool) {
    write(.end(.init(isClosed: isClosed, unknownCalls: unknown.sorted())))
  }
}
