import Foundation
import HLSGenerator
import KernelIR
import struct Measurements.Measurement
import Runners
import Specs

/// A kernel job as an OpenCL device runs it: one unit, all of its elements.
struct OpenCLJob {
  private let job: KernelJob
  private let check: FunctionalCheck
  private let program: KernelProgram
  private let entry: OpenCLEntry

  /// Lowers and prints a job.
  ///
  /// - Throws: `DesignError` or ``GenerationError`` with every reason why that is not possible.
  init(_ job: KernelJob, _ whole: RunJob, _ settings: OpenCLBoardRunner.Settings) throws {
    guard job.design.computeUnits == 1 else {
      throw DesignError(
        subject: job.label,
        reasons: [
          "an OpenCL device gets the whole problem at once and spreads it itself; leave "
            + "--compute-units out"
        ])
    }
    let lowering = try KernelLowering(kernel: job.kernel, board: whole.board, design: job.design)
    try lowering.check(job.run)
    let design = try GeneratedDesign(
      kernel: job.kernel, board: whole.board, design: job.design,
      command: "ferrule bench \(whole.board.name) --runner opencl --kernel \(job.kernel.name)")
    self.job = job
    program = design.program
    entry = try OpenCLEntry(design, isSingle: settings.binary != nil)
    check = FunctionalCheck(
      kernel: job.kernel, operation: lowering.operation, design: job.design, program: program)
  }

  /// The text of the program.
  var source: String { entry.source }

  /// Bytes of the largest array; `nil` when there is none.
  var largestArray: Int? {
    program.arrays.map { RunBytes.bytes(of: $0, check, job.run) ?? .max }.max()
  }

  /// The kernel with its arguments.
  ///
  /// - Throws: `DesignError` for arrays that nobody can count.
  func work() throws -> OpenCLRequest.Work {
    let bytes = try RunBytes(check, run: job.run)
    let sizes = job.run.sizes(tileBeats: job.design.tileBeats)
    let elements = job.run.beats * max(1, job.design.lanes)
    let arguments = try entry.arguments.map { argument -> OpenCLRequest.Argument in
      switch argument {
      case .array(let name): try buffer(name, bytes)
      case .elements: .value(Self.data(UInt64(elements)))
      case .size(let name): .value(Self.data(sizes[name] ?? 0))
      case .scalar(let scalar):
        .value(
          try program.elementType.accept(
            ScalarBytes(number: scalar.number(for: program.elementType))))
      }
    }
    let group = entry.group ?? 1
    let shares = (elements + entry.elementsPerItem - 1) / entry.elementsPerItem
    let items = entry.group == nil ? 1 : (shares + group - 1) / group * group
    return .kernel(name: entry.name, arguments: arguments, items: items, group: group)
  }

  private func buffer(_ name: String, _ bytes: RunBytes) throws -> OpenCLRequest.Argument {
    guard let found = bytes.buffers.first(where: { $0.name == name }) else {
      throw DesignError(subject: job.label, reasons: ["there is no array \(name)"])
    }
    let expected =
      name == bytes.output
      ? OpenCLRequest.Expectation(
        contents: Self.contents(bytes.expected), bytes: bytes.expectedBytes,
        elementType: program.elementType.rawValue, block: bytes.tolerance?.block,
        relative: bytes.tolerance?.relative) : nil
    return .buffer(
      bytes: found.bytes, contents: found.contents.map(Self.contents), isUpdated: found.isUpdated,
      expected: expected)
  }

  private static func contents(_ contents: RunBytes.Contents) -> OpenCLRequest.Contents {
    switch contents {
    case .repeated(let bytes): .repeated(Data(bytes))
    case .whole(let bytes): .whole(Data(bytes))
    }
  }

  private static func data<Number: FixedWidthInteger>(_ number: Number) -> Data {
    withUnsafeBytes(of: number) { Data($0) }
  }

  // MARK: Rows

  /// A row of a job without results and counts.
  ///
  /// Built from source, a design of one board runs on a device that is another: the row has the
  /// device's name. A vendor's file is for the board.
  static func row(of job: RunJob, _ settings: OpenCLBoardRunner.Settings) -> Measurement {
    var row: Measurement
    let isBoard = settings.binary != nil
    switch job.work {
    case .kernel(let kernel):
      row = Measurement(job: kernel, board: job.board)
      row.clock = nil
      if !isBoard { row.describeDevice(settings.device) }
    case .transfer(let transfer):
      row = Measurement()
      row.board = job.board.name
      row.kernel = "host-link"
      row.operation = transfer.direction.rawValue
      row.memory = "host"
    }
    if !isBoard { row.board = settings.device.boardName }
    row.runner = "opencl"
    row.evidence = .measured
    row.dialect = "opencl"
    row.tool = "OpenCL \(settings.device.platform), \(settings.device.name)"
    return row
  }

  /// The row with what a run moves and computes.
  func counted(_ row: Measurement) -> Measurement {
    var row = row
    row.count(
      WorkCount(program, of: job.kernel, design: job.design, run: job.run), of: job)
    return row
  }
}

extension Measurement {
  /// What the design says of a board is not so on another device.
  fileprivate mutating func describeDevice(_ device: OpenCLDevice) {
    memory = "global"
    computeUnits = device.computeUnits
    (lanes, channels, portBits, burstBeats, outstanding) = (nil, nil, nil, nil, nil)
    clockTarget = nil
    memoryClock = nil
    schedule = ""
  }
}

/// A scalar as the bytes of its type.
private struct ScalarBytes: ElementTypeVisitor {
  let number: Double

  func visit<Element: KernelElement>(_ type: Element.Type) -> Data {
    withUnsafeBytes(of: Element.element(number)) { Data($0) }
  }
}
