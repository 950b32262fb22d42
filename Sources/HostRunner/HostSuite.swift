import struct Measurements.Measurement
import Quantities
package import Specs

/// What `ferrule bench host` measures on a machine.
package struct HostSuite: Sendable {
  /// Words for the column `tool`.
  package let tool: String
  private let machine: HostMachine
  private let isQuick: Bool

  /// Prepares the suite.
  ///
  /// - Parameters:
  ///   - machine: The machine.
  ///   - tool: The compiler and its flags.
  ///   - isQuick: Fewer working sets, and the sweep of one type.
  package init(machine: HostMachine, tool: String, isQuick: Bool) {
    self.machine = machine
    self.tool = tool
    self.isQuick = isQuick
  }

  private var threads: Int { max(1, machine.processors.count) }
  private var vectors: VectorUnit { machine.vectors }

  /// Types whose peaks are measured: half precision where the processor calculates with it.
  package var types: [ElementType] {
    ElementType.allCases.filter { $0 != .f16 || vectors.hasHalf }
  }

  /// Every point, phase by phase.
  package var points: [HostPoint] { compute + memory + latency + roofline }

  private func row(_ kernel: String, _ operation: String, _ type: ElementType) -> Measurement {
    var row = Measurement()
    row.board = "host"
    row.runner = "host"
    row.evidence = .measured
    row.tool = tool
    row.kernel = kernel
    row.operation = operation
    row.dialect = "host"
    row.elementType = type.rawValue
    row.lanes = max(1, vectors.bytes / type.bytes)
    row.computeUnits = threads
    row.timeSource = .hostClock
    return row
  }

  // MARK: Compute

  private var compute: [HostPoint] {
    types.flatMap { type in
      let program = HostProgram.compute(type, vectors)
      return ArithmeticOperator.allCases.map { operation in
        var point = HostPoint(
          program: program, kernel: operation.rawValue, threads: threads, bytes: 0,
          phase: .compute, row: row("roofline", operation.rawValue, type))
        point.operations =
          threads * HostProgram.chains(vectors) * HostProgram.stages
          * max(1, vectors.bytes / type.bytes) * operation.operationCount
        return point
      }
    }
  }

  // MARK: Memory

  private var levels: MemoryLevels { MemoryLevels(caches: machine.caches) }

  /// Three regions per thread take at most a third of what is left of memory.
  package var mostBytesPerThread: Int {
    (machine.availableMemory?.value ?? 1 << 30) / 9 / threads
  }

  /// Bytes of each region of a thread that points need.
  package func room(of points: [HostPoint]) -> Int { points.map(\.bytes).max() ?? 0 }

  private var workingSets: [MemoryLevels.WorkingSet] {
    levels.workingSets(
      perLevel: isQuick ? 2 : 3, isGapless: !isQuick, most: mostBytesPerThread)
  }

  /// The working set of the memory behind the caches; `nil` when there is no room for it.
  private var far: MemoryLevels.WorkingSet? { workingSets.last { $0.name == "dram" } }

  private var memory: [HostPoint] {
    let program = HostProgram.memory(vectors)
    return workingSets.flatMap { set in
      [("read", 1, 0), ("write", 0, 1), ("copy", 1, 1), ("triad", 2, 1)].map { move in
        memoryPoint(program, set, name: move.0, reads: move.1, writes: move.2)
      }
    }
  }

  private func memoryPoint(
    _ program: HostProgram, _ set: MemoryLevels.WorkingSet, name: String, reads: Int, writes: Int
  ) -> HostPoint {
    let passesCaches = writes > 0 && set.name == "dram"
    let isStream = name == "copy" || name == "triad"
    let array = set.bytesPerThread / (reads + writes)
    var point = HostPoint(
      program: program, kernel: passesCaches ? "\(name)-nt" : name, threads: threads,
      bytes: set.bytesPerThread, phase: .memory,
      row: row(isStream ? "stream" : "memory-probe", name, .f64))
    point.bytesRead = reads * array * threads
    point.bytesWritten = writes * array * threads
    point.operations = name == "triad" ? 2 * array / 8 * threads : nil
    point.row.memory = set.name
    point.row.pattern = "sequential"
    point.row.workingSetBytes = set.bytesPerThread
    point.row.problemSize = array / 8 * threads
    point.row.message = note(set, passesCaches)
    return point
  }

  private func note(_ set: MemoryLevels.WorkingSet, _ passesCaches: Bool) -> String {
    let notes = [
      set.name.isEmpty ? "between two memories" : "", passesCaches ? "non-temporal stores" : "",
    ]
    return notes.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private var latency: [HostPoint] {
    let program = HostProgram.latency()
    return workingSets.map { set in
      var row = row("pointer-chase", "read", .i64)
      row.lanes = 1
      row.computeUnits = 1
      row.memory = set.name
      row.pattern = "random"
      row.accessBytes = 8
      row.workingSetBytes = set.bytesPerThread
      row.message = note(set, false)
      var point = HostPoint(
        program: program, kernel: "chase", threads: 1, bytes: set.bytesPerThread, phase: .memory,
        row: row)
      point.bytesRead = 8 * HostProgram.readsPerTurn
      return point
    }
  }

  // MARK: Roofline sweep

  private var roofline: [HostPoint] {
    guard let far else { return [] }
    let types: [ElementType] = isQuick ? [.f32] : [.f32, .f64]
    return types.flatMap { type in
      let program = HostProgram.roofline(type, vectors)
      return HostProgram.sweptChains.map { chain in
        let array = far.bytesPerThread / 2
        var point = HostPoint(
          program: program, kernel: "chain\(chain)", threads: threads, bytes: far.bytesPerThread,
          phase: .roofline, row: row("roofline", "fma", type))
        point.operations = 2 * chain * (array / type.bytes) * threads
        point.bytesRead = array * threads
        point.bytesWritten = array * threads
        point.row.memory = far.name
        point.row.chain = chain
        point.row.passes = 1
        point.row.workingSetBytes = far.bytesPerThread
        point.row.problemSize = array / type.bytes * threads
        point.row.message = note(far, true)
        return point
      }
    }
  }
}
