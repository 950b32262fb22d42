import HLSGenerator
import KernelIR
import Runners
import Specs

/// Every design point of `generate --sweep`, each once.
struct GenerateSweep {
  /// A point with its folder, or why there is none.
  struct Point: Sendable {
    let kernel: KernelSpec
    /// What was asked for, by flag.
    let values: [DesignKey: String]
    /// What is built; `nil` where values make no design.
    let design: DesignPoint?
    /// Where it goes; empty where there is no design.
    var folder: String
    /// Why it is not written, one sentence per reason.
    var reasons: [String]
  }

  let board: BoardSpec
  let points: [Point]
  /// How many combinations make a design that another one makes, too.
  let duplicates: Int

  /// Combines the values given to flags; what is not given takes every value that the kernel has.
  init(board: BoardSpec, kernels: [KernelSpec], sweep: DesignSweep) throws {
    self.board = board
    var points: [Point] = []
    var known: Set<DesignPoint> = []
    var folders: Set<String> = []
    var duplicates = 0
    for kernel in kernels {
      for values in try Self.combinations(kernel, sweep) {
        var point = Self.point(board, kernel, values)
        if let design = point.design {
          guard known.insert(design).inserted else {
            duplicates += 1
            continue
          }
          point.folder = SweepFolder(kernel: kernel, board: board, design: design).path
          var number = 2
          while !folders.insert(point.folder).inserted {
            point.folder += "-\(number)"
            number += 1
          }
        }
        points.append(point)
      }
    }
    self.points = points
    self.duplicates = duplicates
  }

  private static func point(
    _ board: BoardSpec, _ kernel: KernelSpec, _ values: [DesignKey: String]
  ) -> Point {
    var builder = DesignBuilder(board: board, kernel: kernel, values: values)
    do throws(DesignMistakes) {
      let job = try builder.job()
      return Point(kernel: kernel, values: values, design: job.design, folder: "", reasons: [])
    } catch {
      return Point(kernel: kernel, values: values, design: nil, folder: "", reasons: error.lines)
    }
  }

  /// Flags that mean nothing to a kernel are left out for it.
  private static func combinations(
    _ kernel: KernelSpec, _ sweep: DesignSweep
  ) throws -> [[DesignKey: String]] {
    let scope = FlagScope(kernel: kernel)
    var axes = sweep.axes.filter { scope.mistake($0.key) == nil }
    func add(_ key: DesignKey, _ values: [String]) throws {
      guard !axes.contains(where: { $0.key == key }), values.count > 1 else { return }
      axes.append(try DesignSweep.Axis(key, list: values.joined(separator: ",")))
    }
    try add(.operation, kernel.operations.map(\.name))
    try add(.type, kernel.types.map(\.rawValue))
    try add(.schedule, kernel.schedules.map(\.rawValue))
    if axes.contains(where: { $0.key == .lanes || $0.key == .portBits }) {
      return try DesignSweep(axes).points
    }
    // Whole ports, half and a quarter of one, and single elements.
    return try ["512", "256", "128", "single"].flatMap { width in
      try DesignSweep(axes).points.map { values in
        var values = values
        values[width == "single" ? .lanes : .portBits] = width == "single" ? "1" : width
        return values
      }
    }
  }
}
