import KernelIR
import Runners
import Specs

/// The jobs of `bench --kernel`: a sweep over the given flags, and over what a user wants to see of
/// a kernel when a flag is not given.
struct KernelJobs {
  let board: BoardSpec
  let kernel: KernelSpec
  let sweep: DesignSweep
  /// What is chosen unless a flag says otherwise: the design of a build.
  var base: [DesignKey: String] = [:]
  /// What chooses units, lanes and chain, if it is not the flags alone.
  var filling: DeviceFilling?

  /// Every job in the order of the sweep.
  ///
  /// - Throws: ``CommandFailure`` with the mistakes of all points, each once.
  func all(repetitions: Int) throws -> [RunJob] {
    var jobs: [RunJob] = []
    var mistakes = FlagScope(kernel: kernel).mistakes(in: sweep)
    for operation in operations {
      for point in sweep.points {
        let chosen = operation.map { point.merging([.operation: $0]) { $1 } } ?? point
        let values = base.merging(chosen) { $1 }
        var builder = DesignBuilder(board: board, kernel: kernel, values: values)
        do {
          var job = try builder.job()
          if let filled = try filling?.filled(values) {
            Diagnostics.note(filled.explanation)
            job = filled.job
          }
          jobs += runs(of: job).map {
            RunJob(work: .kernel($0), board: builder.board, repetitions: repetitions)
          }
        } catch _ as DesignMistakes {
          mistakes += builder.mistakes.filter { !mistakes.contains($0) }
        }
      }
    }
    guard mistakes.isEmpty else {
      throw CommandFailure.usage(mistakes.joined(separator: "\n"))
    }
    return jobs
  }

  /// Every operation of the kernel unless one was chosen; a roofline kernel shows its default.
  private var operations: [String?] {
    if sweep.has(.operation) || base[.operation] != nil || kernel.structure == .roofline {
      return [nil]
    }
    return kernel.operations.map(\.name)
  }

  /// All intensities of a roofline build, unless passes or tap were chosen.
  private func runs(of job: KernelJob) -> [KernelJob] {
    guard kernel.structure == .roofline, !sweep.has(.passes), !sweep.has(.tap) else {
      return [job]
    }
    return Suite.sweep(chain: job.design.chain).map { point in
      var copy = job
      copy.run.tap = point.tap
      copy.run.passes = point.passes
      return copy
    }
  }
}

extension RunJob {
  /// Passes up to which a run may be bound by memory, so that its arrays must not fit into caches.
  private static let passesPastCaches = 16

  /// Many passes over few beats take as long as some over many, and compute as much.
  var shortened: RunJob {
    guard case .kernel(var kernel) = work, kernel.kernel.structure == .roofline,
      kernel.run.passes > Self.passesPastCaches
    else { return self }
    let tile = max(1, kernel.design.tileBeats)
    let share = kernel.run.passes / Self.passesPastCaches
    kernel.run.beats = max(1, kernel.run.beats / share / tile) * tile
    var short = self
    short.work = .kernel(kernel)
    return short
  }
}
