import KernelIR
import Specs

/// The runs that a testbench makes: reduced sizes that together take every path of the program.
struct TestbenchRuns {
  let design: GeneratedDesign

  /// Sizes of every run by name, in the order of the runs.
  var sizes: [[String: UInt32]] { runs.map { $0.sizes(tileBeats: design.design.tileBeats) } }

  /// Every tap and several passes; every pattern of accesses; more and fewer tiles.
  var runs: [RunArguments] {
    if let shape { return shape.reducedRuns }
    switch design.kernel.structure {
    case .roofline: return roofline
    case .elementwise: return [2, 1, 3].map(tiles)
    case .onChip: return [1, 2, 3].map { passes in run { $0.passes = passes } }
    case .memoryProbe: return probe
    case .pointerChase: return chase
    case .randomAccess: return tables
    default: return []
    }
  }

  private var shape: (any KernelShape)? { design.kernel.shape(of: design.design) }

  /// Beats of every array by name: what the runs need and a guard beat that must stay untouched.
  var depths: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: design.program.arrays.map { ($0.name, beats(of: $0) + 1) })
  }

  /// Beats that an array needs for all runs.
  func beats(of array: MemoryArray) -> Int {
    if let shape {
      return runs.map { shape.elements(of: array, $0) / max(1, array.lanes) }.max() ?? 0
    }
    switch design.kernel.structure {
    case .onChip: return design.design.lanes
    case .randomAccess: return runs.map(\.workingSetBeats).max() ?? 0
    case .memoryProbe, .pointerChase:
      return array.name == "checksum" ? 1 : runs.map(\.workingSetBeats).max() ?? 0
    default: return runs.map(\.beats).max() ?? 0
    }
  }

  var check: FunctionalCheck {
    FunctionalCheck(
      kernel: design.kernel, operation: design.operation, design: design.design,
      program: design.program)
  }

  private func run(_ change: (inout RunArguments) -> Void) -> RunArguments {
    var run = RunArguments(beats: design.design.tileBeats)
    change(&run)
    return check.reducedRun(like: run)
  }

  private func tiles(_ count: Int) -> RunArguments {
    var run = run { _ in }
    run.beats = count * design.design.tileBeats
    return run
  }

  /// Long chains take their time in simulation: all numbers of passes only at both ends.
  private var roofline: [RunArguments] {
    let taps = OperatorChain.taps(length: design.design.chain)
    return taps.indices.flatMap { tap in
      let isEnd = tap == 0 || tap == taps.count - 1
      return (isEnd ? [1, 2, 3] : [2]).map { passes in
        var run = tiles(passes)
        run.passes = passes
        run.tap = tap
        return run
      }
    }
  }

  /// Tables in which the beats of a chunk rarely meet, often meet, and always do; the first and the
  /// last unit.
  private var tables: [RunArguments] {
    [(20, 128, 0), (9, 4, design.design.computeUnits - 1), (3, 1, 0)].map { chunks, set, unit in
      var run = tiles(chunks)
      run.workingSetBeats = set
      run.unit = unit
      return run
    }
  }

  /// Chains that visit every beat, some of them, all of a small set several times, and one beat.
  private var chase: [RunArguments] {
    [(1, 128), (5, 64), (12, 32), (3, 1)].map { stride, set in
      run { run in
        run.strideBeats = stride
        run.workingSetBeats = set
      }
    }
  }

  /// In order, with a stride that wraps around, blocks, and one block that is the working set.
  private var probe: [RunArguments] {
    [(1, 1, 128), (5, 1, 128), (12, 4, 64), (16, 16, 16)].map { stride, access, set in
      run { run in
        run.strideBeats = stride
        run.accessBeats = access
        run.workingSetBeats = set
      }
    }
  }
}
