package import Foundation
import HLSGenerator
import KernelIR
import struct Measurements.Measurement
import Quantities
package import Runners
import Specs

/// A kernel of a file under `Kernels/` as threads of this machine run it.
package struct HostKernelJob {
  private let machine: HostMachine
  private let tool: String

  /// Prepares jobs.
  ///
  /// - Parameters:
  ///   - machine: The machine.
  ///   - tool: The compiler and its flags.
  package init(machine: HostMachine, tool: String) {
    self.machine = machine
    self.tool = tool
  }

  /// The point of a job; contents of its arrays are written into a folder.
  ///
  /// Elements that do not depend on each other are shared out among threads; of other kernels every
  /// thread runs the whole problem, as compute units do.
  ///
  /// - Parameters:
  ///   - kernel: The job, its compute units being the threads.
  ///   - whole: The job with the board that its design is for.
  ///   - number: Which of the jobs it is.
  ///   - folder: Where a folder for it is made.
  /// - Returns: The point.
  /// - Throws: `DesignError`, ``GenerationError``, ``HostFailure`` with every reason why there is none.
  package func point(
    _ kernel: KernelJob, _ whole: RunJob, number: Int, folder: URL
  ) throws -> HostPoint {
    guard kernel.kernel.structure != .onChip else {
      throw DesignError(
        subject: kernel.label,
        reasons: [
          "on-chip memories are built on boards; ferrule bench host measures the caches of this machine"
        ])
    }
    let threads = kernel.design.computeUnits
    var unit = kernel
    unit.design.computeUnits = 1
    let text = try text(unit, whole)
    let lowering = try KernelLowering(kernel: unit.kernel, board: whole.board, design: unit.design)
    try lowering.check(unit.run)
    let program = try lowering.program()
    let check = FunctionalCheck(
      kernel: unit.kernel, operation: lowering.operation, design: unit.design, program: program)
    let bytes = try room(for: check, unit, threads: threads)
    let work = WorkCount(program, of: unit.kernel, design: unit.design, run: unit.run)
    let run = HostKernelRun(
      bytes: bytes, sizes: unit.run.sizes(tileBeats: unit.design.tileBeats),
      cacheBytes: machine.caches.last?.bytesPerThread ?? 0, type: unit.design.elementType,
      operationsPerElement: operations(work, check, unit))
    let own = folder.appendingPathComponent("\(number)")
    try Self.write(bytes, to: own)
    let name = "kernel-\(number)-\(text.name)"
    var point = HostPoint(
      program: HostProgram.kernel(text, run, name: name), kernel: "run", threads: threads,
      bytes: bytes.buffers.map(\.bytes).max() ?? 0, phase: .roofline, row: Measurement())
    point.folder = own.path
    point.row = row(kernel, whole, bytes, isShared: text.isPointwise)
    var counts = Measurement()
    var counted = unit
    counted.design.computeUnits = threads
    counts.count(work, of: counted)
    (point.operations, point.bytesRead, point.bytesWritten) =
      (counts.operations, counts.bytesRead, counts.bytesWritten)
    return point
  }

  private func text(_ unit: KernelJob, _ whole: RunJob) throws -> HostKernelText {
    let design = try GeneratedDesign(
      kernel: unit.kernel, board: whole.board, design: unit.design,
      command: "ferrule bench host --kernel \(unit.kernel.name)")
    return try HostKernelText(design)
  }

  private func room(
    for check: FunctionalCheck, _ unit: KernelJob, threads: Int
  ) throws -> RunBytes {
    let sizes = check.program.arrays.map { RunBytes.bytes(of: $0, check, unit.run) ?? .max }
    let largest = sizes.max() ?? 0
    let (all, overflow) = largest.multipliedReportingOverflow(by: sizes.count * threads)
    let most = machine.availableMemory?.value ?? .max
    guard !overflow, all <= most / 4 * 3 else {
      throw DesignError(
        subject: unit.label,
        reasons: [
          "\(sizes.count) arrays of up to \(ByteCount(largest)) for \(threads) threads, but "
            + "\(ByteCount(most)) of memory are free; use a smaller problem, or fewer threads "
            + "(--compute-units)"
        ])
    }
    return try RunBytes(check, run: unit.run)
  }

  /// Rounded operations of an element of the result.
  private func operations(
    _ work: WorkCount, _ check: FunctionalCheck, _ unit: KernelJob
  ) -> Int {
    work.operations / max(1, check.outputElements(unit.run))
  }

  private static func write(_ bytes: RunBytes, to folder: URL) throws(HostFailure) {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (number, buffer) in bytes.buffers.enumerated() {
        guard let contents = buffer.contents else { continue }
        try data(contents).write(to: folder.appendingPathComponent("\(number)"))
      }
      try data(bytes.expected).write(to: folder.appendingPathComponent("expected"))
    } catch {
      throw HostFailure("cannot write \(folder.path): \(error.localizedDescription)")
    }
  }

  private static func data(_ contents: RunBytes.Contents) -> Data {
    switch contents {
    case .repeated(let bytes), .whole(let bytes): Data(bytes)
    }
  }

  // MARK: Rows

  /// What the design says of a board is not so here.
  private func row(
    _ job: KernelJob, _ whole: RunJob, _ bytes: RunBytes, isShared: Bool
  ) -> Measurement {
    var row = Measurement(job: job, board: whole.board)
    let set = bytes.buffers.reduce(0) { $0 + $1.bytes }
    row.board = "host"
    row.runner = "host"
    row.evidence = .measured
    row.tool = tool
    row.dialect = "host"
    row.timeSource = .hostClock
    row.schedule = ""
    row.lanes = max(1, machine.vectors.bytes / job.design.elementType.bytes)
    row.memory = MemoryLevels(caches: machine.caches).name(bytesPerThread: set)
    row.workingSetBytes = set
    row.computeUnits = job.design.computeUnits
    (row.channels, row.portBits, row.burstBeats, row.outstanding) = (nil, nil, nil, nil)
    (row.clock, row.clockTarget, row.memoryClock) = (nil, nil, nil)
    let threads = job.design.computeUnits
    row.message = [
      isShared || threads == 1 ? "" : "every thread has a problem of its own",
      row.memory.isEmpty ? "between two memories" : "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
    return row
  }
}
