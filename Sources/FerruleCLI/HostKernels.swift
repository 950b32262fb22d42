import Foundation
import HostRunner
import KernelIR
import Quantities
import Runners
import Specs

/// `ferrule bench host --kernel`: kernels of files as points of this machine.
struct HostKernels {
  let command: Bench
  let machine: HostMachine
  let tool: String
  /// A folder of this command, for the contents of arrays.
  let folder: URL

  /// Kernels are lowered for a board; this one has every operator, and nothing of it is in the rows.
  private static let carrier = "u280"

  /// Every point of the sweep.
  ///
  /// - Parameter name: Name or path of the kernel.
  /// - Returns: The points in the order of the sweep.
  /// - Throws: ``CommandFailure`` (64) with every mistake.
  func points(of name: String) throws -> [HostPoint] {
    let catalog = try command.catalog.catalog()
    let kernel = try catalog.kernel(name)
    let sweep = try command.design.sweep()
    try refuseBoards(sweep)
    let jobs = try KernelJobs(
      board: catalog.board(Self.carrier), kernel: kernel, sweep: sweep,
      base: usual(kernel, sweep)
    ).all(repetitions: 1)
    try checkThreads(jobs)
    let maker = HostKernelJob(machine: machine, tool: tool)
    return try jobs.enumerated().compactMap { number, job in
      guard case .kernel(let kernel) = job.work else { return nil }
      do {
        return try maker.point(kernel, job, number: number, folder: folder)
      } catch let error as DesignError {
        let design = kernel.design
        let name = "\(design.kernel) \(design.operation) \(design.elementType.rawValue)"
        throw DesignError(subject: "\(name) on this machine", reasons: error.reasons)
      }
    }
  }

  private var threads: Int { max(1, machine.processors.count) }

  /// All processors, and two arrays of a thread that together are four times its last cache.
  private func usual(_ kernel: KernelSpec, _ sweep: DesignSweep) -> [DesignKey: String] {
    var values: [DesignKey: String] = [.computeUnits: "\(threads)"]
    let isPlain = [.elementwise, .roofline].contains(kernel.structure)
    if isPlain, !sweep.has(.size), !sweep.has(.problemSize) {
      let far = MemoryLevels(caches: machine.caches).workingSets(
        perLevel: 1, isGapless: false, most: mostBytesPerThread
      ).last?.bytesPerThread
      let mebibytes = (far ?? 128 << 20) / (2 << 20)
      values[.size] = "\(max(1, mebibytes))MiB"
    }
    return values
  }

  private var mostBytesPerThread: Int {
    (machine.availableMemory?.value ?? 1 << 30) / 9 / threads
  }

  /// What chooses something of a board says nothing here.
  private func refuseBoards(_ sweep: DesignSweep) throws {
    let boards: [DesignKey] = [
      .memory, .channels, .clock, .memoryClock, .portBits, .burstBeats, .outstanding, .adapter,
      .page, .bufferBeats, .storage, .cacheLines, .functionInterval, .processes,
    ]
    let vain = sweep.axes.map(\.key).filter(boards.contains).map(\.flag)
    guard vain.isEmpty else {
      throw CommandFailure.usage(
        "bench host: \(vain.joined(separator: ", ")) is for boards; leave it out")
    }
  }

  private func checkThreads(_ jobs: [RunJob]) throws {
    let counts = jobs.compactMap { job -> Int? in
      if case .kernel(let kernel) = job.work { kernel.design.computeUnits } else { nil }
    }
    guard let most = counts.max(), most > threads else { return }
    throw CommandFailure.usage(
      "--compute-units: found \(most), but this process may use \(threads) cores; threads of one core "
        + "would share its units")
  }
}
